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

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampException;
import io.github.wampspring.client.WampRegistration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Procedures made by a template whose arguments come one after the other.
 */
@Timeout(120)
class StreamedHandlerTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final ParameterizedTypeReference<List<Integer>> INTEGERS = new ParameterizedTypeReference<>() {
	};

	private final LocalSystem system = new LocalSystem();

	private final WampTemplate callee = this.system.template("callee");

	private final WampTemplate caller = this.system.template("caller");

	@AfterEach
	void close() {
		this.system.close();
	}

	private void register(Function<WampTemplate, WampRegistration> registration) {
		registration.apply(this.callee).awaitActive(LONG);
	}

	/** Sums up. */
	private void registerSum(String kind) {
		register((wamp) -> switch (kind) {
			case "function" -> wamp.registerStreamed("sum", Integer.class, StreamedHandlerTests::sum);
			case "stream" ->
				wamp.registerStreamed("sum", (arguments, details, progress) -> sum(arguments.stream(Integer.class)));
			default -> wamp.registerStreamed("sum", (arguments, details,
					progress) -> Flux.from(arguments.publisher(Integer.class)).reduce(0, Integer::sum));
		});
	}

	private static int sum(Stream<Integer> numbers) {
		return numbers.mapToInt(Integer::intValue).sum();
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
	@ValueSource(strings = { "function", "stream", "publisher" })
	void elementsAreSummedUp(String kind) {
		registerSum(kind);
		List<Integer> numbers = IntStream.rangeClosed(1, 500).boxed().toList();
		assertThat(this.caller.newCall("sum").streamArgs(numbers).call(Integer.class)).isEqualTo(125250);
		assertThat(this.caller.newCall("sum").streamArgs(List.of()).call(Integer.class)).isZero();
		assertThat(this.caller.newCall("sum").args(5).streamArgs(List.of(6)).call(Integer.class)).isEqualTo(11);
	}

	@ParameterizedTest
	@ValueSource(strings = { "function", "stream", "publisher" })
	void aCallWithAllArgumentsAtOnceIsAStreamOfOne(String kind) {
		registerSum(kind);
		assertThat(this.caller.call("sum", Integer.class, 5)).isEqualTo(5);
		assertThat(this.caller.call("sum", Integer.class)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "function", "stream", "publisher" })
	void anElementThatDoesNotFitIsTheCallersFault(String kind) {
		registerSum(kind);
		for (List<?> elements : List.of(List.of(1, "two", 3), Arrays.asList(1, null))) {
			assertThat(uri(() -> this.caller.newCall("sum").streamArgs(elements).call()))
				.isEqualTo(ErrorUris.INVALID_ARGUMENT);
		}
		assertThat(uri(() -> this.caller.call("sum", "one"))).isEqualTo(ErrorUris.INVALID_ARGUMENT);
	}

	@Test
	void otherArgumentsAreThoseOfTheFirstMessage() {
		register((wamp) -> wamp.registerStreamed("join", (arguments, details, progress) -> {
			String separator = arguments.first().get(String.class);
			String parts = String.join(separator, arguments.stream(1, String.class).toList());
			return details.procedure() + ": " + parts + arguments.first().get("end", String.class);
		}));
		register((wamp) -> wamp.registerStreamed("join.lists",
				(arguments, details, progress) -> Flux.from(arguments.publisher(1, INTEGERS)).map(List::size)));
		assertThat(this.caller.newCall("join")
			.args("-")
			.kwarg("end", "!")
			.streamArgs(List.of("a", "b"))
			.call(String.class)).isEqualTo("join: a-b!");
		// as a caller of another library may do
		assertThat(this.caller.newCall("join")
			.args("-", "a")
			.kwarg("end", "!")
			.streamArgs(List.of("b"))
			.call(String.class)).isEqualTo("join: a-b!");
		assertThat(this.caller.newCall("join.lists")
			.args("-", List.of(1))
			.streamArgs(List.of(List.of(1, 2), List.of()))
			.call(INTEGERS)).containsExactly(1, 2, 0);
	}

	@Test
	void elementsHaveGenericTypes() {
		register((wamp) -> wamp.newRegistration("sizes")
			.registerStreamed(INTEGERS, (lists) -> lists.map(List::size).toList()));
		register((wamp) -> wamp.registerStreamed("sizes.flux",
				(arguments, details, progress) -> Flux.from(arguments.publisher(INTEGERS)).map(List::size)));
		for (String procedure : List.of("sizes", "sizes.flux")) {
			assertThat(this.caller.newCall(procedure).streamArgs(List.of(List.of(1, 2), List.of(3))).call(INTEGERS))
				.containsExactly(2, 1);
		}
	}

	@Test
	void anElementMayBeAllArgumentsOfAMessage() {
		register((wamp) -> wamp.registerStreamed("messages", WampArguments.class,
				(messages) -> messages.map(WampArguments::toString).toList().toString()));
		assertThat(this.caller.newCall("messages")
			.args(1, 2)
			.streamArgs(List.of("a", WampResult.of(List.of(3), Map.of("b", 4))))
			.call(String.class)).startsWith("[[1, 2], [a], [3] {b=4}");
	}

	@Test
	void resultsComeWhileArgumentsGo() {
		register((wamp) -> wamp.registerStreamed("twice", (arguments, details,
				progress) -> Flux.from(arguments.publisher(Integer.class)).map((number) -> 2 * number)));
		register((wamp) -> wamp.registerStreamed("twice.stream", Integer.class,
				(numbers) -> numbers.map((number) -> 2 * number)));
		register((wamp) -> wamp.registerStreamed("twice.sink", (arguments, details, progress) -> {
			arguments.stream(Integer.class).forEach((number) -> progress.next(2 * number));
			return null;
		}));
		for (String procedure : List.of("twice", "twice.stream", "twice.sink")) {
			Sinks.Many<Integer> numbers = Sinks.many().unicast().onBackpressureBuffer();
			StepVerifier
				.create(new ReactiveWampTemplate(this.caller).newCall(procedure)
					.streamArgs(numbers.asFlux())
					.stream(Integer.class))
				.then(() -> numbers.tryEmitNext(1))
				.expectNext(2)
				.then(() -> numbers.tryEmitNext(2))
				.expectNext(4)
				.then(numbers::tryEmitComplete)
				.expectComplete()
				.verify(LONG);
		}
	}

	@Test
	void elementsAreTakenOnce() {
		CompletableFuture<@Nullable Throwable> second = new CompletableFuture<>();
		register((wamp) -> wamp.registerStreamed("once", (arguments, details, progress) -> {
			int sum = sum(arguments.stream(Integer.class));
			try {
				arguments.publisher(Integer.class);
				second.complete(null);
			}
			catch (IllegalStateException ex) {
				second.complete(ex);
			}
			return sum;
		}));
		assertThat(this.caller.newCall("once").streamArgs(List.of(1, 2)).call(Integer.class)).isEqualTo(3);
		assertThat(second.join()).hasMessageContaining("once only");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCancelledCallEndsTheStream(boolean publisher) {
		CompletableFuture<Integer> seen = new CompletableFuture<>();
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		register((wamp) -> wamp.registerStreamed("wait", (arguments, details, progress) -> {
			if (publisher) {
				return Flux.from(arguments.publisher(Integer.class))
					.doOnNext(seen::complete)
					.doOnError(failure::complete)
					.doOnCancel(() -> failure.complete(new WampCanceledException("cancelled", null)))
					.count();
			}
			try {
				return arguments.stream(Integer.class).peek(seen::complete).count();
			}
			catch (RuntimeException ex) {
				failure.complete(ex);
				throw ex;
			}
		}));
		CompletableFuture<?> call = this.caller.newCall("wait")
			.streamArgsFrom(Flux.concat(Mono.just(1), Mono.never()))
			.callAsync();
		assertThat(seen).succeedsWithin(LONG).isEqualTo(1);
		call.cancel(false);
		assertThat(failure).succeedsWithin(LONG).isInstanceOf(WampCanceledException.class);
	}

	@Test
	void optionsCountAsForOtherProcedures() {
		AtomicInteger calls = new AtomicInteger();
		register((wamp) -> wamp.newRegistration("com.myapp.")
			.match(io.github.wampspring.MatchPolicy.PREFIX)
			.registerStreamed((arguments, details, progress) -> {
				calls.incrementAndGet();
				return details.procedure() + sum(arguments.stream(Integer.class));
			}));
		assertThat(this.caller.newCall("com.myapp.any").streamArgs(List.of(1, 2)).call(String.class))
			.isEqualTo("com.myapp.any3");
		assertThat(calls).hasValue(1);
	}

	@Test
	void anOrdinaryHandlerTakesNoStream() {
		register((wamp) -> wamp.register("plain", Integer.class, (number) -> number));
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.caller.newCall("plain").args(1).streamArgs(List.of(2)).call())
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.FEATURE_NOT_SUPPORTED));
	}

	@Test
	void aStreamIsNoArgument() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.callee.register("plain", Stream.class, (numbers) -> numbers.count()))
			.withMessageContaining("'plain' cannot take an argument of the type java.util.stream.Stream: ")
			.withMessageContaining("use registerStreamed");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.callee.register("plain", new ParameterizedTypeReference<Stream<Integer>>() {
			}, StreamedHandlerTests::sum))
			.withMessageContaining("Stream<java.lang.Integer>: ");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.callee.register("plain", String.class, Flux.class, (name, numbers) -> name))
			.withMessageContaining("Flux: ");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.callee.register("plain", new ParameterizedTypeReference<List<Stream<String>>>() {
			}, List::size))
			.withMessageContaining("that Jackson can read");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.callee.registerStreamed("sum", Stream.class, Stream::toList))
			.withMessageContaining("the type of a single argument, which is what registerStreamed is to be told");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.callee.subscribe("topic", Stream.class, (numbers) -> numbers.count()))
			.withMessageContaining("The subscription 'topic' cannot take")
			.withMessageEndingWith("the type of a single argument");
		assertThat(this.callee.getConnection().getRegistrations()).isEmpty();
	}

	@Test
	void whatHandlersAreToldBesideArgumentsIsNone() {
		for (Class<?> type : List.of(WampArguments.class, InvocationDetails.class, ProgressSink.class,
				StreamedArguments.class)) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.callee.register("plain", type, (value) -> value))
				.withMessageContaining("a handler that takes no types");
		}
	}

	@Test
	void whatCannotBeReadIsRefusedAtOnce() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.callee.register("plain", Runnable.class, (task) -> null))
			.withMessageContaining("'plain' cannot take an argument of the type java.lang.Runnable: ")
			.withMessageContaining("that Jackson can read");
		register((wamp) -> wamp.register("primitive", int.class, (number) -> number));
		assertThat(this.caller.call("primitive", Integer.class, 5)).isEqualTo(5);
	}

}
