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

package io.github.wampspring.proxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampCanceledException;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.Kwargs;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the methods of a client send, and what they return, with a bean that implements
 * the same interface as the callee.
 */
class ClientCallTests {

	private static ClientContext context;

	private static Everything client;

	@BeforeAll
	static void start() {
		context = ClientContext.of(EverythingImpl.class);
		client = WampClientFactory.create(context.bean(WampTemplate.class), Everything.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void sendsPositionalArgumentsAndReadsOneValue() {
		assertThat(client.add(2, 3)).isEqualTo(5);
		assertThat(client.point(new Point(1, 2))).isEqualTo(new Point(2, 1));
		assertThat(client.points(List.of(new Point(1, 2)))).containsExactly(new Point(2, 1));
		assertThat(client.bytes(new byte[] { 1, 2 })).containsExactly(2, 1);
	}

	@Test
	void sendsTheRestOfTheArgumentsOneByOne() {
		assertThat(client.join("a")).isEqualTo("a[]");
		assertThat(client.join("a", "b", "c")).isEqualTo("a[b, c]");
		assertThat(client.total(1, 2, 3)).isEqualTo(6);
	}

	@Test
	void sendsKeywordArguments() {
		assertThat(client.keywords("tea", true, "cm")).isEqualTo("tea true cm");
		assertThat(client.keywords("tea", false, null)).isEqualTo("tea false none");
		assertThat(client.properties(new Point(3, 4))).isEqualTo("3,4");
		assertThat(client.map(Map.of("a", 1))).isEqualTo(Map.of("a", 1));
	}

	@Test
	void sendsOptionalArguments() {
		assertThat(client.optional(Optional.of("a"), OptionalInt.of(3), Optional.of("k"))).isEqualTo("a 3 k");
		assertThat(client.optional(Optional.empty(), OptionalInt.of(3), Optional.empty())).isEqualTo("- 3 -");
		assertThat(client.optional(Optional.empty(), OptionalInt.empty(), Optional.empty())).isEqualTo("- - -");
	}

	@Test
	void emptyOptionalsAtTheEndAreNotSent() {
		WampTemplate template = context.bean(WampTemplate.class);
		var registration = template.register("count",
				(arguments, details, progress) -> arguments.getArguments().size());
		registration.awaitActive(java.time.Duration.ofSeconds(10));
		Counted counted = WampClientFactory.create(template, Counted.class);
		assertThat(counted.count(Optional.of(1), Optional.empty())).isEqualTo(1);
		assertThat(counted.count(Optional.empty(), Optional.of(1))).isEqualTo(2);
		assertThat(counted.count(Optional.empty(), Optional.empty())).isZero();
		registration.close();
	}

	@Test
	void sendsElementsByTheirDeclaredType() {
		assertThat(client.animals(List.of(new Cat("Tom"), new Dog(3)))).isEqualTo("[Cat[name=Tom], Dog[age=3]]");
	}

	@Test
	void theCalleesSideFillsInItsParameters() {
		assertThat(client.details("x", null)).isEqualTo("all.details x");
	}

	@Test
	void returnsNothing() {
		client.nothing();
		assertThat(client.nullable()).isNull();
		assertThat(client.maybe(true)).contains("yes");
		assertThat(client.maybe(false)).isEmpty();
	}

	@Test
	void aMissingResultOfAPrimitiveTypeIsSaid() {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> client.missing())
			.withMessageContaining("Everything.missing()")
			.withMessageContaining("int");
	}

	@Test
	void returnsAllArgumentsOfAResult() {
		WampResult result = client.result();
		assertThat(result.getArguments()).containsExactly(1, 2);
		assertThat(result.getKeywordArguments()).containsEntry("three", 3);
		assertThat(client.resultLater().join().getArguments()).containsExactly(1, 2);
	}

	@Test
	void returnsLater() throws Exception {
		assertThat(client.later(2).get(10, TimeUnit.SECONDS)).isEqualTo(4);
		assertThat(client.stage(2).toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(4);
		assertThat(client.laterMaybe().get(10, TimeUnit.SECONDS)).isEmpty();
		assertThat(client.laterNothing().get(10, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void returnsPublishersThatCallWhenSubscribed() {
		StepVerifier.create(client.mono(2)).expectNext(4).verifyComplete();
		StepVerifier.create(client.monoNothing()).verifyComplete();
		Flux<Integer> flux = client.flux(3);
		StepVerifier.create(flux).expectNext(0, 1, 2).verifyComplete();
		StepVerifier.create(flux).expectNext(0, 1, 2).verifyComplete();
	}

	@Test
	void returnsStreamsOfProgressiveResults() {
		try (Stream<Point> stream = client.stream(3)) {
			assertThat(stream).containsExactly(new Point(0, 0), new Point(1, 1), new Point(2, 2));
		}
		try (IntStream stream = client.ints(3)) {
			assertThat(stream.sum()).isEqualTo(3);
		}
	}

	@Test
	void aClosedStreamCancelsTheCall() {
		EverythingImpl callee = context.bean(EverythingImpl.class);
		try (Stream<Integer> stream = client.endless()) {
			assertThat(stream.limit(2)).containsExactly(0, 1);
		}
		assertThat(callee.endlessEnded).succeedsWithin(java.time.Duration.ofSeconds(10));
	}

	@Test
	void progressiveResultsGoToTheCallersSink() {
		List<Integer> progress = new ArrayList<>();
		assertThat(client.progress(3, ProgressSink.of(progress::add))).isEqualTo("done true");
		assertThat(progress).containsExactly(0, 1, 2);
		assertThat(client.progress(3, null)).isEqualTo("done false");
		List<Integer> later = new CopyOnWriteArrayList<>();
		assertThat(client.progressLater(2, ProgressSink.of(later::add)))
			.succeedsWithin(java.time.Duration.ofSeconds(10));
		assertThat(later).containsExactly(0, 1);
	}

	@Test
	void aCancelledSinkCancelsTheCall() {
		ProgressSink<Integer> cancelled = new ProgressSink<>() {

			@Override
			public void next(Integer result) {
			}

			@Override
			public boolean isWanted() {
				return true;
			}

			@Override
			public boolean isCancelled() {
				return true;
			}

		};
		assertThatExceptionOfType(WampCanceledException.class).isThrownBy(() -> client.progress(3, cancelled));
	}

	@Test
	void defaultMethodsAreTheInterfacesOwn() {
		assertThat(client.addThree(1, 2, 3)).isEqualTo(6);
	}

	@Test
	void anAnnotatedDefaultMethodIsCalled() {
		assertThat(client.where()).isEqualTo("callee EverythingImpl");
	}

	@Test
	void isEqualToItselfOnly() {
		Everything other = WampClientFactory.create(context.bean(WampTemplate.class), Everything.class);
		assertThat(client).isEqualTo(client).isNotEqualTo(other).hasSameHashCodeAs(client);
		assertThat(client.toString()).contains("client").contains("Everything");
	}

	record Point(int x, int y) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Cat.class, name = "cat"),
			@JsonSubTypes.Type(value = Dog.class, name = "dog") })
	interface Animal {

	}

	record Cat(String name) implements Animal {
	}

	record Dog(int age) implements Animal {
	}

	interface Counted {

		@WampProcedure("count")
		int count(Optional<Integer> first, Optional<Integer> second);

	}

	@WampPrefix("all")
	interface Everything {

		@WampProcedure
		int add(int x, int y);

		@WampProcedure
		Point point(Point point);

		@WampProcedure
		List<Point> points(List<Point> points);

		@WampProcedure
		byte[] bytes(byte[] bytes);

		@WampProcedure
		String join(String first, String... rest);

		@WampProcedure
		long total(long... amounts);

		@WampProcedure
		String keywords(String article, @WampKwarg boolean gift,
				@WampKwarg(name = "unit", defaultValue = "none") @Nullable String unit);

		@WampProcedure
		String properties(@WampKwargs Point point);

		@WampProcedure
		Map<String, Integer> map(@WampKwargs Map<String, Integer> map);

		@WampProcedure
		String optional(Optional<String> first, OptionalInt second, @WampKwarg Optional<String> third);

		@WampProcedure
		String animals(List<Animal> animals);

		@WampProcedure
		String details(String text, @Nullable InvocationDetails details);

		@WampProcedure
		void nothing();

		@WampProcedure
		@Nullable String nullable();

		@WampProcedure
		Optional<String> maybe(boolean present);

		@WampProcedure("none")
		int missing();

		@WampProcedure
		WampResult result();

		@WampProcedure
		CompletableFuture<WampResult> resultLater();

		@WampProcedure
		CompletableFuture<Integer> later(int value);

		@WampProcedure
		CompletionStage<Integer> stage(int value);

		@WampProcedure
		CompletableFuture<Optional<String>> laterMaybe();

		@WampProcedure
		CompletableFuture<Void> laterNothing();

		@WampProcedure
		Mono<Integer> mono(int value);

		@WampProcedure
		Mono<Void> monoNothing();

		@WampProcedure
		Flux<Integer> flux(int count);

		@WampProcedure
		Stream<Point> stream(int count);

		@WampProcedure
		IntStream ints(int count);

		@WampProcedure
		Stream<Integer> endless();

		@WampProcedure
		String progress(int count, @Nullable ProgressSink<Integer> sink);

		@WampProcedure
		CompletableFuture<String> progressLater(int count, ProgressSink<Integer> sink);

		@WampProcedure
		default String where() {
			return "callee " + getClass().getSimpleName();
		}

		default int addThree(int x, int y, int z) {
			return add(add(x, y), z);
		}

	}

	static class EverythingImpl implements Everything {

		final CompletableFuture<Void> endlessEnded = new CompletableFuture<>();

		@Override
		public int add(int x, int y) {
			return x + y;
		}

		@Override
		public Point point(Point point) {
			return new Point(point.y(), point.x());
		}

		@Override
		public List<Point> points(List<Point> points) {
			return points.stream().map(this::point).toList();
		}

		@Override
		public byte[] bytes(byte[] bytes) {
			return new byte[] { bytes[1], bytes[0] };
		}

		@Override
		public String join(String first, String... rest) {
			return first + Arrays.toString(rest);
		}

		@Override
		public long total(long... amounts) {
			return LongStream.of(amounts).sum();
		}

		@Override
		public String keywords(String article, boolean gift, @Nullable String unit) {
			return article + " " + gift + " " + unit;
		}

		@Override
		public String properties(Point point) {
			return point.x() + "," + point.y();
		}

		@Override
		public Map<String, Integer> map(Map<String, Integer> map) {
			return map;
		}

		@Override
		public String optional(Optional<String> first, OptionalInt second, Optional<String> third) {
			return first.orElse("-") + " " + (second.isPresent() ? second.getAsInt() : "-") + " " + third.orElse("-");
		}

		@Override
		public String animals(List<Animal> animals) {
			return animals.toString();
		}

		@Override
		public String details(String text, @Nullable InvocationDetails details) {
			return details.procedure() + " " + text;
		}

		@Override
		public void nothing() {
		}

		@Override
		public @Nullable String nullable() {
			return null;
		}

		@Override
		public Optional<String> maybe(boolean present) {
			return present ? Optional.of("yes") : Optional.empty();
		}

		@Override
		@WampProcedure("all.other")
		public int missing() {
			throw new IllegalStateException("not called");
		}

		@WampProcedure("all.none")
		void none() {
		}

		@Override
		public WampResult result() {
			return WampResult.of(1, 2, Kwargs.of("three", 3));
		}

		@Override
		public CompletableFuture<WampResult> resultLater() {
			return CompletableFuture.completedFuture(result());
		}

		@Override
		public CompletableFuture<Integer> later(int value) {
			return CompletableFuture.supplyAsync(() -> 2 * value);
		}

		@Override
		public CompletionStage<Integer> stage(int value) {
			return later(value);
		}

		@Override
		public CompletableFuture<Optional<String>> laterMaybe() {
			return CompletableFuture.completedFuture(Optional.empty());
		}

		@Override
		public CompletableFuture<Void> laterNothing() {
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public Mono<Integer> mono(int value) {
			return Mono.just(2 * value);
		}

		@Override
		public Mono<Void> monoNothing() {
			return Mono.empty();
		}

		@Override
		public Flux<Integer> flux(int count) {
			return Flux.range(0, count);
		}

		@Override
		public Stream<Point> stream(int count) {
			return IntStream.range(0, count).mapToObj((i) -> new Point(i, i));
		}

		@Override
		public IntStream ints(int count) {
			return IntStream.range(0, count);
		}

		@Override
		public Stream<Integer> endless() {
			return Stream.iterate(0, (i) -> i + 1).peek((i) -> {
				if (i > 10) {
					java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
				}
			}).onClose(() -> this.endlessEnded.complete(null));
		}

		@Override
		public String progress(int count, @Nullable ProgressSink<Integer> sink) {
			for (int i = 0; i < count; i++) {
				sink.next(i);
			}
			return "done " + sink.isWanted();
		}

		@Override
		public CompletableFuture<String> progressLater(int count, ProgressSink<Integer> sink) {
			return CompletableFuture.completedFuture(progress(count, sink));
		}

	}

}
