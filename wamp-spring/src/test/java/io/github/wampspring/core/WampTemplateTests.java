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

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.PayloadException;
import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.core.FakeSession.Call;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WampTemplate}.
 */
class WampTemplateTests {

	private static final ParameterizedTypeReference<List<Integer>> INTEGERS = new ParameterizedTypeReference<>() {
	};

	private final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	private final FakeConnection connection = FakeConnection.joined();

	private final FakeSession session = this.connection.session;

	private final ErrorMappings errors = new ErrorMappings();

	private final WampTemplate wamp = template(this.connection, Duration.ofSeconds(10), Duration.ofSeconds(30));

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void stopThreads() {
		this.threads.shutdownNow();
	}

	private WampTemplate template(FakeConnection connection, Duration joinTimeout, Duration callTimeout) {
		return WampTemplate.builder(connection)
			.payloadMapper(this.mapper)
			.errorMappings(this.errors)
			.joinTimeout(joinTimeout)
			.callTimeout(callTimeout)
			.build();
	}

	private <T> Future<T> inBackground(Callable<T> task) {
		return this.threads.submit(task);
	}

	@Test
	void aCallSendsItsArgumentsAndReadsTheResult() throws Exception {
		Future<Integer> result = inBackground(() -> this.wamp.call("com.myapp.add2", Integer.class, 2, 3));
		Call call = this.session.nextCall();
		assertThat(call.procedure()).isEqualTo("com.myapp.add2");
		assertThat(call.payload()).isEqualTo(Payload.of(2, 3));
		assertThat(call.options()).isEqualTo(Dict.EMPTY);
		call.succeed(5);
		assertThat(result.get()).isEqualTo(5);
	}

	@Test
	void aResultIsReadAsAGenericTypeOrAsAWhole() throws Exception {
		Future<List<Integer>> list = inBackground(() -> this.wamp.call("com.myapp.list", INTEGERS));
		this.session.nextCall().succeed(List.of(1L, 2L));
		assertThat(list.get()).containsExactly(1, 2);
		Future<WampResult> whole = inBackground(() -> this.wamp.call("com.myapp.whole", 1));
		this.session.nextCall().succeed("a", 2);
		assertThat(whole.get().get(String.class)).isEqualTo("a");
		assertThat(whole.get().get(1, Integer.class)).isEqualTo(2);
	}

	@Test
	void anEmptyResultIsNull() throws Exception {
		CompletableFuture<String> empty = this.wamp.callAsync("com.myapp.empty", String.class);
		this.session.nextCall().succeed();
		assertThat(empty.get()).isNull();
		CompletableFuture<Void> ignored = this.wamp.callAsync("com.myapp.ignored", Void.class);
		this.session.nextCall().succeed("something");
		assertThat(ignored.get()).isNull();
	}

