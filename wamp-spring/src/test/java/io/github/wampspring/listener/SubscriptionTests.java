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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.WampEventErrorHandler;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for annotated methods that take events.
 */
@ExtendWith(OutputCaptureExtension.class)
class SubscriptionTests {

	private ListenerContext context;

	private Topics topics;

	private Failures failures;

	@BeforeEach
	void start() {
		this.context = ListenerContext.of(Topics.class, Failures.class);
		this.topics = this.context.bean(Topics.class);
		this.failures = this.context.bean(Failures.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void argumentsAreBound() {
		this.context.publish("counter", Dict.EMPTY, Payload.of(List.of(1), Map.of("by", "joe")));
		assertThat(this.topics.seen).containsExactly("1 by joe");
	}

	@Test
	void moreArgumentsThanParametersAreIgnored() {
		this.context.publish("counter", 1, 2, 3);
		assertThat(this.topics.seen).containsExactly("1 by null");
	}

	@Test
	void detailsOfTheEventAreBound() {
		Dict details = Dict.of("topic", "com.myapp.created", "publisher", 9L)
			.with("publisher_authid", "joe")
			.with("publisher_authrole", "user")
			.with("retained", true);
		this.context.publish("com.", details, Payload.NONE);
		assertThat(this.topics.details)
			.isEqualTo(new EventDetails("com.myapp.created", 7, 8, 9L, "joe", "user", true, details.asMap()));
		assertThat(this.topics.session).isSameAs(this.context.session);
	}

	@Test
	void argumentsThatDoNotFitAreLoggedAndReported(CapturedOutput output) {
		this.context.publish("counter", "one");
		this.context.publish("counter");
		assertThat(this.topics.seen).isEmpty();
		assertThat(this.failures.seen).hasSize(2)
			.allSatisfy((failure) -> assertThat(failure).isInstanceOfSatisfying(WampException.class,
					(error) -> assertThat(error.getUri()).isEqualTo(ErrorUris.INVALID_ARGUMENT)));
		assertThat(output).contains("'counter'")
			.contains(Topics.class.getName() + ".counter(")
			.contains("argument 1 (count) cannot be read as Integer")
			.contains("argument 1 (count) is missing");
	}

	@Test
	void violationsAreLoggedAndReported(CapturedOutput output) {
		this.context.publish("positive", 0);
		assertThat(this.failures.seen).hasSize(1);
		assertThat(output).contains("count: must be greater than 0");
	}

	@Test
	void exceptionsAreLoggedAndReported(CapturedOutput output) {
		this.context.publish("failing");
		this.context.publish("failing.stage");
		this.context.publish("failing.mono");
		assertThat(this.failures.seen).extracting(Throwable::getMessage).containsExactly("broken", "stage", "mono");
		assertThat(this.failures.topics).containsExactly("failing", "failing.stage", "failing.mono");
		assertThat(output).contains("'failing'")
			.contains(Topics.class.getName() + ".failing()")
			.contains("java.lang.IllegalStateException: broken");
	}

	@Test
	void asynchronousMethodIsWaitedFor() {
		this.context.publish("mono");
		this.context.publish("flux");
		this.context.publish("stage");
		assertThat(this.topics.seen).containsExactly("mono", "flux 1", "flux 2", "stage");
	}

	@Test
	void interruptionCancelsWhatIsWaitedFor() throws InterruptedException {
		Thread thread = new Thread(() -> this.context.publish("never"));
		thread.start();
		thread.interrupt();
		thread.join(Duration.ofSeconds(10).toMillis());
		assertThat(thread.isAlive()).isFalse();
		assertThat(this.topics.never).isCancelled();
	}

	@Test
	void failingErrorHandlerHarmsNobody(CapturedOutput output) {
		this.failures.fail = true;
		this.context.publish("failing");
		this.context.publish("counter", 1);
		assertThat(this.topics.seen).containsExactly("1 by null");
		assertThat(output).contains("handler is broken");
	}

	static class Failures implements WampEventErrorHandler {

		private final List<Throwable> seen = new ArrayList<>();

		private final List<String> topics = new ArrayList<>();

		private boolean fail;

		@Override
		public void handle(Throwable failure, EventDetails details) {
			if (this.fail) {
				throw new IllegalArgumentException("handler is broken");
			}
			this.seen.add(failure);
			this.topics.add(details.topic());
		}

	}

	@NullUnmarked
	static class Topics {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private final CompletableFuture<Void> never = new CompletableFuture<>();

		private EventDetails details;

		private WampSession session;

		@WampSubscribe("counter")
		void counter(int count, @WampKwarg String by) {
			this.seen.add(count + " by " + by);
		}

		@WampSubscribe(topic = "com.", match = MatchPolicy.PREFIX)
		void all(EventDetails details, WampSession session) {
			this.details = details;
			this.session = session;
		}

		@WampSubscribe("positive")
		void positive(@Positive int count) {
		}

		@WampSubscribe("failing")
		void failing() {
			throw new IllegalStateException("broken");
		}

		@WampSubscribe("failing.stage")
		CompletableFuture<Void> failingStage() {
			return CompletableFuture.failedFuture(new IllegalStateException("stage"));
		}

		@WampSubscribe("failing.mono")
		Mono<Void> failingMono() {
			return Mono.error(new IllegalStateException("mono"));
		}

		@WampSubscribe("mono")
		Mono<String> mono() {
			return Mono.delay(Duration.ofMillis(50)).map((tick) -> "mono").doOnNext(this.seen::add);
		}

		@WampSubscribe("flux")
		Flux<String> flux() {
			return Flux.just("flux 1", "flux 2").delayElements(Duration.ofMillis(10)).doOnNext(this.seen::add);
		}

		@WampSubscribe("stage")
		CompletableFuture<Void> stage() {
			return CompletableFuture.runAsync(() -> this.seen.add("stage"),
					CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
		}

		@WampSubscribe("never")
		CompletableFuture<Void> never() {
			return this.never;
		}

	}

}
