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

package io.github.wampspring.interop;

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.auth.WampHandshakeUser;
import io.github.wampspring.auth.WampHandshakeUserLookup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Foreign clients that join by a cookie of their handshake, or by the next method that
 * they offer.
 */
@RequiresPeer(Peer.AUTOBAHN_PYTHON)
class HandshakeIdentityInteropTests {

	@ParameterizedTest
	@EnumSource
	void autobahnJoinsByACookieOrByTheNextMethod(WebApplicationType type) {
		Application.Builder builder = Application.router(type)
			.with(Sessions.class)
			.with("wamp.router.anonymous.enabled", false)
			.with("wamp.router.handshake-identity.enabled", true)
			.with("wamp.router.handshake-identity.cookies", "SESSION")
			.with("wamp.router.users.peter.secret", "changeit");
		if (type == WebApplicationType.NONE) {
			builder.with("wamp.router.listen", "localhost:0");
		}
		try (Application router = builder.start()) {
			String url = (type != WebApplicationType.NONE) ? router.routerUrl() : "ws://localhost:"
					+ router.context().getEnvironment().getProperty("local.wamp.router.port") + "/ws";
			assertThat(Drive.python(url).with("cookie", "SESSION=7f3a").join()).startsWith("PASS join")
				.contains("authid joe", "role user", "method cookie");
			assertThat(Drive.python(url).with("cookie", "SESSION=stale").join()).startsWith("FAIL join")
				.contains("wamp.error.authentication_denied");
			assertThat(withTicket(Drive.python(url).with("cookie", "SESSION=stale"))).startsWith("PASS join")
				.contains("authid peter", "method ticket");
		}
	}

	private static String withTicket(Drive drive) {
		return drive.with("auth", "ticket").with("authid", "peter").with("secret", "changeit").join();
	}

	static class Sessions {

		@Bean
		WampHandshakeUserLookup sessions() {
			return (handshake) -> CompletableFuture
				.completedStage("7f3a".equals(handshake.cookie("SESSION")) ? new WampHandshakeUser("joe") : null);
		}

	}

}
