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

package io.github.wampspring.docs.reference;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.payload.PayloadCipher;
import io.github.wampspring.payload.PayloadCiphers;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

class EncryptionTests {

	@Test
	void theCipherIsForItsUris() {
		PayloadCipher cipher = salaries(new byte[32], new byte[32]);
		assertThat(cipher.matches("com.myapp.salary.get")).isTrue();
		assertThat(cipher.encrypt("com.myapp.salary.get", new byte[0]).keyId()).isEqualTo("2027");
	}

	// tag::bean[]
	@Bean
	PayloadCipher salaries(byte[] oldSecret, byte[] newSecret) {
		return PayloadCiphers.aes256gcm()
			.uri("com.myapp.salary.", MatchPolicy.PREFIX)
			.secret("2026", oldSecret)
			.secret("2027", newSecret)
			.encryptWith("2027")
			.build();
	}
	// end::bean[]

}
