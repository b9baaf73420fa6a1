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
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.WampArguments;
import io.github.wampspring.core.WampTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

/**
 * Arguments that come one after the other, with one interface for both sides.
 */
@Timeout(120)
class ClientStreamTests {

	private static final java.time.Duration LONG = java.time.Duration.ofSeconds(60);

	private static ClientContext context;

	private static Streams client;

	@BeforeAll
	static void start() {
		context = ClientContext.of(StreamsImpl.class);
		client = WampClientFactory.create(context.bean(WampTemplate.class), Streams.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void sendsTheElementsOfEachKindOfStream() {
		List<Integer> numbers = IntStream.rangeClosed(1, 500).boxed().toList();
		assertThat(client.sumOfStream(numbers.stream())).isEqualTo(125250);
		assertThat(client.sumOfIterator(numbers.iterator())).isEqualTo(125250);
		assertThat(client.sumOfFlux(Flux.fromIterable(numbers))).isEqualTo(125250);
		assertThat(client.sumOfPublisher(Flux.fromIterable(numbers).hide())).isEqualTo(125250);
	}

	@Test
	void aStreamMayBeEmptyOrMissing() {
		assertThat(client.sumOfStream(Stream.of())).isZero();
		assertThat(client.sumOfIterator(List.<Integer>of().iterator())).isZero();
		assertThat(client.sumOfFlux(Flux.empty())).isZero();
		assertThat(client.sumOfStream(null)).isZero();
		assertThat(client.sumOfFlux(null)).isZero();
		assertThat(client.twice((Flux<Integer>) null).collectList().block(LONG)).isEmpty();
	}

	@Test
	void otherArgumentsAreThoseOfTheFirstMessage() {
		assertThat(client.join("-", Stream.of("a", "b"), "!")).isEqualTo("a-b!");
	}

	@Test
	void resultsComeLaterToo() throws Exception {
		assertThat(client.sumLater(Flux.range(1, 4)).get(60, TimeUnit.SECONDS)).isEqualTo(10);
		assertThat(client.sumLater(Stream.of(1, 2)).get(60, TimeUnit.SECONDS)).isEqualTo(3);
		StepVerifier.create(client.sumWhenSubscribed(Flux.range(1, 4))).expectNext(10).expectComplete().verify(LONG);
	}

	@Test
	void aPublisherIsSubscribedToForEachCall() {
		AtomicInteger subscriptions = new AtomicInteger();
		Mono<Integer> sum = client
			.sumWhenSubscribed(Flux.range(1, 4).doOnSubscribe((subscription) -> subscriptions.incrementAndGet()));
		assertThat(subscriptions).hasValue(0);
		assertThat(sum.block(LONG)).isEqualTo(10);
		assertThat(sum.block(LONG)).isEqualTo(10);
		assertThat(subscriptions).hasValue(2);
	}

	@Test
	void whatCanBeReadOnceIsForOneCall() {
		Mono<Integer> sum = client.sumWhenSubscribed(Stream.of(1, 2));
		assertThat(sum.block(LONG)).isEqualTo(3);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> sum.block(LONG));
		Mono<Integer> other = client.sumWhenSubscribed(List.of(1, 2).iterator());
		assertThat(other.block(LONG)).isEqualTo(3);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> other.block(LONG));
	}

	@Test
	void publishersGoBothWays() {
		Sinks.Many<Integer> numbers = Sinks.many().unicast().onBackpressureBuffer();
		StepVerifier.create(client.twice(numbers.asFlux()))
			.then(() -> numbers.tryEmitNext(1))
			.expectNext(2)
			.then(() -> numbers.tryEmitNext(2))
			.expectNext(4)
			.then(numbers::tryEmitComplete)
			.expectComplete()
			.verify(LONG);
	}

	@Test
	void streamsGoBothWays() {
		BlockingQueue<Integer> numbers = new LinkedBlockingQueue<>(List.of(1));
		try (Stream<Integer> results = client.twice(Stream.generate(() -> take(numbers)))) {
			assertThat(results.peek(numbers::add).limit(5).toList()).containsExactly(2, 4, 8, 16, 32);
		}
	}

	@Test
	void oneWayMayBeAStreamAndTheOtherAPublisher() {
		assertThat(client.twiceOfStream(Stream.of(1, 2, 3)).collectList().block(LONG)).containsExactly(2, 4, 6);
		try (Stream<Integer> results = client.twiceOfFlux(Flux.just(1, 2, 3))) {
			assertThat(results).containsExactly(2, 4, 6);
		}
	}

