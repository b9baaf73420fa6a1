/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wampspring.autoconfigure;

import java.util.Locale;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.payload.PayloadCipher;
import io.github.wampspring.payload.PayloadCiphers;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Ciphers by properties and beans, for the default connection and for named ones.
 */
class EncryptionPropertiesTests {

	private static final String HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

	private static final String BASE64 = "ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=";

	private final ApplicationContextRunner runner = WampAutoConfigurations.withRouter()
		.withPropertyValues("wamp.fail-fast=true", "wamp.realm=realm1", "wamp.encryption[0].uri=com.myapp.secret.",
				"wamp.encryption[0].keys.k1.secret=" + HEX);

	@Test
	void annotatedMethodsAndTemplatesUseThem() {
		this.runner.withBean(Procedures.class)
			.run((context) -> assertThat(
					context.getBean(WampTemplate.class).call("com.myapp.secret.upper", String.class, "a"))
				.isEqualTo("A"));
	}

	@Test
	void aNamedConnectionHasItsOwn() {
		this.runner.withBean(Procedures.class)
			.withPropertyValues("wamp.connections.same.encryption[0].uri=com.myapp.secret.",
					"wamp.connections.same.encryption[0].keys.k1.secret=" + BASE64,
					"wamp.connections.none.realm=realm1")
			.run((context) -> {
				WampTemplate same = context.getBean("sameWampTemplate", WampTemplate.class);
				assertThat(same.call("com.myapp.secret.upper", String.class, "a")).isEqualTo("A");
				WampTemplate none = context.getBean("noneWampTemplate", WampTemplate.class);
				assertThatExceptionOfType(WampException.class)
					.isThrownBy(() -> none.call("com.myapp.secret.upper", String.class, "a"))
					.withMessageContaining("in the clear");
			});
	}

	@Test
	void bothEndsHaveToBindToTheUriOrNot() {
		this.runner.withBean(Procedures.class)
			.withPropertyValues("wamp.connections.unbound.encryption[0].uri=com.myapp.secret.",
					"wamp.connections.unbound.encryption[0].bind-to-uri=false",
					"wamp.connections.unbound.encryption[0].keys.k1.secret=" + BASE64)
			.run((context) -> {
				WampTemplate unbound = context.getBean("unboundWampTemplate", WampTemplate.class);
				assertThatExceptionOfType(WampException.class)
					.isThrownBy(() -> unbound.call("com.myapp.secret.upper", String.class, "a"))
					.withMessageContaining("for this URI");
			});
	}

	@Test
	void aBeanGoesBeforeTheProperties() {
		byte[] key = new byte[32];
		PayloadCipher bean = PayloadCiphers.aes256gcm()
			.uri("com.myapp.secret.", MatchPolicy.PREFIX)
			.secret("bean", key)
			.build();
		this.runner.withBean(Procedures.class)
			.withBean(PayloadCipher.class, () -> bean)
			.withPropertyValues("wamp.connections.other.encryption[0].uri=com.myapp.secret.",
					"wamp.connections.other.encryption[0].keys.k1.secret=" + HEX)
			.run((context) -> {
				assertThat(context.getBean("wampTemplate", WampTemplate.class)
					.call("com.myapp.secret.upper", String.class, "a")).isEqualTo("A");
				assertThatExceptionOfType(WampException.class)
					.isThrownBy(() -> context.getBean("otherWampTemplate", WampTemplate.class)
						.call("com.myapp.secret.upper", String.class, "a"))
					.withMessageContaining("the key 'k1' is not known");
			});
	}

	@Test
	void whatIsWrongFailsTheStartWithoutTellingTheKey() {
		fails("wamp.encryption[0].keys.k2.secret=" + HEX, "encrypt-with", "which of the keys");
		fails("wamp.encryption[0].keys.k1.secret=c2hvcnQ=", "keys.k1", "32 bytes, not 5");
		fails("wamp.encryption[0].keys.k1.secret=$$$", "keys.k1", "64 hexadecimal digits, or Base64");
		fails("wamp.encryption[0].keys.k1.private-key=" + HEX, "keys.k1", "There must be a secret, or");
		fails("wamp.encryption[0].encrypt-with=k7", "encrypt-with", "no key k7");
	}

	@Test
	void anEntryThatAnEarlierOneCoversFailsTheStart() {
		ApplicationContextRunner two = this.runner.withPropertyValues("wamp.encryption[1].keys.k2.secret=" + BASE64);
		for (String uri : new String[] { "com.myapp.secret.", "com.myapp.secret.more." }) {
			two.withPropertyValues("wamp.encryption[1].uri=" + uri)
				.run((context) -> assertThat(context.getStartupFailure()).rootCause()
					.message()
					.contains("wamp.encryption[1].uri", "encryption[0] is for all of it"));
		}
		two.withPropertyValues("wamp.encryption[1].uri=com.myapp.")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private void fails(String property, String name, String reason) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.message()
				.contains("wamp.encryption[0]." + name, reason)
				.doesNotContain(HEX, "c2hvcnQ"));
	}

	static class Procedures {

		@WampProcedure("com.myapp.secret.upper")
		String upper(String text) {
			return text.toUpperCase(Locale.ROOT);
		}

	}

}
