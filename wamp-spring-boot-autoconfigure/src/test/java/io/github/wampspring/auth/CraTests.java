package io.github.wampspring.auth;

import io.github.wampspring.auth.WampUser.Salting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The arithmetic of WAMP-CRA against values that other implementations computed.
 */
class CraTests {

	/** The key and the data of RFC 4231, test case 2. */
	@Test
	void signsAsRfc4231Says() {
		assertThat(Cra.sign("Jefe", "what do ya want for nothing?"))
			.isEqualTo("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
	}

	/**
	 * Computed with Autobahn|Python's {@code auth.derive_key} and {@code compute_wcs}.
	 */
	@Test
	void derivesAndSignsAsAutobahnDoes() {
		String key = Cra.derive("secret2", new Salting("salt123", 1000, 32));
		assertThat(key).isEqualTo("nythvFZ7EuM5sPCQrrgnz1oJiZXUNcZZFlDIdGSiNUs=");
		assertThat(Cra.sign(key, "{\"nonce\": \"é\"}")).isEqualTo("GZceybkh2Dl90oYKTrkuKXe1l9GWn0Cd+xifEIdN9JI=");
	}

	@Test
	void derivesKeysOfOtherLengths() {
		assertThat(Cra.derive("p", new Salting("s", 1, 16))).hasSize(24);
	}

	@Test
	void refusesParametersThatWouldKeepAClientBusyForEver() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Salting("s", Integer.MAX_VALUE, 32))
			.withMessageContaining("iterations");
		assertThatIllegalArgumentException().isThrownBy(() -> new Salting("s", 1000, 1_000_000))
			.withMessageContaining("1024 bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> new Salting("", 1000, 32))
			.withMessageContaining("must not be empty");
	}

}
