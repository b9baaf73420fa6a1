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

package io.github.wampspring.core;

import java.util.List;
import java.util.Map;

import io.github.wampspring.WampException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ErrorMappings}.
 */
class ErrorMappingsTests {

	private final ErrorMappings mappings = new ErrorMappings();

	private final WampException error = new WampException("com.myapp.x", List.of("text", 1), Map.of("a", 2), null);

	@Test
	void exceptionHasTheUriOfItsClassOrNearestSuperclass() {
		this.mappings.register("com.myapp.x", RuntimeException.class);
		this.mappings.register("com.myapp.y", IllegalArgumentException.class);
		assertThat(this.mappings.uriFor(new NumberFormatException())).isEqualTo("com.myapp.y");
		assertThat(this.mappings.uriFor(new IllegalStateException())).isEqualTo("com.myapp.x");
		assertThat(this.mappings.uriFor(new Exception())).isNull();
	}

	@Test
	void errorThatNobodyKnowsStaysAsItIs() {
		assertThat(this.mappings.exceptionFor(this.error)).isSameAs(this.error);
	}

	@Test
	void exceptionIsMadeByTheFirstKnownConstructor() {
		assertThat(make(OfError.class)).isInstanceOfSatisfying(OfError.class,
				(exception) -> assertThat(exception.error).isSameAs(this.error));
		assertThat(make(OfKeywords.class)).hasMessage("text")
			.isInstanceOfSatisfying(OfKeywords.class,
					(exception) -> assertThat(exception.keywordArguments).isEqualTo(Map.of("a", 2)));
		assertThat(make(OfCause.class)).hasMessage("text").hasCause(this.error);
		assertThat(make(OfMessage.class)).hasMessage("text").hasCause(this.error);
		assertThat(make(OfNothing.class)).hasCause(this.error);
	}

	@Test
	void errorWithoutATextualMessageDescribesItself() {
		this.mappings.register("com.myapp.y", OfMessage.class);
		assertThat(this.mappings.exceptionFor(WampException.of("com.myapp.y").args(1).build()))
			.hasMessage("com.myapp.y: 1");
	}

	@Test
	void errorStaysAsItIsWhereItsExceptionCannotBeMade() {
		assertThat(make(OfOther.class)).isSameAs(this.error);
		assertThat(make(Abstract.class)).isSameAs(this.error);
		assertThat(make(Failing.class)).isSameAs(this.error);
		assertThat(this.error.getSuppressed()).hasSize(1);
	}

	@Test
	void superclassIsTheOneThatCallsEndWith() {
		this.mappings.register("com.myapp.x", SubOfMessage.class);
		this.mappings.register("com.myapp.x", OfMessage.class);
		this.mappings.register("com.myapp.x", SubOfMessage.class);
		assertThat(this.mappings.exceptionFor(this.error)).isExactlyInstanceOf(OfMessage.class);
		assertThat(this.mappings.uriFor(new SubOfMessage("text"))).isEqualTo("com.myapp.x");
	}

	@Test
	void uriOfTwoStrangersIsRefused() {
		this.mappings.register("com.myapp.x", OfMessage.class);
		assertThatIllegalArgumentException().isThrownBy(() -> this.mappings.register("com.myapp.x", OfCause.class))
			.withMessageContaining(OfMessage.class.getName())
			.withMessageContaining(OfCause.class.getName());
		assertThat(this.mappings.uriFor(new OfCause("text", this.error))).isNull();
	}

	@Test
	void secondUriOfAClassIsRefused() {
		this.mappings.register("com.myapp.x", OfMessage.class);
		assertThatIllegalArgumentException().isThrownBy(() -> this.mappings.register("com.myapp.y", OfMessage.class))
			.withMessageContaining("'com.myapp.x'");
	}

	private Throwable make(Class<? extends Throwable> type) {
		ErrorMappings mappings = new ErrorMappings();
		mappings.register(this.error.getUri(), type);
		return mappings.exceptionFor(this.error);
	}

	static class OfError extends Exception {

		private final transient WampException error;

		OfError(WampException error) {
			this.error = error;
		}

	}

	static class OfKeywords extends RuntimeException {

		private final transient Map<String, Object> keywordArguments;

		OfKeywords(String message, Map<String, Object> keywordArguments) {
			super(message);
			this.keywordArguments = keywordArguments;
		}

	}

	static class OfCause extends RuntimeException {

		OfCause(String message, Throwable cause) {
			super(message, cause);
		}

	}

	static class OfMessage extends RuntimeException {

		OfMessage(String message) {
			super(message);
		}

	}

	static class SubOfMessage extends OfMessage {

		SubOfMessage(String message) {
			super(message);
		}

	}

	static class OfNothing extends RuntimeException {

	}

	static class OfOther extends RuntimeException {

		OfOther(int number) {
			super(String.valueOf(number));
		}

	}

	abstract static class Abstract extends RuntimeException {

	}

	static class Failing extends RuntimeException {

		Failing(String message) {
			super(message);
			throw new IllegalStateException("no");
		}

	}

}