	@Test
	void aResultOfAnotherTypeFailsWithTheProcedureAndTheType() throws Exception {
		CompletableFuture<Integer> result = this.wamp.callAsync("com.myapp.text", Integer.class);
		this.session.nextCall().succeed("no number");
		assertThat(result).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PayloadException.class)
			.withMessageContaining("com.myapp.text")
			.withMessageContaining("Integer");
	}

	@Test
	void theSpecificationSetsKeywordArgumentsAndOptions() throws Exception {
		CompletableFuture<String> result = this.wamp.newCall("com.myapp.order")
			.args("a", 1)
			.kwarg("color", "red")
			.kwargs(Map.of("size", 2))
			.kwargs(new Address("Main Street", 7))
			.option("x_custom", 1)
			.discloseMe()
			.timeout(Duration.ofSeconds(5))
			.callAsync(String.class);
		Call call = this.session.nextCall();
		assertThat(this.mapper.arguments(call.payload())).isEqualTo(List.of("a", 1));
		assertThat(this.mapper.keywordArguments(call.payload()))
			.isEqualTo(Map.of("color", "red", "size", 2, "street", "Main Street", "number", 7));
		assertThat(call.options()).isEqualTo(Dict.copyOf(Map.of("x_custom", 1, "disclose_me", true, "timeout", 5000L)));
		call.succeed("done");
		assertThat(result.get()).isEqualTo("done");
	}

	@Test
	void whatIsNotADictionaryCannotBeKeywordArguments() {
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> this.wamp.newCall("com.myapp.order").kwargs("text"))
			.withMessageContaining("java.lang.String");
	}

	@Test
	void anErrorIsThrownAsItIsWithTheCallersStackTrace() throws Exception {
		Future<Object> result = inBackground(() -> this.wamp.call("com.myapp.fail", Object.class));
		WampException error = new WampException("com.myapp.error.x", List.of("sorry"), Map.of("code", 7), null);
		this.session.nextCall().result().completeExceptionally(error);
		assertThat(result).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.satisfies((ex) -> {
				assertThat(ex.getCause()).isSameAs(error);
				assertThat(error.getStackTrace()).anyMatch((element) -> element.getMethodName().equals("call")
						&& element.getClassName().equals(WampTemplate.class.getName()));
			});
	}

	@Test
	void aMappedExceptionIsThrownWithTheErrorAsItsCause() throws Exception {
		this.errors.register("com.myapp.error.full", FullException.class);
		this.errors.register("com.myapp.error.io", IOException.class);
		Future<Object> unchecked = inBackground(() -> this.wamp.call("com.myapp.fail", Object.class));
		this.session.nextCall().result().completeExceptionally(new WampException("com.myapp.error.full", "too much"));
		assertThat(unchecked).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.satisfies((ex) -> assertThat(ex.getCause()).isInstanceOf(FullException.class)
				.hasMessage("too much")
				.hasCauseInstanceOf(WampException.class));
		Future<Object> checked = inBackground(() -> this.wamp.call("com.myapp.fail", Object.class));
		this.session.nextCall().result().completeExceptionally(new WampException("com.myapp.error.io", "disk"));
		assertThat(checked).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.satisfies((ex) -> assertThat(ex.getCause()).isInstanceOf(UndeclaredThrowableException.class)
				.hasCauseInstanceOf(IOException.class));
		CompletableFuture<Object> async = this.wamp.callAsync("com.myapp.fail", Object.class);
		this.session.nextCall().result().completeExceptionally(new WampException("com.myapp.error.io", "disk"));
		assertThat(async).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(IOException.class);
	}

	@Test
	void aTimeoutCancelsTheCall() throws Exception {
		Future<Object> blocking = inBackground(
				() -> this.wamp.newCall("com.myapp.slow").timeout(Duration.ofMillis(20)).call());
		Call first = this.session.nextCall();
		assertThat(blocking).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WampTimeoutException.class)
			.withMessageContaining("com.myapp.slow");
		assertThat(first.result()).isCancelled();
		CompletableFuture<Object> async = this.wamp.newCall("com.myapp.slow")
			.timeout(Duration.ofMillis(20))
			.callAsync(Object.class);
		Call second = this.session.nextCall();
		assertThat(async).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WampTimeoutException.class);
		await().untilAsserted(() -> assertThat(second.result()).isCancelled());
	}

	@Test
	void theDefaultTimeoutAppliesUnlessTheCallSaysNone() throws Exception {
		WampTemplate hasty = template(this.connection, Duration.ofSeconds(10), Duration.ofMillis(20));
		CompletableFuture<Object> unlimited = hasty.newCall("com.myapp.slow")
			.timeout(Duration.ZERO)
			.callAsync(Object.class);
		this.session.nextCall();
		assertThat(hasty.callAsync("com.myapp.slow", Object.class)).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WampTimeoutException.class);
		assertThat(unlimited).isNotDone();
	}

	@Test
	void cancellingTheFutureCancelsTheCall() throws Exception {
		CompletableFuture<Object> future = this.wamp.callAsync("com.myapp.slow", Object.class);
		Call call = this.session.nextCall();
		future.cancel(true);
		assertThat(call.result()).isCancelled();
	}

	@Test
	void aCallThatIsCancelledBeforeThereIsASessionIsNeverSent() {
		FakeConnection notJoined = new FakeConnection();
		CompletableFuture<Object> future = template(notJoined, Duration.ofSeconds(10), Duration.ofSeconds(30))
			.callAsync("com.myapp.slow", Object.class);
		future.cancel(true);
		notJoined.join();
		assertThat(notJoined.session.calls).isEmpty();
	}

	@Test
	void interruptingTheThreadCancelsTheCallAndKeepsTheFlag() throws Exception {
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		AtomicBoolean interrupted = new AtomicBoolean();
		Thread thread = new Thread(() -> {
			try {
				this.wamp.call("com.myapp.slow");
			}
			catch (WampCanceledException ex) {
				thrown.set(ex);
				interrupted.set(Thread.currentThread().isInterrupted());
			}
		});
		thread.start();
		Call call = this.session.nextCall();
		thread.interrupt();
		thread.join();
		assertThat(thrown.get()).hasMessageContaining("com.myapp.slow");
		assertThat(interrupted).isTrue();
		assertThat(call.result()).isCancelled();
	}

	@Test
	void anOperationWaitsForTheSession() throws Exception {
		FakeConnection notJoined = new FakeConnection();
		WampTemplate template = template(notJoined, Duration.ofSeconds(10), Duration.ofSeconds(30));
		Future<Integer> blocking = inBackground(() -> template.call("com.myapp.add2", Integer.class, 2, 3));
		CompletableFuture<Integer> async = template.callAsync("com.myapp.add2", Integer.class, 4, 5);
		Future<?> publication = this.threads.submit(() -> template.publish("com.myapp.oncounter", 1));
		assertThat(notJoined.session.calls).isEmpty();
		notJoined.join();
		for (int i = 0; i < 2; i++) {
			Call call = notJoined.session.nextCall();
			List<Object> arguments = this.mapper.arguments(call.payload());
			call.succeed((int) arguments.get(0) + (int) arguments.get(1));
		}
		assertThat(blocking.get()).isEqualTo(5);
		assertThat(async.get()).isEqualTo(9);
		publication.get();
		assertThat(notJoined.session.publications).hasSize(1);
	}

	@Test
	void withoutASessionAnOperationEndsAfterTheJoinTimeout() {
		WampTemplate template = template(new FakeConnection(), Duration.ofMillis(20), Duration.ofSeconds(30));
		assertThatExceptionOfType(WampConnectionException.class).isThrownBy(() -> template.call("com.myapp.add2"));
		assertThatExceptionOfType(WampConnectionException.class).isThrownBy(() -> template.publish("com.myapp.topic"));
		assertThat(template.callAsync("com.myapp.add2", Integer.class)).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WampConnectionException.class);
		assertThat(template.newPublication("com.myapp.topic").publishAsync()).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WampConnectionException.class);
	}

	@Test
	void aSessionThatHasEndedIsNotUsed() {
		this.session.open = false;
		CompletableFuture<Object> call = this.wamp.callAsync("com.myapp.add2", Object.class);
		assertThat(call).isNotDone();
	}

	@Test
	void aThreadThatMustNotBlockIsRefusedWithASentence() {
		assertThat(Mono.fromCallable(() -> this.wamp.call("com.myapp.add2", Integer.class, 2, 3))
			.subscribeOn(Schedulers.parallel())
			.toFuture()).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("callAsync");
		assertThat(this.session.calls).isEmpty();
	}

	@Test
	void aThreadThatMustNotBlockMayPublish() throws Exception {
		Mono.fromRunnable(() -> this.wamp.publish("com.myapp.topic", 1))
			.subscribeOn(Schedulers.parallel())
			.toFuture()
			.get();
		assertThat(this.session.publications).hasSize(1);
		assertThat(Mono.fromCallable(() -> this.wamp.newPublication("com.myapp.topic").publishAcknowledged())
			.subscribeOn(Schedulers.parallel())
			.toFuture()).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withMessageContaining("publishAcknowledgedAsync");
	}

	@Test
	void aThreadThatMustNotBlockIsToldThatThereIsNoSession() {
		WampTemplate template = template(new FakeConnection(), Duration.ofSeconds(10), Duration.ofSeconds(30));
		assertThat(Mono.fromRunnable(() -> template.publish("com.myapp.topic", 1))
			.subscribeOn(Schedulers.parallel())
			.toFuture()).failsWithin(Duration.ofSeconds(5))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WampConnectionException.class)
			.withMessageContaining("is not joined")
			.withMessageContaining("publishAsync");
	}

	@Test
	void progressiveResultsAreHandledByTheThreadThatWaits() throws Exception {
		List<String> seen = new ArrayList<>();
		Future<Integer> result = inBackground(() -> this.wamp.newCall("com.myapp.count")
			.progress(Integer.class, (value) -> seen.add(value + " on " + Thread.currentThread().getName()))
			.call(Integer.class) + seen.size() * 100
				+ (seen.stream().allMatch((text) -> text.endsWith(Thread.currentThread().getName())) ? 1000 : 0));
		Call call = this.session.nextCall();
		call.progress(1);
		call.progress(2);
		call.succeed(3);
		assertThat(result.get()).isEqualTo(1203);
	}

	@Test
	void aConsumerOfProgressiveResultsThatFailsCancelsTheCall() throws Exception {
		Future<Object> blocking = inBackground(() -> this.wamp.newCall("com.myapp.count").progress((result) -> {
			throw new IllegalArgumentException("not this");
		}).call());
		Call first = this.session.nextCall();
		first.progress(1);
		assertThat(blocking).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withMessageContaining("not this");
		assertThat(first.result()).isCancelled();
		CompletableFuture<WampResult> async = this.wamp.newCall("com.myapp.count").progress((result) -> {
			throw new IllegalArgumentException("not this");
		}).callAsync();
		Call second = this.session.nextCall();
		second.progress(1);
		assertThat(async).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withMessageContaining("not this");
		assertThat(second.result()).isCancelled();
	}

	@Test
	void interruptingAProgressiveCallCancelsIt() throws Exception {
		Future<?> result = inBackground(() -> this.wamp.newCall("com.myapp.count").progress((value) -> {
		}).call());
		Call call = this.session.nextCall();
		result.cancel(true);
		await().untilAsserted(() -> assertThat(call.result()).isCancelled());
	}

	@Test
	void aTimeoutEndsAProgressiveCall() {
		assertThatExceptionOfType(WampTimeoutException.class)
			.isThrownBy(() -> this.wamp.newCall("com.myapp.count").progress((value) -> {
			}).timeout(Duration.ofMillis(20)).call());
	}

	@Test
	void aPublicationSendsItsOptions() {
		this.wamp.newPublication("com.myapp.topic")
			.args(1)
			.kwarg("n", 2)
			.excludeMe(false)
			.exclude(1, 2)
			.excludeAuthIds("joe")
			.excludeAuthRoles("guest")
			.eligible(3)
			.eligibleAuthIds("ann")
			.eligibleAuthRoles("admin")
			.eligibleBy("org", "a", "b")
			.excludeBy("floor", "3")
			.retain()
			.discloseMe()
			.publish();
		FakeSession.Publication publication = this.session.publications.remove();
		assertThat(publication.topic()).isEqualTo("com.myapp.topic");
		assertThat(publication.payload()).isEqualTo(Payload.of(List.of(1), Map.of("n", 2)));
		assertThat(publication.options()).isEqualTo(Dict
			.copyOf(Map.of("exclude_me", false, "exclude", List.of(1L, 2L), "exclude_authid", List.of("joe"),
					"exclude_authrole", List.of("guest"), "eligible", List.of(3L), "eligible_authid", List.of("ann"),
					"eligible_authrole", List.of("admin"), "retain", true, "disclose_me", true))
			.with("eligible_org", List.of("a", "b"))
			.with("exclude_floor", List.of("3")));
	}

	@Test
	void anAcknowledgedPublicationWaitsForItsId() throws Exception {
		CompletableFuture<Long> acknowledgment = new CompletableFuture<>();
		this.session.published = acknowledgment;
		Future<Long> id = inBackground(() -> this.wamp.newPublication("com.myapp.topic").publishAcknowledged());
		await().untilAsserted(() -> assertThat(this.session.publications).hasSize(1));
		assertThat(id.isDone()).isFalse();
		acknowledgment.complete(4711L);
		assertThat(id.get()).isEqualTo(4711L);
	}

	@Test
	void anAcknowledgmentThatDoesNotComeIsATimeout() {
		WampTemplate hasty = template(this.connection, Duration.ofSeconds(10), Duration.ofMillis(20));
		this.session.published = null;
		assertThatExceptionOfType(WampTimeoutException.class)
			.isThrownBy(() -> hasty.newPublication("com.myapp.topic").publishAcknowledged())
			.withMessageContaining("com.myapp.topic");
		assertThat(hasty.newPublication("com.myapp.topic").publishAcknowledgedAsync())
			.failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WampTimeoutException.class);
	}

	@Test
	void aRefusedPublicationIsThrown() {
		this.session.published = CompletableFuture.failedFuture(new WampException("wamp.error.not_authorized", "no"));
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.wamp.newPublication("com.myapp.topic").publishAcknowledged())
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.not_authorized"));
	}

	record Address(String street, int number) {
	}

	static class FullException extends RuntimeException {

		FullException(String message) {
			super(message);
		}

	}

}
