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

package io.github.wampspring.listener;

import java.util.List;
import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampProcedure;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Bean Validation of arguments and results.
 */
class ArgumentValidationTests {

	@Test
	void validArgumentsReachTheMethod() {
		try (ListenerContext context = ListenerContext.of(Procedures.class)) {
			assertThat(context.call("order", Map.of("items", List.of(Map.of("count", 1)))).results())
				.isEqualTo(List.of(1));
		}
	}

	@Test
	void violationsAreToldToTheCaller() {
		try (ListenerContext context = ListenerContext.of(Procedures.class)) {
			FakeInvocation invocation = context.callWith("limited", List.of(0), Map.of("name", " "));
			assertThat(invocation.error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
			assertThat(invocation.errorArguments())
				.isEqualTo(List.of("name: must not be blank, number: must be greater than 0"));
			assertThat(invocation.errorKeywordArguments())
				.isEqualTo(Map.of("violations", List.of(Map.of("path", "name", "message", "must not be blank"),
						Map.of("path", "number", "message", "must be greater than 0"))));
		}
	}

	@Test
	void nestedViolationsAreToldByTheirPath() {
		try (ListenerContext context = ListenerContext.of(Procedures.class)) {
			FakeInvocation invocation = context.call("order",
					Map.of("items", List.of(Map.of("count", 1), Map.of("count", 0))));
			assertThat(invocation.errorArguments()).isEqualTo(List.of("order.items[1].count: must be greater than 0"));
		}
	}

	@Test
	void groupsOfValidatedCount() {
		try (ListenerContext context = ListenerContext.of(Grouped.class)) {
			assertThat(context.call("grouped", 50).error()).isNull();
			assertThat(context.call("grouped", 5).error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		}
	}

	@Test
	void constraintsOfInterfacesHoldBehindTheirProxy() {
		try (ListenerContext context = ListenerContext.of(Proxied.class)) {
			assertThat(context.call("contract", 1).results()).isEqualTo(List.of(1));
			assertThat(context.call("contract", 0).errorArguments())
				.isEqualTo(List.of("number: must be greater than 0"));
		}
	}

	@Test
	void resultThatIsNotValidIsAnErrorOfTheCallee() {
		try (ListenerContext context = ListenerContext.of(Procedures.class)) {
			assertThat(context.call("result", 3).results()).isEqualTo(List.of(3));
			assertThat(context.call("result", 11).error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
		}
	}

	record Item(@Positive int count) {
	}

	record Order(@Valid List<Item> items) {
	}

	interface Strict {

	}

	static class Procedures {

		@WampProcedure("limited")
		int limited(@Positive int number, @WampKwarg @NotBlank String name) {
			return number;
		}

		@WampProcedure("order")
		int order(@Valid Order order) {
			return order.items().size();
		}

		@WampProcedure("result")
		@Max(10)
		int result(int number) {
			return number;
		}

	}

	@Validated(Strict.class)
	static class Grouped {

		@WampProcedure("grouped")
		int grouped(@Min(value = 10, groups = Strict.class) @Min(100) int number) {
			return number;
		}

	}

	interface Contract {

		@WampProcedure("contract")
		int contract(@Positive int number);

	}

	static class ContractImplementation implements Contract {

		@Override
		public int contract(int number) {
			return number;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxied {

		@Bean
		Contract contract() {
			ProxyFactory factory = new ProxyFactory(new ContractImplementation());
			factory.setInterfaces(Contract.class);
			return (Contract) factory.getProxy();
		}

	}

}
