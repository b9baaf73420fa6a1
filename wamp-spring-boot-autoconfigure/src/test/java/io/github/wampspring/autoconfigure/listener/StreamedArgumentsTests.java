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

package io.github.wampspring.autoconfigure.listener;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampArguments;
import io.github.wampspring.core.WampTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

/**
 * Calls with streams of arguments from a template to annotated methods, through the
 * embedded router.
 */
@Timeout(120)
class StreamedArgumentsTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(WampAutoConfigurations.ALL)
		.withBean(Procedures.class)
		.withPropertyValues("wamp.router.enabled=true", "wamp.fail-fast=true", "wamp.listener.threads=2",
				"wamp.call-timeout=60s");

	private void run(Consumer<WampTemplate> test) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(WampTemplate.class));
		});
	}

	private static String uri(Runnable call) {
		try {
			call.run();
		}
		catch (WampException ex) {
			return ex.getUri();
		}
		throw new AssertionError("It did not fail");
	}

	@ParameterizedTest
	@ValueSource(strings = { "stream", "iterator", "flux", "later" })
	void anIterableIsSummedUp(String procedure) {
		run((wamp) -> {
			List<Integer> numbers = IntStream.rangeClosed(1, 1000).boxed().toList();
			assertThat(wamp.newCall("sum." + procedure).streamArgs(numbers).call(Integer.class)).isEqualTo(500500);
			assertThat(wamp.newCall("sum." + procedure).streamArgs(List.of()).call(Integer.class)).isZero();
			assertThat(wamp.newCall("sum." + procedure).args(5).streamArgs(Stream.of(6)).call(Integer.class))
				.isEqualTo(11);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "stream", "iterator", "flux", "later" })
	void aCallWithAllArgumentsAtOnceIsAStreamOfOne(String procedure) {
		run((wamp) -> {
			assertThat(wamp.call("sum." + procedure, Integer.class, 5)).isEqualTo(5);
			assertThat(wamp.call("sum." + procedure, Integer.class)).isZero();
		});
	}

	@Test
	void publishersAreStreamedToo() {
		run((wamp) -> {
			assertThat(wamp.newCall("sum.flux").streamArgsFrom(Flux.range(1, 100)).call(Integer.class)).isEqualTo(5050);
			assertThat(new ReactiveWampTemplate(wamp).newCall("sum.stream")
				.streamArgs(Flux.range(1, 100))
				.call(Integer.class)
				.block(LONG)).isEqualTo(5050);
		});
	}

	@Test
	void otherArgumentsAreThoseOfTheFirstMessage() {
		run((wamp) -> assertThat(
				wamp.newCall("join").args("-").kwarg("end", "!").streamArgs(List.of("a", "b")).call(String.class))
			.isEqualTo("a-b!"));
	}

	@Test
	void aStreamOfArgumentsHasAllOfEachMessage() {
		run((wamp) -> assertThat(wamp.newCall("messages").args(1, 2).streamArgs(List.of("a", "b")).call(String.class))
			.isEqualTo("[[1, 2], [a], [b]]"));
	}

	@Test
	void resultsComeWhileArgumentsGo() {
		this.runner.run((context) -> {
			ReactiveWampTemplate wamp = new ReactiveWampTemplate(context.getBean(WampTemplate.class));
			for (String procedure : List.of("double.flux", "double.stream")) {
				Sinks.Many<Integer> numbers = Sinks.many().unicast().onBackpressureBuffer();
				StepVerifier.create(wamp.newCall(procedure).streamArgs(numbers.asFlux()).stream(Integer.class))
					.then(() -> numbers.tryEmitNext(1))
					.expectNext(2)
					.then(() -> numbers.tryEmitNext(2))
					.expectNext(4)
					.then(numbers::tryEmitComplete)
					.expectComplete()
					.verify(LONG);
			}
		});
	}

	@Test
	void blockingStreamsGoBothWays() {
		run((wamp) -> {
			BlockingQueue<Integer> numbers = new LinkedBlockingQueue<>(List.of(1));
			try (Stream<Integer> results = wamp.newCall("double.stream").streamArgs(Stream.generate(() -> {
				try {
					return numbers.take();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			})).stream(Integer.class)) {
				assertThat(results.peek(numbers::add).limit(10).toList()).containsExactly(2, 4, 8, 16, 32, 64, 128, 256,
						512, 1024);
			}
		});
	}

	@Test
	void aProcedureThatHasEnoughEndsTheStream() {
		run((wamp) -> assertThat(wamp.newCall("first").streamArgs(Stream.iterate(7, (i) -> i + 1)).call(Integer.class))
			.isEqualTo(7));
	}

	@Test
	void whatTheSourceFailsWithComesToTheCallerAndEndsTheProcedure() {
		this.runner.run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			Procedures procedures = context.getBean(Procedures.class);
			Mono<Integer> failing = Mono.fromCallable(() -> {
				// a source that fails before the first argument is sent makes no call
				assertThat(procedures.seen.poll(60, TimeUnit.SECONDS)).isEqualTo(1);
				throw new IllegalStateException("broken");
			}).cast(Integer.class).subscribeOn(Schedulers.boundedElastic());
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(
					() -> wamp.newCall("wait").streamArgsFrom(Flux.concat(Mono.just(1), failing)).call(Integer.class))
				.withMessage("broken");
			assertThat(procedures.failures.poll(60, TimeUnit.SECONDS)).isNotNull();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "wait", "wait.flux" })
	void aCancelledCallEndsTheProcedure(String procedure) {
		this.runner.run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			Procedures procedures = context.getBean(Procedures.class);
			CompletableFuture<@Nullable Integer> call = wamp.newCall(procedure)
				.streamArgsFrom(Flux.concat(Mono.just(1), Mono.never()))
				.callAsync(Integer.class);
			assertThat(procedures.seen.poll(60, TimeUnit.SECONDS)).isEqualTo(1);
			call.cancel(false);
			assertThat(procedures.failures.poll(60, TimeUnit.SECONDS)).isNotNull();
		});
	}

	@Test
	void anArgumentThatCannotBeReadIsTheCallersFault() {
		run((wamp) -> {
			for (String procedure : List.of("sum.stream", "sum.flux")) {
				assertThat(uri(() -> wamp.newCall(procedure).streamArgs(List.of(1, "two", 3)).call()))
					.isEqualTo(ErrorUris.INVALID_ARGUMENT);
			}
		});
	}

	@Test
	void aStreamIsClosedHoweverTheCallEnds() {
		run((wamp) -> {
			AtomicInteger closed = new AtomicInteger();
			wamp.newCall("sum.stream").streamArgs(Stream.of(1).onClose(closed::incrementAndGet)).call();
			await().untilAtomic(closed, is(1));
			assertThat(
					uri(() -> wamp.newCall("nobody").streamArgs(Stream.of(1).onClose(closed::incrementAndGet)).call()))
				.isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
			await().untilAtomic(closed, is(2));
		});
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=ws://127.0.0.1:1/ws", "wamp.join-timeout=10ms")
			.run((context) -> {
				AtomicInteger closed = new AtomicInteger();
				CompletableFuture<?> call = context.getBean(WampTemplate.class)
					.newCall("sum.stream")
					.streamArgs(Stream.of(1).onClose(closed::incrementAndGet))
					.callAsync();
				assertThatExceptionOfType(CompletionException.class).isThrownBy(call::join);
				await().untilAtomic(closed, is(1));
			});
	}

	@Test
	void aProcedureThatTakesNoStreamSaysSo() {
		run((wamp) -> {
			wamp.register("handler", (arguments, details, progress) -> 1);
			for (String procedure : List.of("plain", "handler")) {
				assertThat(uri(() -> wamp.newCall(procedure).args(1).streamArgs(List.of(2)).call()))
					.isEqualTo(ErrorUris.FEATURE_NOT_SUPPORTED);
			}
			assertThat(uri(() -> wamp.newCall("wamp.session.count").streamArgs(List.of(2)).call()))
				.isEqualTo(ErrorUris.FEATURE_NOT_SUPPORTED);
			assertThat(wamp.call("plain", Integer.class, 1)).isEqualTo(1);
		});
	}

	@Test
	void manyStreamsAtATimeNeedFewThreads() {
		run((wamp) -> {
			List<CompletableFuture<@Nullable Integer>> calls = IntStream.range(0, 50)
				.mapToObj((i) -> wamp.newCall("sum." + ((i % 2 == 0) ? "flux" : "stream"))
					.streamArgs(IntStream.rangeClosed(1, 200).boxed().toList())
					.callAsync(Integer.class))
				.toList();
			for (CompletableFuture<@Nullable Integer> call : calls) {
				assertThat(call.join()).isEqualTo(20100);
			}
		});
	}

	@Test
	void aMethodMayLookAfterTheTimeItself() {
		this.runner.run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			CompletableFuture<?> call = wamp.newCall("slow").option("timeout", 50).callAsync();
			assertThatExceptionOfType(CompletionException.class).isThrownBy(call::join)
				.havingCause()
				.isInstanceOfSatisfying(WampException.class, (ex) -> {
					assertThat(ex.getUri()).isEqualTo(ErrorUris.TIMEOUT);
					assertThat(ex.getMessage()).contains("handler");
				});
			assertThat(context.getBean(Procedures.class).failures.poll(60, TimeUnit.SECONDS))
				.isInstanceOf(InterruptedException.class);
		});
	}

	static class Procedures {

		final BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();

		final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

		@WampProcedure("sum.stream")
		int sum(Stream<Integer> numbers) {
			return numbers.mapToInt(Integer::intValue).sum();
		}

		@WampProcedure("sum.iterator")
		int sum(Iterator<Integer> numbers) {
			int sum = 0;
			while (numbers.hasNext()) {
				sum += numbers.next();
			}
			return sum;
		}

		@WampProcedure("sum.flux")
		Mono<Integer> sum(Flux<Integer> numbers) {
			return numbers.reduce(0, Integer::sum);
		}

		@WampProcedure("sum.later")
		CompletableFuture<Integer> sumLater(Flux<Integer> numbers) {
			return numbers.limitRate(1).reduce(0, Integer::sum).toFuture();
		}

		@WampProcedure("join")
		String join(String separator, Stream<String> parts, @WampKwarg("end") String end) {
			return String.join(separator, parts.toList()) + end;
		}

		@WampProcedure("messages")
		String messages(Stream<WampArguments> messages) {
			return messages.map(WampArguments::getArguments).toList().toString();
		}

		@WampProcedure("double.flux")
		Flux<Integer> twice(Flux<Integer> numbers) {
			return numbers.map((number) -> 2 * number);
		}

		@WampProcedure("double.stream")
		Stream<Integer> twice(Stream<Integer> numbers) {
			return numbers.map((number) -> 2 * number);
		}

		@WampProcedure("first")
		int first(Iterator<Integer> numbers) {
			return numbers.next();
		}

		@WampProcedure("wait")
		int await(Iterator<Integer> numbers) {
			this.seen.add(numbers.next());
			try {
				return numbers.next();
			}
			catch (RuntimeException ex) {
				this.failures.add(ex);
				throw ex;
			}
		}

		@WampProcedure("wait.flux")
		Mono<Integer> await(Flux<Integer> numbers) {
			return numbers.doOnNext(this.seen::add)
				.last()
				.doOnError(this.failures::add)
				.doOnCancel(() -> this.failures.add(new IllegalStateException("cancelled")));
		}

		@WampProcedure("plain")
		int plain(int number) {
			return number;
		}

		@WampProcedure(uri = "slow", forwardTimeout = true)
		int slow() throws InterruptedException {
			try {
				new CompletableFuture<Void>().get();
			}
			catch (InterruptedException ex) {
				this.failures.add(ex);
				throw ex;
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException(ex);
			}
			return 0;
		}

	}

}
