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

package io.github.wampspring.autoconfigure.router;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two that would decide about one thing, so that one of them would have no effect.
 */
class RouterConflictTests {

	private final ApplicationContextRunner runner = WampAutoConfigurations.withRouter()
		.withPropertyValues("wamp.router.realms=realm1,realm2");

	private static void assertFails(ApplicationContextRunner runner, String... parts) {
		runner.run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context).getFailure().rootCause().message().contains(parts);
		});
	}

	@Test
	void twoProceduresThatDecideAboutOneRole() {
		ApplicationContextRunner two = this.runner.withPropertyValues("wamp.router.authorizers[0].role=user",
				"wamp.router.authorizers[0].procedure=com.myapp.one", "wamp.router.authorizers[1].role=user",
				"wamp.router.authorizers[1].procedure=com.myapp.two", "wamp.router.authorizers[0].realms=realm2");
		assertFails(two, "wamp.router.authorizers[1].role", "authorizers[0] decides about this role");
		two.withPropertyValues("wamp.router.authorizers[1].realms=realm1")
			.run((context) -> assertThat(context).hasNotFailed());
		two.withPropertyValues("wamp.router.authorizers[1].role=guest")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aPermissionOfARoleThatAProcedureDecidesAbout() {
		ApplicationContextRunner both = this.runner.withPropertyValues("wamp.router.permissions[0].role=user",
				"wamp.router.permissions[0].uri=com.myapp.", "wamp.router.permissions[0].match=prefix",
				"wamp.router.authorizers[0].role=user", "wamp.router.authorizers[0].procedure=com.myapp.one");
		assertFails(both, "wamp.router.permissions[0].role", "has no effect: leave out one of them");
		both.withPropertyValues("wamp.router.authorizers[0].realms=realm1")
			.run((context) -> assertThat(context).hasNotFailed());
		both.withPropertyValues("wamp.router.authorizers[0].role=guest")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aProcedureAndABeanForOneAuthenticationMethod() {
		ApplicationContextRunner both = this.runner
			.withBean(WampAuthenticationProvider.class, () -> new Provider("ticket"))
			.withPropertyValues("wamp.router.authenticators.ticket.procedure=com.myapp.authenticate");
		assertFails(both, "wamp.router.authenticators.ticket", Provider.class.getName(), "leave out one of them");
	}

	@Test
	void aUserWhoseMethodsAreAllLeftToProcedures() {
		ApplicationContextRunner left = this.runner.withPropertyValues(
				"wamp.router.users.joe.public-keys=" + "ab".repeat(32),
				"wamp.router.authenticators.cryptosign.procedure=com.myapp.authenticate");
		assertFails(left, "wamp.router.users.joe", "could never join");
		left.withPropertyValues("wamp.router.users.joe.secret=secret")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void twoBeansForOneAuthenticationMethod() {
		ApplicationContextRunner both = this.runner
			.withBean("one", WampAuthenticationProvider.class, () -> new Provider("badge"))
			.withBean("two", WampAuthenticationProvider.class, () -> new Provider("badge"));
		assertFails(both, "two providers of the authentication method 'badge'", "leave out one of them");
	}

	private record Provider(String method) implements WampAuthenticationProvider {

		@Override
		public String getMethod() {
			return this.method;
		}

		@Override
		public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
			return CompletableFuture.failedStage(new UnsupportedOperationException());
		}

	}

}
