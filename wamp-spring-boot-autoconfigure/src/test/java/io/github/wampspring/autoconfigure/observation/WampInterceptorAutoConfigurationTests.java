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

package io.github.wampspring.autoconfigure.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.ConnectionSettingsCustomizer;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.interceptor.WampIncomingInterceptor;
import io.github.wampspring.interceptor.WampOutgoingInterceptor;
import io.github.wampspring.observation.MdcInterceptor;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.WampRouterInterceptor;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Interceptors that are beans, and the diagnostic context of the log.
 */
class WampInterceptorAutoConfigurationTests {

	private final ApplicationContextRunner runner = WampAutoConfigurations.withRouter()
		.withUserConfiguration(Procedures.class);

	@Test
	void beansStandAroundOperationsInTheirOrder() {
		this.runner.withUserConfiguration(Interceptors.class).run((context) -> {
			assertThat(context.getBean(WampTemplate.class).call("com.myapp.trail", String[].class, ""))
				.containsExactly("", "out1", "out2", "router", "in1", "in2");
			assertThat(context.getBean(ReactiveWampTemplate.class).call("com.myapp.trail", String[].class, "x").block())
				.containsExactly("x", "out1", "out2", "router", "in1", "in2");
		});
	}

	@Test
	void anApplicationsCustomizerComesAfter() {
		this.runner.withUserConfiguration(Interceptors.class)
			.withBean(ConnectionSettingsCustomizer.class, () -> (settings) -> settings.interceptors(List.of()))
			.run((context) -> assertThat(
					context.getBean(WampTemplate.class).call("com.myapp.trail", String[].class, ""))
				.hasSize(4));
	}

	@Test
	void theLogKnowsOfTheCallerWhereThatIsWanted() {
		this.runner.withPropertyValues("wamp.observation.mdc=true", "wamp.router.disclosure=always").run((context) -> {
			Map<?, ?> mdc = context.getBean(WampTemplate.class).call("com.myapp.mdc", Map.class);
			assertThat(mdc.get(MdcInterceptor.URI)).isEqualTo("com.myapp.mdc");
			assertThat(mdc.get(MdcInterceptor.SESSION))
				.isEqualTo(Long.toString(context.getBean(WampTemplate.class).getConnection().getSession().getId()));
			assertThat(mdc.get(MdcInterceptor.CALLER)).isNotNull();
		});
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(MdcInterceptor.class);
			assertThat(context.getBean(WampTemplate.class).call("com.myapp.mdc", Object.class)).isEqualTo(Map.of());
		});
	}

	@Test
	void theMdcBacksOffAndNeedsSlf4j() {
		MdcInterceptor own = new MdcInterceptor();
		this.runner.withPropertyValues("wamp.observation.mdc=true")
			.withBean(MdcInterceptor.class, () -> own)
			.run((context) -> assertThat(context.getBean(MdcInterceptor.class)).isSameAs(own));
		this.runner.withPropertyValues("wamp.observation.mdc=true")
			.withClassLoader(new FilteredClassLoader(MDC.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("wampMdcInterceptor"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Procedures {

		@WampProcedure("com.myapp.trail")
		List<String> trail(String... trail) {
			return List.of(trail);
		}

		@WampProcedure("com.myapp.mdc")
		Map<String, String> mdc() {
			return (MDC.getCopyOfContextMap() != null) ? MDC.getCopyOfContextMap() : Map.of();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Interceptors {

		@Bean
		@Order(2)
		WampOutgoingInterceptor second(WampTemplate template) {
			assertThat(template).isNotNull();
			return (request, next) -> next.proceed(request.withArguments(with(request.arguments(), "out2")));
		}

		@Bean
		@Order(1)
		WampOutgoingInterceptor first() {
			return (request, next) -> next.proceed(request.withArguments(with(request.arguments(), "out1")));
		}

		@Bean
		@Order(2)
		WampIncomingInterceptor secondIncoming(ObjectProvider<WampTemplate> template) {
			return (request, next) -> next.proceed(request.withArguments(with(request.arguments(), "in2")));
		}

		@Bean
		@Order(1)
		WampIncomingInterceptor firstIncoming() {
			return (request, next) -> next.proceed(request.withArguments(with(request.arguments(), "in1")));
		}

		@Bean
		WampRouterInterceptor router() {
			return (request, next) -> request.uri().equals("com.myapp.trail") && request.action() == WampAction.CALL
					? next.proceed(request.withArguments(with(request.arguments(), "router"))) : next.proceed(request);
		}

		private static List<Object> with(List<?> list, String value) {
			List<Object> copy = new ArrayList<>(list);
			copy.add(value);
			return copy;
		}

	}

}
