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

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for what becomes of the return values of procedures.
 */
class ReturnValueTests {

	private ListenerContext context;

	private Procedures procedures;

	@BeforeEach
	void start() {
		this.context = ListenerContext.of(Procedures.class);
		this.procedures = this.context.bean(Procedures.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void voidIsAnEmptyResult() {
		assertThat(this.context.call("void").results()).isEmpty();
	}

	@Test
	void valueIsOnePositionalResult() {
		assertThat(this.context.call("list").results()).isEqualTo(List.of(List.of(1, 2)));
		assertThat(this.context.call("array").results().get(0)).isEqualTo(List.of("a", "b"));
	}

	@Test
	void nullIsOnePositionalResult() {
		assertThat(this.context.call("null").results()).isEqualTo(Collections.singletonList(null));
	}

	@Test
	void wampResultIsPositionalAndKeywordResults() {
		FakeInvocation invocation = this.context.call("result");
		assertThat(invocation.results()).isEqualTo(List.of(1, 2));
		assertThat(invocation.keywordResults()).isEqualTo(Map.of("sum", 3));
	}

	@Test
	void completionStageIsAResultLater() {
		FakeInvocation invocation = this.context.call("stage");
		assertThat(invocation.isEnded()).isFalse();
		this.procedures.stage.complete(WampResult.of("done").with("late", true));
		assertThat(invocation.results()).isEqualTo(List.of("done"));
		assertThat(invocation.keywordResults()).isEqualTo(Map.of("late", true));
	}

	@Test
	void completionStageOfVoidIsAnEmptyResult() {
		assertThat(this.context.call("stage.void").results()).isEmpty();
	}

	@Test
	void failedCompletionStageIsAnError() {
		FakeInvocation invocation = this.context.call("stage");
		this.procedures.stage.completeExceptionally(new IllegalStateException("secret"));
		assertThat(invocation.error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
	}

	@Test
	void completionStageIsCancelledWithTheCall() {
		FakeInvocation invocation = this.context.call("stage");
		invocation.interrupt();
		assertThat(this.procedures.stage).isCancelled();
		assertThat(invocation.error()).isEqualTo(ErrorUris.CANCELED);
	}

	@Test
	void valueBehindObjectCountsByItsClass() {
		this.procedures.object = CompletableFuture.completedFuture(1);
		assertThat(this.context.call("object").results()).isEqualTo(List.of(1));
		this.procedures.object = "text";
		assertThat(this.context.call("object").results()).isEqualTo(List.of("text"));
		this.procedures.object = null;
		assertThat(this.context.call("object").results()).isEqualTo(Collections.singletonList(null));
	}

	@Test
	void streamIsOneListWhereNoProgressIsWanted() {
		assertThat(this.context.call("stream").results()).isEqualTo(List.of(List.of(1, 2, 3)));
		assertThat(this.procedures.streamClosed).isTrue();
		assertThat(this.context.call("stream.int").results()).isEqualTo(List.of(List.of(1, 2)));
	}

	@Test
	void streamIsProgressiveResultsWhereProgressIsWanted() {
		FakeInvocation invocation = this.context.callWith("stream", FakeInvocation.PROGRESS, Payload.NONE);
		assertThat(invocation.progressed()).isEqualTo(List.of(1, 2, 3));
		assertThat(invocation.results()).isEmpty();
		assertThat(this.procedures.streamClosed).isTrue();
	}

	@Test
	void streamEndsWhenTheCallIsCancelled() {
		FakeInvocation invocation = new FakeInvocation(this.context.session, "endless", FakeInvocation.PROGRESS,
				Payload.NONE);
		this.procedures.onElement = (element) -> {
			if (element == 10) {
				invocation.interrupt();
			}
		};
		this.context.invoke("endless", invocation);
		assertThat(invocation.progressed()).hasSize(10);
		assertThat(invocation.error()).isEqualTo(ErrorUris.CANCELED);
	}

	@Test
	void progressSinkSendsProgressiveResults() {
		FakeInvocation invocation = this.context.callWith("sink", FakeInvocation.PROGRESS, Payload.of(2));
		assertThat(invocation.progressed()).isEqualTo(List.of(0, 1));
		assertThat(invocation.results()).isEqualTo(List.of("wanted"));
	}

	@Test
	void progressSinkDoesNothingWhereNoProgressIsWanted() {
		FakeInvocation invocation = this.context.call("sink", 2);
		assertThat(invocation.progressed()).isEmpty();
		assertThat(invocation.results()).isEqualTo(List.of("not wanted"));
	}

	@Test
	void plainFutureIsRefusedAtTheStart() {
		assertThatThrownBy(() -> ListenerContext.of(PlainFuture.class)).isInstanceOf(WampListenerException.class)
			.hasMessageContaining("PlainFuture.method");
	}

	static class PlainFuture {

		@WampProcedure("future")
		Future<String> method() {
			return CompletableFuture.completedFuture("");
		}

	}

	static class Procedures {

		private final CompletableFuture<WampResult> stage = new CompletableFuture<>();

		private final AtomicBoolean streamClosed = new AtomicBoolean();

		private java.util.function.IntConsumer onElement = (element) -> {
		};

		private Object object;

		@WampProcedure("void")
		void nothing() {
		}

		@WampProcedure("list")
		List<Integer> list() {
			return List.of(1, 2);
		}

		@WampProcedure("array")
		String[] array() {
			return new String[] { "a", "b" };
		}

		@WampProcedure("null")
		String nullValue() {
			return null;
		}

		@WampProcedure("result")
		WampResult result() {
			return WampResult.of(1, 2).with("sum", 3);
		}

		@WampProcedure("stage")
		CompletionStage<WampResult> stage() {
			return this.stage;
		}

		@WampProcedure("stage.void")
		CompletableFuture<Void> stageOfVoid() {
			return CompletableFuture.completedFuture(null);
		}

		@WampProcedure("object")
		Object object() {
			return this.object;
		}

		@WampProcedure("stream")
		Stream<Integer> stream() {
			return Stream.of(1, 2, 3).onClose(() -> this.streamClosed.set(true));
		}

		@WampProcedure("stream.int")
		IntStream intStream() {
			return IntStream.of(1, 2);
		}

		@WampProcedure("endless")
		Stream<Integer> endless() {
			return Stream.iterate(1, (i) -> i + 1).peek((i) -> this.onElement.accept(i));
		}

		@WampProcedure("sink")
		String sink(int count, ProgressSink<Integer> sink) {
			for (int i = 0; i < count; i++) {
				sink.next(i);
			}
			return sink.isWanted() ? "wanted" : "not wanted";
		}

	}

}
