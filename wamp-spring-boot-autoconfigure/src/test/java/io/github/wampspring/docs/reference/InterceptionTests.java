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

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.interceptor.InterceptorChain;
import io.github.wampspring.interceptor.OutgoingRequest.Kind;
import io.github.wampspring.interceptor.OutgoingRequest;
import io.github.wampspring.interceptor.WampIncomingInterceptor;
import io.github.wampspring.interceptor.WampOutgoingInterceptor;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.WampRouterInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs the code of the page about interceptors.
 */
@SpringBootTest(classes = InterceptionTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = "wamp.router.enabled=true")
class InterceptionTests {

	@Autowired
	private WampTemplate wamp;

	@Autowired
	private Tenants tenants;

	@Test
	void theTenantTravels() {
		assertThat(this.wamp.call("com.myapp.whoami", String.class)).isEqualTo("blue");
	}

	@Test
	void whatNeverChangesIsAskedForOnce() {
		assertThat(this.wamp.call("com.myapp.constants.pi", Double.class)).isEqualTo(3.14);
		assertThat(this.wamp.call("com.myapp.constants.pi", Double.class)).isEqualTo(3.14);
		assertThat(this.tenants.asked).hasValue(1);
	}

	@Test
	void whatIsNotOpenIsRefused() {
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> this.wamp.call("com.myapp.admin.stop"))
			.satisfies((error) -> assertThat(error.getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED));
	}

	@Test
	void theRouterRefuses() {
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> this.wamp.call("com.myapp.old.procedure"))
			.withMessageContaining("com.myapp.v2");
	}

	@EnableAutoConfiguration
	@Configuration(proxyBeanMethods = false)
	@Import({ OutgoingTenant.class, IncomingTenant.class, Tenants.class })
	static class Application {

		// tag::answer[]
		@Bean
		@Order(1)
		WampOutgoingInterceptor constants() {
			Map<String, Payload> known = new ConcurrentHashMap<>();
			return (request, next) -> {
				if (!request.uri().startsWith("com.myapp.constants.")) {
					return next.proceed(request);
				}
				Payload answer = known.get(request.uri());
				return (answer != null) ? CompletableFuture.completedFuture(answer)
						: next.proceed(request).thenApply((result) -> {
							known.put(request.uri(), result);
							return result;
						});
			};
		}
		// end::answer[]

		// tag::refuse[]
		@Bean
		WampIncomingInterceptor closedForAll() {
			return (request, next) -> {
				if (request.registered().startsWith("com.myapp.admin.")) {
					throw new WampException(ErrorUris.NOT_AUTHORIZED, "Not from outside");
				}
				return next.proceed(request);
			};
		}
		// end::refuse[]

		// tag::router[]
		@Bean
		WampRouterInterceptor oldProcedures() {
			return (request, next) -> {
				if (request.action() == WampAction.CALL && request.uri().startsWith("com.myapp.old.")) {
					return CompletableFuture
						.failedFuture(new WampException(ErrorUris.NO_SUCH_PROCEDURE, "It is below com.myapp.v2 now"));
				}
				return next.proceed(request);
			};
		}
		// end::router[]

	}

	// tag::outgoing[]
	@Component
	static class OutgoingTenant implements WampOutgoingInterceptor {

		@Override
		public CompletionStage<Payload> intercept(OutgoingRequest request, InterceptorChain<OutgoingRequest> next) {
			return (request.kind() == Kind.CALL) ? next.proceed(request.withKeywordArgument("tenant", "blue"))
					: next.proceed(request);
		}

	}
	// end::outgoing[]

	// tag::incoming[]
	@Component
	static class IncomingTenant implements WampIncomingInterceptor {

		static final ThreadLocal<@Nullable Object> TENANT = new ThreadLocal<>();

		@Override
		public CompletionStage<Payload> intercept(IncomingRequest request, InterceptorChain<IncomingRequest> next) {
			TENANT.set(request.keywordArguments().get("tenant"));
			try {
				return next.proceed(request);
			}
			finally {
				TENANT.remove();
			}
		}

	}
	// end::incoming[]

	static class Tenants {

		final AtomicInteger asked = new AtomicInteger();

		@WampProcedure("com.myapp.whoami")
		@Nullable Object whoAmI(@WampKwarg("tenant") String tenant) {
			assertThat(tenant).isEqualTo(IncomingTenant.TENANT.get());
			return tenant;
		}

		@WampProcedure("com.myapp.constants.pi")
		double pi() {
			this.asked.incrementAndGet();
			return 3.14;
		}

		@WampProcedure("com.myapp.admin.stop")
		void stop() {
			throw new AssertionError("must not be called");
		}

	}

}
