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

package io.github.wampspring.router.cluster.link.nats;

import java.net.URISyntaxException;

import io.nats.client.support.NatsUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NatsSettingsTests {

	@ParameterizedTest
	@ValueSource(strings = { "nats://joe:tunny@n1:4222", "nats://joe:t@tunny@n_1:4222", "tunny@n1:4222",
			"nats://joe:tunny@", "nats://joe:tun ny@n1:4222" })
	void credentialsInAUrlAreRefusedAndNotRepeated(String server) {
		assertThatIllegalArgumentException().isThrownBy(() -> NatsSettings.of(server))
			.withMessageContaining("has credentials")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("tun").doesNotContain("joe"));
	}

	@Test
	void urlsMayLeaveOutTheScheme() {
		assertThat(NatsSettings.of("n1:4222", "tls://n2", "nats://10.0.0.1:4222").servers()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nats", "tls", "opentls", "ws", "wss", "NATS" })
	void theSchemesAreThoseOfJnats(String scheme) throws URISyntaxException {
		String server = scheme + "://n1:4222";
		assertThat(NatsSettings.of(server).servers()).containsExactly(server);
		assertThat(new NatsUri(server).getScheme()).isEqualToIgnoringCase(scheme);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "not a url", "nats://n_1:4222", "http://n1:4222", "redis://n1:6379", "n1/a://b" })
	void whatIsNoUrlIsRefused(String server) {
		assertThatIllegalArgumentException().isThrownBy(() -> NatsSettings.of(server))
			.withMessageContaining("Not the URL of a NATS server");
	}

}
