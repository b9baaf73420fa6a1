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

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

import io.github.wampspring.annotation.WampExceptionHandler;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnnotatedMethods}.
 */
class AnnotatedMethodsTests {

	private final AnnotatedMethods methods = new AnnotatedMethods(
			List.of(WampProcedure.class, WampSubscribe.class, WampExceptionHandler.class));

	@ParameterizedTest
	@ValueSource(classes = { Declares.class, IsDeclaredPrivately.class, Extends.class, Implements.class,
			ImplementsWhatExtends.class, Contract.class, ExtendsContract.class, Twice.class, Composed.class,
			ComposedTwice.class, Handles.class })
	void annotatedMethodsAreSeenWhereverTheyStand(Class<?> type) {
		assertThat(this.methods.isIn(type)).isTrue();
		assertThat(this.methods.isIn(type)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Object.class, Runnable.class, String.class })
	void classesWithoutThemAreToldApart(Class<?> type) {
		assertThat(this.methods.isIn(type)).isFalse();
		assertThat(this.methods.isIn(type)).isFalse();
	}

	@Test
	void subclassDoesNotMakeItsSuperclassAnnotated() {
		assertThat(this.methods.isIn(ExtendsPlain.class)).isTrue();
		assertThat(this.methods.isIn(Plain.class)).isFalse();
	}

	static class Plain {

		@Deprecated
		public void method() {
		}

	}

	static class ExtendsPlain extends Plain {

		@Override
		@WampSubscribe("com.myapp.topic")
		public void method() {
		}

	}

	static class Declares {

		@WampProcedure("com.myapp.procedure")
		public void method() {
		}

	}

	static class IsDeclaredPrivately {

		@WampProcedure("com.myapp.procedure")
		private void method() {
		}

	}

	static class Extends extends Declares {

		@Override
		public void method() {
		}

	}

	interface Contract {

		@WampSubscribe("com.myapp.topic")
		void method();

	}

	interface ExtendsContract extends Contract, Runnable {

	}

	static class Implements implements Contract {

		@Override
		public void method() {
		}

	}

	static class ImplementsWhatExtends implements ExtendsContract {

		@Override
		public void method() {
		}

		@Override
		public void run() {
		}

	}

	static class Twice {

		@WampSubscribe("com.myapp.topic1")
		@WampSubscribe("com.myapp.topic2")
		public void method() {
		}

	}

	@WampProcedure("com.myapp.procedure")
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@Repeatable(Mores.class)
	@interface More {

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Mores {

		More[] value();

	}

	static class Composed {

		@More
		public void method() {
		}

	}

	static class ComposedTwice {

		@More
		@More
		public void method() {
		}

	}

	static class Handles {

		@WampExceptionHandler
		public void method(IllegalStateException ex) {
		}

	}

}
