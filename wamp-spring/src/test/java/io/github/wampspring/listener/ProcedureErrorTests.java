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
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampError;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampErrorHandler;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what becomes of the exceptions of procedures.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProcedureErrorTests {

	@Test
	void wampExceptionKeepsUriAndArguments() {
		assertThat(call(new WampException("com.myapp.error.x", List.of(1, 2), Map.of("a", 3), null)))
			.satisfies((invocation) -> {
				assertThat(invocation.error()).isEqualTo("com.myapp.error.x");
				assertThat(invocation.errorArguments()).isEqualTo(List.of(1, 2));
				assertThat(invocation.errorKeywordArguments()).isEqualTo(Map.of("a", 3));
			});
	}

	@Test
	void annotatedExceptionHasItsUriItsMessageAndItsProperties(CapturedOutput output) {
		FakeInvocation invocation = call(new OutOfStock("only 2 left", "book", 2));
		assertThat(invocation.error()).isEqualTo("com.myapp.error.out_of_stock");
		assertThat(invocation.errorArguments()).isEqualTo(List.of("only 2 left"));
		assertThat(invocation.errorKeywordArguments()).isEqualTo(Map.of("article", "book", "left", 2, "final", true));
		assertThat(output).doesNotContain("only 2 left");
	}

	@Test
	void subclassOfAnAnnotatedExceptionHasItsUriToo() {
		FakeInvocation invocation = call(new OutOfBooks());
		assertThat(invocation.error()).isEqualTo("com.myapp.error.out_of_stock");
		assertThat(invocation.errorArguments()).isEmpty();
		assertThat(invocation.errorKeywordArguments())
			.isEqualTo(Map.of("article", "book", "left", 0, "final", true, "shelf", "B"));
	}

	@Test
	void mappedExceptionHasItsUri() {
		try (ListenerContext context = ListenerContext.of(Procedures.class)) {
			context.bean(ErrorMappings.class).register("com.myapp.error.state", IllegalStateException.class);
			context.bean(ErrorMappings.class).register("com.myapp.error.any", Exception.class);
			context.bean(Procedures.class).failure = new IllegalStateException("text");
			FakeInvocation invocation = context.call("failing");
			assertThat(invocation.error()).isEqualTo("com.myapp.error.state");
			assertThat(invocation.errorArguments()).isEqualTo(List.of("text"));
			context.bean(Procedures.class).failure = new OutOfBooks();
			assertThat(context.call("failing").error()).isEqualTo("com.myapp.error.out_of_stock");
		}
	}

	@Test
	void unexpectedExceptionTellsNothingAndIsLogged(CapturedOutput output) {
		FakeInvocation invocation = call(new IllegalStateException("secret"));
		assertThat(invocation.error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
		assertThat(invocation.errorArguments().toString()).doesNotContain("secret");
		assertThat(invocation.errorKeywordArguments()).isEmpty();
		assertThat(output).contains("ERROR")
			.contains("'failing'")
			.contains(Procedures.class.getName() + ".failing()")
			.contains("java.lang.IllegalStateException: secret");
	}

	@Test
	void unexpectedExceptionTellsItsMessageWhereThatIsAllowed() {
		try (ListenerContext context = ListenerContext.with(Map.of("expose", "true"), Procedures.class)) {
			context.bean(Procedures.class).failure = new IllegalStateException("no secret");
			assertThat(context.call("failing").errorArguments()).isEqualTo(List.of("no secret"));
			context.bean(Procedures.class).failure = new IllegalStateException();
			assertThat(context.call("failing").errorArguments()).isEqualTo(List.of("IllegalStateException"));
		}
	}

	@Test
	void errorsOfTheVirtualMachineReachTheCallerToo() {
		assertThat(call(new StackOverflowError()).error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
	}

	@Test
	void uriThatIsNotValidIsAnUnexpectedException(CapturedOutput output) {
		assertThat(call(new WampException("not a uri")).error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
		assertThat(output).contains("'not a uri'");
	}

	@Test
	void errorHandlersAreAskedFirstAndInTheirOrder() {
		try (ListenerContext context = ListenerContext.of(Procedures.class, SecondHandler.class, FirstHandler.class)) {
			Procedures procedures = context.bean(Procedures.class);
			procedures.failure = new OutOfBooks();
			assertThat(context.call("failing").error()).isEqualTo("handled.first.failing");
			procedures.failure = new IllegalStateException();
			assertThat(context.call("failing").error()).isEqualTo("handled.second");
			procedures.failure = new UnsupportedOperationException();
			assertThat(context.call("failing").error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
		}
	}

	@Test
	void failingErrorHandlerIsPassedOver(CapturedOutput output) {
		try (ListenerContext context = ListenerContext.of(Procedures.class, FailingHandler.class)) {
			context.bean(Procedures.class).failure = new OutOfBooks();
			assertThat(context.call("failing").error()).isEqualTo("com.myapp.error.out_of_stock");
			assertThat(output).contains("broken handler");
		}
	}

	@Test
	void argumentsThatDoNotFitAreNoBusinessOfErrorHandlers() {
		try (ListenerContext context = ListenerContext.of(Procedures.class, SecondHandler.class)) {
			assertThat(context.call("failing", 1).error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		}
	}

	@Test
	void interruptedMethodOfACancelledCallIsCancelled(CapturedOutput output) {
		try (ListenerContext context = ListenerContext.of(Procedures.class)) {
			FakeInvocation invocation = new FakeInvocation(context.session, "failing",
					io.github.wampspring.protocol.Dict.EMPTY, Payload.NONE);
			context.bean(Procedures.class).failure = new InterruptedException();
			context.bean(Procedures.class).before = invocation::interrupt;
			context.invoke("failing", invocation);
			assertThat(invocation.error()).isEqualTo(ErrorUris.CANCELED);
			assertThat(output).doesNotContain("ERROR");
		}
	}

	private static FakeInvocation call(Throwable failure) {
		try (ListenerContext context = ListenerContext.of(Procedures.class)) {
			context.bean(Procedures.class).failure = failure;
			return context.call("failing");
		}
	}

	static class Procedures {

		private Throwable failure = new IllegalStateException();

		private Runnable before = () -> {
		};

		@WampProcedure("failing")
		void failing() throws Throwable {
			this.before.run();
			throw this.failure;
		}

	}

	@WampError("com.myapp.error.out_of_stock")
	static class OutOfStock extends RuntimeException {

		private final String article;

		private final int left;

		OutOfStock(String message, String article, int left) {
			super(message);
			this.article = article;
			this.left = left;
		}

		public String getArticle() {
			return this.article;
		}

		public int getLeft() {
			return this.left;
		}

		public boolean isFinal() {
			return true;
		}

		String getInternal() {
			return "not public";
		}

		public String describe() {
			return "not a getter";
		}

	}

	static class OutOfBooks extends OutOfStock {

		OutOfBooks() {
			super(null, "book", 0);
		}

		public String getShelf() {
			return "B";
		}

	}

	@Order(1)
	static class FirstHandler implements WampErrorHandler {

		@Override
		public WampException handle(Throwable failure, InvocationDetails details) {
			return (failure instanceof OutOfStock) ? new WampException("handled.first." + details.procedure()) : null;
		}

	}

	@Order(2)
	static class SecondHandler implements WampErrorHandler {

		@Override
		public WampException handle(Throwable failure, InvocationDetails details) {
			return (failure instanceof UnsupportedOperationException) ? null : new WampException("handled.second");
		}

	}

	static class FailingHandler implements WampErrorHandler {

		@Override
		public WampException handle(Throwable failure, InvocationDetails details) {
			throw new IllegalArgumentException("broken handler");
		}

	}

}
