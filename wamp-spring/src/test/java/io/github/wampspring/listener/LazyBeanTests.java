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

import io.github.wampspring.annotation.WampProcedure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

/**
 * Annotated methods of beans that have not been made, and whose bean method declares less
 * than their class.
 */
@ExtendWith(OutputCaptureExtension.class)
class LazyBeanTests {

	@Test
	void aLazyBeanDeclaredByItsInterfaceIsRegistered() {
		try (ListenerContext context = ListenerContext.of(LazyGreeter.class)) {
			assertThat(context.call("greet").results()).isEqualTo(List.of("hello"));
			assertThat(context.call("greet.abstract").results()).isEqualTo(List.of("hello"));
			assertThat(context.context().getBeanFactory().containsSingleton("other")).isFalse();
		}
	}

	@Test
	void soItIsWhereAllBeansAreLazy() {
		try (ListenerContext context = ListenerContext.of(LazyInitializationBeanFactoryPostProcessor.class,
				Eager.class)) {
			context.bean(WampListenerMethodProcessor.class);
			assertThat(context.call("greet").results()).isEqualTo(List.of("hello"));
		}
	}

	@Test
	void aPrototypeDeclaredByItsInterfaceIsAWarning(CapturedOutput output) {
		try (ListenerContext context = ListenerContext.of(Prototype.class)) {
			assertThat(context.connection().procedures).isEmpty();
			assertThat(output).contains("WARN").contains("'greeter'").contains("declare the class itself");
		}
	}

	@Test
	void theHandlesEndWithTheBeans() {
		ListenerContext context = ListenerContext.of(LazyGreeter.class);
		FakeConnection connection = context.connection();
		assertThat(connection.procedures).isNotEmpty();
		context.bean(WampListenerMethodProcessor.class);
		context.close();
		assertThat(connection.registrations).isNotEmpty().allSatisfy((registration) -> verify(registration).close());
	}

	interface Other {

	}

	interface Greeter {

		String greet();

	}

	abstract static class AbstractGreeter {

		abstract String greet();

	}

	static class GreeterImpl implements Greeter {

		@Override
		@WampProcedure("greet")
		public String greet() {
			return "hello";
		}

	}

	static class ConcreteGreeter extends AbstractGreeter {

		@Override
		@WampProcedure("greet.abstract")
		String greet() {
			return "hello";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyGreeter {

		@Bean
		@Lazy
		Greeter greeter() {
			return new GreeterImpl();
		}

		@Bean
		@Lazy
		AbstractGreeter abstractGreeter() {
			return new ConcreteGreeter();
		}

		@Bean
		@Lazy
		Other other() {
			return new Other() {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Eager {

		@Bean
		Greeter greeter() {
			return new GreeterImpl();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototype {

		@Bean
		@Scope("prototype")
		Greeter greeter() {
			return new GreeterImpl();
		}

	}

}
