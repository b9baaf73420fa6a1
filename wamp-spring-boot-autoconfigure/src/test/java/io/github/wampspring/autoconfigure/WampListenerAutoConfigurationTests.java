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

import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampError;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampErrorHandler;
import io.github.wampspring.core.WampTemplate;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Min;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WampListenerAutoConfiguration}.
 */
class WampListenerAutoConfigurationTests {

	@Test
	void anAnnotatedMethodAnswersCalls() {
		WampAutoConfigurations.withRouter().withBean(Calculator.class).run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			assertThat(wamp.call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
		});
	}

	@Test
	void constraintsAreCheckedWhereBeanValidationIsPresent() {
		WampAutoConfigurations.withRouter()
			.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.withBean(Calculator.class)
			.run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				assertThatExceptionOfType(WampException.class)
					.isThrownBy(() -> wamp.call("com.myapp.sqrt", Integer.class, -1))
					.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.invalid_argument"));
			});
	}

	@Test
	void withoutBeanValidationNothingIsChecked() {
		WampAutoConfigurations.withRouter()
			.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(Validator.class))
			.withBean(Calculator.class)
			.run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				assertThat(wamp.call("com.myapp.sqrt", Double.class, -1)).isNaN();
			});
	}

	@Test
	void theMessageOfAnExceptionStaysHereUnlessAPropertyAllowsIt() {
		WampAutoConfigurations.withRouter().withBean(Calculator.class).run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.fail"))
				.satisfies((ex) -> assertThat(ex.getMessage()).startsWith("wamp.error.runtime_error")
					.doesNotContain("my secret"));
		});
		WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.listener.include-message=true")
			.withBean(Calculator.class)
			.run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.fail"))
					.withMessageContaining("my secret");
			});
	}

	@Test
	void handlersRegisteredByATemplateFailByTheSameRules() {
		WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.listener.include-message=true")
			.withBean(TemplateErrorHandler.class)
			.run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				wamp.register("com.myapp.own", (arguments, details, progress) -> {
					throw new ArithmeticException();
				}).whenActive().get();
				wamp.register("com.myapp.bug", (arguments, details, progress) -> {
					throw new IllegalStateException("my secret");
				}).whenActive().get();
				assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.own"))
					.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("com.myapp.error.arithmetic"));
				assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.bug"))
					.withMessageContaining("my secret");
			});
	}

	@Test
	void exceptionsOfTheApplicationsPackagesAreThrownByType() {
		WampAutoConfigurations.withRouter()
			.withUserConfiguration(Application.class)
			.withBean(Calculator.class)
			.run((context) -> assertThatExceptionOfType(FullException.class)
				.isThrownBy(() -> context.getBean(WampTemplate.class).call("com.myapp.full"))
				.withMessage("no room")
				.withCauseInstanceOf(WampException.class));
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class Application {

	}

	/** Needs the template, as handlers may. */
	static class TemplateErrorHandler implements WampErrorHandler {

		private final WampTemplate wamp;

		TemplateErrorHandler(WampTemplate wamp) {
			this.wamp = wamp;
		}

		@Override
		public WampException handle(Throwable failure, InvocationDetails details) {
			assertThat(this.wamp).isNotNull();
			return (failure instanceof ArithmeticException) ? new WampException("com.myapp.error.arithmetic") : null;
		}

	}

	@WampError("com.myapp.error.full")
	static class FullException extends RuntimeException {

		FullException(String message) {
			super(message);
		}

	}

	static class Calculator {

		@WampProcedure("com.myapp.add2")
		int add2(int x, int y) {
			return x + y;
		}

		@WampProcedure("com.myapp.sqrt")
		double sqrt(@Min(0) int x) {
			return Math.sqrt(x);
		}

		@WampProcedure("com.myapp.full")
		void full() {
			throw new FullException("no room");
		}

		@WampProcedure("com.myapp.fail")
		void fail() {
			throw new IllegalStateException("my secret");
		}

	}

}