	@Test
	void aSinkTakesResultsWhileArgumentsGo() {
		List<Integer> progress = new ArrayList<>();
		assertThat(client.sumWithProgress(Stream.of(1, 2, 3), ProgressSink.of(progress::add))).isEqualTo(6);
		assertThat(progress).containsExactly(1, 3, 6);
	}

	@Test
	void elementsAreWrittenByTheirDeclaredType() {
		Stream<Animal> stream = Stream.of(new Cat("Tom"), new Dog(3));
		assertThat(client.animalsOfStream(stream)).isEqualTo("[Cat[name=Tom], Dog[age=3]]");
		assertThat(client.animalsOfFlux(Flux.just(new Cat("Tom"), new Dog(3))))
			.isEqualTo("[Cat[name=Tom], Dog[age=3]]");
		assertThat(client.lists(Flux.just(List.of(new Dog(1)), List.of()))).isEqualTo("[[Dog[age=1]], []]");
	}

	@Test
	void anElementMayStandForSeveralArguments() {
		WampTemplate template = context.bean(WampTemplate.class);
		WampArguments both = template.call("streams.both");
		assertThat(client.messages(Stream.of(both, both))).isEqualTo("[[1, 2], [1, 2]]");
	}

	@Test
	void whatTheSourceFailsWithIsThrown() {
		IllegalStateException failure = new IllegalStateException("broken");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> client.sumOfFlux(Flux.concat(Mono.just(1), Mono.error(failure))))
			.withMessage("broken");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> client.sumOfStream(Stream.of(1, 2).peek((number) -> {
				throw failure;
			})))
			.withMessage("broken");
	}

	@Test
	void aCalleeThatHasEnoughEndsTheStream() {
		AtomicInteger closed = new AtomicInteger();
		assertThat(client.first(Stream.iterate(7, (number) -> number + 1).onClose(closed::incrementAndGet)))
			.isEqualTo(7);
		await().untilAtomic(closed, is(1));
		CompletableFuture<Void> cancelled = new CompletableFuture<>();
		assertThat(client
			.firstOfFlux(Flux.concat(Mono.just(7), Mono.<Integer>never()).doOnCancel(() -> cancelled.complete(null))))
			.isEqualTo(7);
		assertThat(cancelled).succeedsWithin(LONG);
	}

	@Test
	void anIterableIsOneArgument() {
		assertThat(client.sumOfIterable(List.of(1, 2, 3))).isEqualTo(6);
	}

	@Test
	void aCalleeWithoutTheFeatureAnswersSo() {
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> client.plain(Stream.of(1)))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.FEATURE_NOT_SUPPORTED));
	}

	private static Integer take(BlockingQueue<Integer> numbers) {
		try {
			return numbers.take();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
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

	@WampPrefix("streams")
	interface Streams {

		@WampProcedure("sum.stream")
		int sumOfStream(@Nullable Stream<Integer> numbers);

		@WampProcedure("sum.iterator")
		int sumOfIterator(Iterator<Integer> numbers);

		@WampProcedure("sum.flux")
		int sumOfFlux(@Nullable Flux<Integer> numbers);

		@WampProcedure("sum.publisher")
		int sumOfPublisher(Publisher<Integer> numbers);

		@WampProcedure("sum.iterable")
		int sumOfIterable(Iterable<Integer> numbers);

		@WampProcedure("sum.later")
		CompletableFuture<Integer> sumLater(Flux<Integer> numbers);

		@WampProcedure("sum.later.stream")
		CompletableFuture<Integer> sumLater(Stream<Integer> numbers);

		@WampProcedure("sum.mono")
		Mono<Integer> sumWhenSubscribed(Flux<Integer> numbers);

		@WampProcedure("sum.mono.stream")
		Mono<Integer> sumWhenSubscribed(Stream<Integer> numbers);

		@WampProcedure("sum.mono.iterator")
		Mono<Integer> sumWhenSubscribed(Iterator<Integer> numbers);

		@WampProcedure
		String join(String separator, Stream<String> parts, @WampKwarg String end);

		@WampProcedure("twice.flux")
		Flux<Integer> twice(@Nullable Flux<Integer> numbers);

		@WampProcedure("twice.stream")
		Stream<Integer> twice(Stream<Integer> numbers);

		@WampProcedure
		Flux<Integer> twiceOfStream(Stream<Integer> numbers);

		@WampProcedure
		Stream<Integer> twiceOfFlux(Flux<Integer> numbers);

		@WampProcedure
		int sumWithProgress(Stream<Integer> numbers, ProgressSink<Integer> progress);

		@WampProcedure
		String animalsOfStream(Stream<Animal> animals);

		@WampProcedure
		String animalsOfFlux(Flux<Animal> animals);

		@WampProcedure
		String lists(Flux<List<Animal>> animals);

		@WampProcedure
		String messages(Stream<WampArguments> messages);

		@WampProcedure
		int first(Stream<Integer> numbers);

		@WampProcedure
		int firstOfFlux(Flux<Integer> numbers);

		@WampProcedure
		int plain(Stream<Integer> numbers);

	}

	static class StreamsImpl implements Streams {

		@Override
		public int sumOfStream(@Nullable Stream<Integer> numbers) {
			return numbers.mapToInt(Integer::intValue).sum();
		}

		@Override
		public int sumOfIterator(Iterator<Integer> numbers) {
			int sum = 0;
			while (numbers.hasNext()) {
				sum += numbers.next();
			}
			return sum;
		}

		@Override
		public int sumOfFlux(@Nullable Flux<Integer> numbers) {
			return numbers.reduce(0, Integer::sum).block(LONG);
		}

		@Override
		public int sumOfPublisher(Publisher<Integer> numbers) {
			return sumOfFlux(Flux.from(numbers));
		}

		@Override
		public int sumOfIterable(Iterable<Integer> numbers) {
			return sumOfIterator(numbers.iterator());
		}

		@Override
		public CompletableFuture<Integer> sumLater(Flux<Integer> numbers) {
			return numbers.reduce(0, Integer::sum).toFuture();
		}

		@Override
		public CompletableFuture<Integer> sumLater(Stream<Integer> numbers) {
			return CompletableFuture.completedFuture(sumOfStream(numbers));
		}

		@Override
		public Mono<Integer> sumWhenSubscribed(Flux<Integer> numbers) {
			return numbers.reduce(0, Integer::sum);
		}

		@Override
		public Mono<Integer> sumWhenSubscribed(Stream<Integer> numbers) {
			return Mono.just(sumOfStream(numbers));
		}

		@Override
		public Mono<Integer> sumWhenSubscribed(Iterator<Integer> numbers) {
			return Mono.just(sumOfIterator(numbers));
		}

		@Override
		public String join(String separator, Stream<String> parts, String end) {
			return String.join(separator, parts.toList()) + end;
		}

		@Override
		public Flux<Integer> twice(@Nullable Flux<Integer> numbers) {
			return numbers.map((number) -> 2 * number);
		}

		@Override
		public Stream<Integer> twice(Stream<Integer> numbers) {
			return numbers.map((number) -> 2 * number);
		}

		@Override
		public Flux<Integer> twiceOfStream(Stream<Integer> numbers) {
			return Flux.fromStream(twice(numbers));
		}

		@Override
		public Stream<Integer> twiceOfFlux(Flux<Integer> numbers) {
			return twice(numbers).toStream();
		}

		@Override
		public int sumWithProgress(Stream<Integer> numbers, ProgressSink<Integer> progress) {
			AtomicInteger sum = new AtomicInteger();
			numbers.forEach((number) -> progress.next(sum.addAndGet(number)));
			return sum.get();
		}

		@Override
		public String animalsOfStream(Stream<Animal> animals) {
			return animals.toList().toString();
		}

		@Override
		public String animalsOfFlux(Flux<Animal> animals) {
			return animals.collectList().block(LONG).toString();
		}

		@Override
		public String lists(Flux<List<Animal>> animals) {
			return animals.collectList().block(LONG).toString();
		}

		@Override
		public String messages(Stream<WampArguments> messages) {
			return messages.map(WampArguments::getArguments)
				.filter((message) -> !message.isEmpty())
				.toList()
				.toString();
		}

		@Override
		public int first(Stream<Integer> numbers) {
			return numbers.iterator().next();
		}

		@Override
		public int firstOfFlux(Flux<Integer> numbers) {
			return numbers.blockFirst(LONG);
		}

		@Override
		@WampProcedure("streams.other")
		public int plain(Stream<Integer> numbers) {
			return 0;
		}

		@WampProcedure("streams.plain")
		int plainly(int number) {
			return number;
		}

		@WampProcedure("streams.both")
		io.github.wampspring.core.WampResult both() {
			return io.github.wampspring.core.WampResult.of(1, 2);
		}

	}

}
