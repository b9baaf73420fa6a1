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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.transport.ReceivingThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for procedures that return publishers.
 */
class ReactiveReturnValueTests {

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
	void monoIsAResultLater() {
		FakeInvocation invocation = this.context.call("mono");
		assertThat(invocation.isEnded()).isFalse();
		this.procedures.one.tryEmitValue("done");
		assertThat(invocation.results()).isEqualTo(List.of("done"));
	}

	@Test
	void emptyMonoIsNullAndMonoOfVoidIsAnEmptyResult() {
		assertThat(this.context.call("mono.empty").results()).isEqualTo(Collections.singletonList(null));
		assertThat(this.context.call("mono.void").results()).isEmpty();
	}

	@Test
	void failedMonoIsAnError() {
		FakeInvocation invocation = this.context.call("mono");
		this.procedures.one.tryEmitError(WampException.of("com.myapp.error.x").args(1).build());
		assertThat(invocation.error()).isEqualTo("com.myapp.error.x");
		assertThat(invocation.errorArguments()).isEqualTo(List.of(1));
	}

	@Test
	void fluxIsOneListWhereNoProgressIsWanted() {
		assertThat(this.context.call("flux", 3).results()).isEqualTo(List.of(List.of(1, 2, 3)));
	}

	@Test
	void fluxIsProgressiveResultsWhereProgressIsWanted() {
		FakeInvocation invocation = this.context.callWith("flux", FakeInvocation.PROGRESS, Payload.of(100));
		assertThat(invocation.progressed()).hasSize(100).startsWith(1, 2, 3).endsWith(99, 100);
		assertThat(invocation.results()).isEmpty();
	}

	@Test
	void elementsAreRequestedInBatchesAndSentAtOnce() {
		FakeInvocation invocation = this.context.callWith("publisher", FakeInvocation.PROGRESS, Payload.NONE);
		assertThat(this.procedures.requested.get()).isBetween(1L, 256L);
		this.procedures.publisher.next("a");
		assertThat(invocation.progressed()).isEqualTo(List.of("a"));
		assertThat(invocation.isEnded()).isFalse();
		this.procedures.publisher.complete();
		assertThat(invocation.results()).isEmpty();
	}

	@Test
	void aFluxIsHeldBackWhileTheRouterDoesNotRead() {
		CompletableFuture<Void> room = new CompletableFuture<>();
		WampSession session = mock();
		given(session.hasRoom()).willAnswer((call) -> room.isDone());
		given(session.room()).willAnswer((call) -> room);
		FakeInvocation invocation = new FakeInvocation(session, "flux", FakeInvocation.PROGRESS, Payload.of(100));
		this.context.invoke("flux", invocation);
		assertThat(invocation.progressed()).hasSize(32);
		assertThat(invocation.isEnded()).isFalse();
		assertThat(ReceivingThread.isCurrent()).isFalse();
		room.complete(null);
		await().untilAsserted(() -> assertThat(invocation.isEnded()).isTrue());
		assertThat(invocation.progressed()).hasSize(100);
	}

	@Test
	void failedFluxIsAnErrorAfterItsProgress() {
		FakeInvocation invocation = this.context.callWith("publisher", FakeInvocation.PROGRESS, Payload.NONE);
		this.procedures.publisher.next("a").error(new WampException("com.myapp.error.x"));
		assertThat(invocation.progressed()).isEqualTo(List.of("a"));
		assertThat(invocation.error()).isEqualTo("com.myapp.error.x");
	}

	@Test
	void publisherIsDisposedWithTheCall() {
		for (boolean progress : new boolean[] { true, false }) {
			FakeInvocation invocation = progress
					? this.context.callWith("publisher", FakeInvocation.PROGRESS, Payload.NONE)
					: this.context.call("publisher");
			invocation.interrupt();
			this.procedures.publisher.assertCancelled();
			assertThat(invocation.error()).isEqualTo(ErrorUris.CANCELED);
			this.procedures.publisher = TestPublisher.create();
		}
	}

	@Test
	void publisherIsDisposedWhenAnElementCannotBeSent() {
		FakeInvocation invocation = new FakeInvocation(this.context.session, "publisher", FakeInvocation.PROGRESS,
				Payload.NONE);
		invocation.refuseProgress = true;
		this.context.invoke("publisher", invocation);
		this.procedures.publisher.next("a");
		this.procedures.publisher.assertCancelled();
		assertThat(invocation.error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
	}

	static class Procedures {

		private final Sinks.One<String> one = Sinks.one();

		private final AtomicLong requested = new AtomicLong();

		private TestPublisher<String> publisher = TestPublisher.create();

		@WampProcedure("mono")
		Mono<String> mono() {
			return this.one.asMono();
		}

		@WampProcedure("mono.empty")
		Mono<String> empty() {
			return Mono.empty();
		}

		@WampProcedure("mono.void")
		Mono<Void> nothing() {
			return Mono.empty();
		}

		@WampProcedure("flux")
		Flux<Integer> flux(int count) {
			return Flux.range(1, count);
		}

		@WampProcedure("publisher")
		Publisher<String> publisher() {
			return this.publisher.flux().doOnRequest(this.requested::set);
		}

	}

}
