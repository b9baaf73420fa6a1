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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.interceptor.OutgoingRequest;
import io.github.wampspring.interceptor.WampOutgoingInterceptor;
import io.github.wampspring.protocol.Payload;
import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Interceptors of a client: around what it calls and publishes, and around its handlers.
 */
class InterceptorTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final LocalSystem system = new LocalSystem();

	private final WampTemplate callee = this.system.template("callee");

	private final List<WampOutgoingInterceptor> outgoing = new ArrayList<>();

	private final WampTemplate caller = this.system.template("caller")
		.mutate()
		.interceptors(() -> this.outgoing)
		.build();

	@AfterEach
	void close() {
		ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
		this.system.close();
	}

	@Test
	void anOutgoingInterceptorSeesTheOperationAndItsOutcome() {
		List<Object> seen = new ArrayList<>();
		this.outgoing.add((request, next) -> {
			seen.add(request.kind());
			seen.add(request.connection());
			seen.add(request.uri());
			seen.addAll(request.arguments());
			return next.proceed(request)
				.thenApply((payload) -> new WampArguments(payload, this.system.mapper))
				.thenApply((result) -> {
					seen.add(result.get(Integer.class));
					return result.toPayload();
				});
		});
		add2();
		assertThat(this.caller.call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
		assertThat(seen).containsExactly(OutgoingRequest.Kind.CALL, "caller", "com.myapp.add2", 2, 3, 5);
	}

	@Test
	void anOutgoingInterceptorChangesArgumentsKwargsAndOptions() {
		this.callee.newRegistration("com.myapp.who")
			.discloseCaller()
			.register((arguments, details, progress) -> WampResult.of(arguments.get(String.class))
				.with("tenant", arguments.get("tenant", String.class))
				.with("progress", details.progressWanted()))
			.awaitActive(LONG);
		this.outgoing.add((request,
				next) -> next.proceed(request.withArguments(List.of("changed"))
					.withKeywordArgument("tenant", "blue")
					.withOption("receive_progress", true)));
		WampResult result = this.caller.call("com.myapp.who", "original");
		assertThat(result.get(String.class)).isEqualTo("changed");
		assertThat(result.get("tenant", String.class)).isEqualTo("blue");
		assertThat(result.get("progress", Boolean.class)).isTrue();
	}

	@Test
	void interceptorsAreCalledInTheirOrder() {
		this.callee.register("com.myapp.echo", String.class, (text) -> text).awaitActive(LONG);
		this.outgoing
			.add((request, next) -> next.proceed(request.withArguments(List.of(request.arguments().get(0) + "1"))));
		this.outgoing
			.add((request, next) -> next.proceed(request.withArguments(List.of(request.arguments().get(0) + "2"))));
		assertThat(this.caller.call("com.myapp.echo", String.class, "0")).isEqualTo("012");
	}

	@Test
	void anOutgoingInterceptorAnswersWithoutTheRouter() {
		this.outgoing.add((request, next) -> CompletableFuture.completedFuture(Payload.of("cached")));
		assertThat(this.caller.call("com.myapp.nobody", String.class)).isEqualTo("cached");
		assertThat(this.caller.callAsync("com.myapp.nobody", String.class)).isCompletedWithValue("cached");
		this.caller.publish("com.myapp.topic");
		assertThat(this.caller.newPublication("com.myapp.topic").publishAcknowledged()).isZero();
	}

	@Test
	void anOutgoingInterceptorRefusesWithAnErrorThatIsTranslated() {
		this.system.errors.register("com.myapp.error.closed", IllegalArgumentException.class);
		this.outgoing.add((request, next) -> {
			throw new WampException("com.myapp.error.closed", "not now");
		});
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.caller.call("com.myapp.add2"));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> this.caller.publish("com.myapp.topic"));
		assertThat(this.caller.callAsync("com.myapp.add2")).failsWithin(LONG)
			.withThrowableThat()
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void anOutgoingInterceptorSeesTheErrorAsItCameAndTheCallerTheMappedOne() {
		this.system.errors.register("com.myapp.error.closed", IllegalArgumentException.class);
		this.callee.register("com.myapp.fail", (arguments, details, progress) -> {
			throw new WampException("com.myapp.error.closed", "not now");
		}).awaitActive(LONG);
		List<Throwable> seen = new ArrayList<>();
		this.outgoing
			.add((request, next) -> next.proceed(request).whenComplete((payload, failure) -> seen.add(failure)));
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.caller.call("com.myapp.fail"));
		assertThat(seen).singleElement()
			.isInstanceOfSatisfying(WampException.class,
					(error) -> assertThat(error.getUri()).isEqualTo("com.myapp.error.closed"));
	}

	@Test
	void aFailedInterceptorFailsTheOperation() {
		this.outgoing.add((request, next) -> {
			throw new UnsupportedOperationException("broken");
		});
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.caller.call("com.myapp.add2"))
			.withMessage("broken");
	}

	@Test
	void anInterceptorMayTryAgain() {
		BlockingQueue<Integer> attempts = new LinkedBlockingQueue<>();
		this.callee.register("com.myapp.flaky", (arguments, details, progress) -> {
			attempts.add(1);
			if (attempts.size() < 3) {
				throw new WampException(ErrorUris.UNAVAILABLE);
			}
			return "done";
		}).awaitActive(LONG);
		this.outgoing.add((request, next) -> next.proceed(request)
			.exceptionallyCompose((failure) -> next.proceed(request))
			.exceptionallyCompose((failure) -> next.proceed(request)));
		assertThat(this.caller.call("com.myapp.flaky", String.class)).isEqualTo("done");
	}

	@Test
	void cancellingAnInterceptedCallCancelsIt() throws Exception {
		CompletableFuture<Void> interrupted = new CompletableFuture<>();
		CompletableFuture<Void> begun = new CompletableFuture<>();
		this.callee.register("com.myapp.wait", (arguments, details, progress) -> {
			begun.complete(null);
			CompletableFuture<Object> result = new CompletableFuture<>();
			result.whenComplete((value, failure) -> interrupted.complete(null));
			return result;
		}).awaitActive(LONG);
		this.outgoing.add((request, next) -> next.proceed(request).thenApply((payload) -> payload));
		CompletableFuture<WampResult> call = this.caller.callAsync("com.myapp.wait");
		begun.get(10, TimeUnit.SECONDS);
		assertThat(call.cancel(true)).isTrue();
		assertThat(interrupted).succeedsWithin(LONG);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(call::join);
	}

	@Test
	void anInterceptedCallEndsWithItsTimeout() {
		this.callee.register("com.myapp.wait", (arguments, details, progress) -> new CompletableFuture<>())
			.awaitActive(LONG);
		this.outgoing.add((request, next) -> next.proceed(request));
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.caller.newCall("com.myapp.wait").timeout(Duration.ofMillis(50)).call())
			.satisfies((error) -> assertThat(error.getUri()).isEqualTo(ErrorUris.TIMEOUT));
	}

	@Test
	void progressiveResultsPassByInterceptors() {
		this.callee.register("com.myapp.count", Integer.class, (n) -> Stream.of(1, 2, 3)).awaitActive(LONG);
		this.system.incoming.add((request, next) -> next.proceed(request));
		this.outgoing.add((request, next) -> next.proceed(request));
		List<Integer> progress = new ArrayList<>();
		this.caller.newCall("com.myapp.count").args(3).progress(Integer.class, progress::add).call();
		assertThat(progress).containsExactly(1, 2, 3);
	}

	@Test
	void anIncomingInterceptorSeesTheInvocationOnTheThreadOfTheHandler() throws Exception {
		List<Object> seen = new ArrayList<>();
		ThreadLocal<String> tenant = new ThreadLocal<>();
		this.system.incoming.add((request, next) -> {
			seen.add(request.kind());
			seen.add(request.connection());
			seen.add(request.uri());
			seen.add(request.registered());
			seen.add(request.session());
			tenant.set("blue");
			try {
				return next.proceed(request);
			}
			finally {
				tenant.remove();
			}
		});
		this.callee.newRegistration("com.myapp.")
			.match(MatchPolicy.PREFIX)
			.register((arguments, details, progress) -> tenant.get())
			.awaitActive(LONG);
		assertThat(this.caller.call("com.myapp.tenant", String.class)).isEqualTo("blue");
		assertThat(seen).containsExactly(IncomingRequest.Kind.INVOCATION, "callee", "com.myapp.tenant", "com.myapp.",
				this.callee.getConnection().session(LONG).get().getId());
	}

	@Test
	void anIncomingInterceptorChangesWhatTheHandlerGetsAndWhatItReturns() {
		add2();
		this.system.incoming.add((request, next) -> next
			.proceed(request.withArguments(List.of(10, request.arguments().get(1))))
			.thenApply(
					(result) -> Payload.of(List.of(request.mapper().arguments(result).get(0)), Map.of("seen", true))));
		WampResult result = this.caller.call("com.myapp.add2", 2, 3);
		assertThat(result.get(Integer.class)).isEqualTo(13);
		assertThat(result.get("seen", Boolean.class)).isTrue();
	}

	@Test
	void anIncomingInterceptorAnswersOrRefusesInPlaceOfTheHandler() {
		this.callee.register("com.myapp.never", (arguments, details, progress) -> {
			throw new AssertionError("must not be called");
		}).awaitActive(LONG);
		this.system.incoming.add((request, next) -> {
			if (request.arguments().isEmpty()) {
				throw new WampException(ErrorUris.NOT_AUTHORIZED, "not you");
			}
			return CompletableFuture.completedFuture(Payload.of("instead"));
		});
		assertThat(this.caller.call("com.myapp.never", String.class, 1)).isEqualTo("instead");
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> this.caller.call("com.myapp.never"))
			.satisfies((error) -> assertThat(error.getUri()).isEqualTo(ErrorUris.NOT_AUTHORIZED));
	}

	@Test
	void theCallerOfABrokenInterceptorIsNotToldOfIt() {
		add2();
		this.system.incoming.add((request, next) -> {
			throw new IllegalStateException("secret");
		});
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> this.caller.call("com.myapp.add2", 1, 2))
			.satisfies((error) -> assertThat(error.getUri()).isEqualTo(ErrorUris.RUNTIME_ERROR))
			.withMessageNotContaining("secret");
	}

	@Test
	void anIncomingInterceptorSeesTheOutcomeOfEvents() {
		BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
		BlockingQueue<String> events = new LinkedBlockingQueue<>();
		this.system.incoming.add((request, next) -> next.proceed(request.withArguments(List.of("changed")))
			.whenComplete((payload, failure) -> outcomes.add((failure != null) ? failure : "done")));
		this.callee.subscribe("com.myapp.good", String.class, events::add).awaitActive(LONG);
		this.callee.subscribe("com.myapp.bad", String.class, (event) -> {
			throw new IllegalStateException("bad");
		}).awaitActive(LONG);
		this.caller.publish("com.myapp.good", "original");
		await().untilAsserted(() -> assertThat(outcomes).containsExactly("done"));
		assertThat(events).containsExactly("changed");
		this.caller.publish("com.myapp.bad", "original");
		await().untilAsserted(() -> assertThat(outcomes).hasSize(2));
		assertThat(outcomes).last().isInstanceOf(IllegalStateException.class);
	}

	@Test
	void anEventThatIsRefusedDoesNotKeepTheNextOneWaiting() {
		BlockingQueue<String> events = new LinkedBlockingQueue<>();
		this.system.incoming.add((request, next) -> {
			if (request.arguments().contains("refused")) {
				throw new WampException(ErrorUris.NOT_AUTHORIZED);
			}
			return next.proceed(request);
		});
		this.callee.subscribe("com.myapp.topic", String.class, events::add).awaitActive(LONG);
		this.caller.publish("com.myapp.topic", "refused");
		this.caller.publish("com.myapp.topic", "taken");
		await().untilAsserted(() -> assertThat(events).containsExactly("taken"));
	}

	@Test
	void whatIsSetForAHandlersThreadGoesOnInThePublisherItReturns() {
		ThreadLocal<String> tenant = accessible();
		this.system.incoming.add((request, next) -> {
			tenant.set("blue");
			try {
				return next.proceed(request);
			}
			finally {
				tenant.remove();
			}
		});
		this.callee
			.register("com.myapp.tenant",
					(arguments, details, progress) -> Mono
						.deferContextual((context) -> Mono.just(context.<String>getOrDefault("tenant", "none"))))
			.awaitActive(LONG);
		assertThat(this.caller.call("com.myapp.tenant", String.class)).isEqualTo("blue");
	}

	@Test
	void aSubscribersContextIsThereWhereAReactiveTemplateCalls() {
		ThreadLocal<String> tenant = accessible();
		List<String> seen = new ArrayList<>();
		this.outgoing.add((request, next) -> {
			seen.add(String.valueOf(tenant.get()));
			return CompletableFuture.completedFuture(Payload.of(1));
		});
		ReactiveWampTemplate reactive = new ReactiveWampTemplate(this.caller);
		reactive.call("com.myapp.x").contextWrite(Context.of("tenant", "call")).block();
		reactive.stream("com.myapp.x", Integer.class).contextWrite(Context.of("tenant", "stream")).blockLast();
		reactive.publish("com.myapp.x").contextWrite(Context.of("tenant", "publish")).block();
		assertThat(seen).containsExactly("call", "stream", "publish");
		assertThat(tenant.get()).isNull();
	}

	private static ThreadLocal<String> accessible() {
		ThreadLocal<String> tenant = new ThreadLocal<>();
		ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", tenant);
		return tenant;
	}

	private void add2() {
		this.callee.register("com.myapp.add2", Integer.class, Integer.class, Integer::sum).awaitActive(LONG);
	}

}
