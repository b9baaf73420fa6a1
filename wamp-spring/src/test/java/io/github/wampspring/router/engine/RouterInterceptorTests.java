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

package io.github.wampspring.router.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.router.RouterRequest;
import io.github.wampspring.router.SessionLimits;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.WampRouterInterceptor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Interceptors of the router.
 */
class RouterInterceptorTests {

	private final List<RouterRequest> seen = new ArrayList<>();

	private DefaultWampRouter router;

	private TestClient caller;

	private TestClient callee;

	private void start(WampRouterInterceptor... interceptors) {
		this.router = TestRouters.open((realm) -> {
		}, (settings) -> List.of(interceptors).forEach(settings::interceptor));
		this.caller = TestClient.joined(this.router);
		this.callee = TestClient.joined(this.router);
	}

	@Test
	void aCallGoesThroughAndItsOutcomeComesBack() {
		List<Object> outcomes = new ArrayList<>();
		start((request, next) -> {
			this.seen.add(request);
			return next.proceed(request).whenComplete((payload, failure) -> outcomes.add(payload));
		});
		this.callee.register("com.myapp.", Dict.of("match", "prefix"));
		long request = this.caller.call("com.myapp.add2", Dict.EMPTY, 2, 3);
		assertThat(outcomes).containsExactly(Payload.NONE);
		Invocation invocation = this.callee.take(Invocation.class);
		assertThat(TestClient.arguments(invocation)).isEqualTo(List.of(2, 3));
		this.callee.yield(invocation.request(), 5);
		Result result = this.caller.take(Result.class);
		assertThat(result.request()).isEqualTo(request);
		assertThat(TestClient.arguments(result)).isEqualTo(List.of(5));
		assertThat(outcomes).hasSize(2);
		RouterRequest call = this.seen.get(1);
		assertThat(call.action()).isEqualTo(WampAction.CALL);
		assertThat(call.uri()).isEqualTo("com.myapp.add2");
		assertThat(call.registered()).isEqualTo("com.myapp.");
		assertThat(call.session().id()).isEqualTo(this.caller.id());
	}

	@Test
	void argumentsOptionsAndResultsAreChanged() {
		start((request, next) -> (request.action() != WampAction.CALL) ? next.proceed(request) : next.proceed(
				request.withArguments(List.of("changed")).withKeywordArgument("k", 1).withOption("disclose_me", true))
			.thenApply((payload) -> Payload.of("other")));
		this.callee.register("com.myapp.p", Dict.EMPTY);
		this.caller.call("com.myapp.p", Dict.EMPTY, "original");
		Invocation invocation = this.callee.take(Invocation.class);
		assertThat(invocation.payload()).isEqualTo(Payload.of(List.of("changed"), Map.of("k", 1)));
		assertThat(invocation.details().getLong("caller")).isEqualTo(this.caller.id());
		this.callee.yield(invocation.request(), "result");
		assertThat(TestClient.arguments(this.caller.take(Result.class))).isEqualTo(List.of("other"));
	}

	@Test
	void aCallIsAnsweredOrRefusedWithoutACallee() {
		start((request, next) -> {
			if (request.uri().endsWith("refused")) {
				throw new WampException("com.myapp.error.no", List.of("why"), Map.of("code", 7), null);
			}
			if (request.uri().endsWith("broken")) {
				throw new IllegalStateException("secret");
			}
			return CompletableFuture.completedFuture(Payload.of("instead"));
		});
		this.caller.call("com.myapp.p", Dict.EMPTY);
		assertThat(TestClient.arguments(this.caller.take(Result.class))).isEqualTo(List.of("instead"));
		this.caller.call("com.myapp.refused", Dict.EMPTY);
		assertThat(this.caller.takeError("com.myapp.error.no").payload())
			.isEqualTo(Payload.of(List.of("why"), Map.of("code", 7)));
		this.caller.call("com.myapp.broken", Dict.EMPTY);
		assertThat(this.caller.takeError(ErrorUris.RUNTIME_ERROR).toString()).doesNotContain("secret");
	}

	@Test
	void errorsOfRouterAndCalleeComeBackAsTheyAre() {
		List<String> errors = new ArrayList<>();
		start((request, next) -> next.proceed(request).whenComplete((payload, failure) -> {
			if (failure instanceof WampException error) {
				errors.add(error.getUri());
			}
		}));
		this.caller.call("com.myapp.nobody", Dict.EMPTY);
		this.caller.takeError(ErrorUris.NO_SUCH_PROCEDURE);
		this.callee.register("com.myapp.p", Dict.EMPTY);
		this.caller.call("com.myapp.p", Dict.EMPTY);
		Invocation invocation = this.callee.take(Invocation.class);
		this.callee.send(new Error(MessageType.INVOCATION, invocation.request(), Dict.EMPTY, "com.myapp.error.x",
				Payload.of("args")));
		assertThat(TestClient.arguments(this.caller.takeError("com.myapp.error.x"))).isEqualTo(List.of("args"));
		this.caller.call("wamp.session.get", Dict.EMPTY, 17);
		this.caller.takeError(ErrorUris.NO_SUCH_SESSION);
		assertThat(errors).containsExactly(ErrorUris.NO_SUCH_PROCEDURE, "com.myapp.error.x", ErrorUris.NO_SUCH_SESSION);
	}

	@Test
	void aCancelledCallEndsForItsInterceptorToo() {
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		start((request, next) -> next.proceed(request).whenComplete((payload, failure) -> {
			if (failure != null) {
				failures.add(failure);
			}
		}));
		this.callee.register("com.myapp.p", Dict.EMPTY);
		long request = this.caller.call("com.myapp.p", Dict.EMPTY);
		this.callee.take(Invocation.class);
		this.caller.send(new Cancel(request, Dict.of("mode", "killnowait")));
		this.caller.takeError(ErrorUris.CANCELED);
		await().until(() -> !failures.isEmpty());
		assertThat(failures).singleElement()
			.isInstanceOfSatisfying(WampException.class,
					(error) -> assertThat(error.getUri()).isEqualTo(ErrorUris.CANCELED));
		this.caller.takeNothing();
	}

	@Test
	void aCallThatAnInterceptorKeepsCanBeCancelledAndCountsAsUnderWay() {
		CompletableFuture<Payload> never = new CompletableFuture<>();
		this.router = TestRouters.open((realm) -> realm.sessionLimits(SessionLimits.builder().pendingCalls(1).build()),
				(settings) -> settings.interceptor((request, next) -> never));
		this.caller = TestClient.joined(this.router);
		long request = this.caller.call("com.myapp.p", Dict.EMPTY);
		this.caller.call("com.myapp.p", Dict.EMPTY);
		this.caller.takeError(ErrorUris.LIMIT_EXCEEDED);
		this.caller.send(new Cancel(request, Dict.EMPTY));
		this.caller.takeError(ErrorUris.CANCELED);
		never.complete(Payload.NONE);
		this.caller.takeNothing();
	}

	@Test
	void theTimeOfACallThatAnInterceptorKeepsRunsOut() {
		start((request, next) -> (request.action() == WampAction.CALL) ? new CompletableFuture<>()
				: next.proceed(request));
		this.caller.call("com.myapp.add2", Dict.of("timeout", 20));
		this.caller.takeError(ErrorUris.TIMEOUT);
	}

	@Test
	void progressiveResultsAndARetryPassByInterceptors() {
		start((request, next) -> next.proceed(request).exceptionallyCompose((failure) -> next.proceed(request)));
		this.callee.register("com.myapp.p", Dict.EMPTY);
		this.caller.call("com.myapp.p", Dict.of("receive_progress", true));
		Invocation first = this.callee.take(Invocation.class);
		this.callee
			.send(new Error(MessageType.INVOCATION, first.request(), Dict.EMPTY, "com.myapp.error.x", Payload.NONE));
		Invocation second = this.callee.take(Invocation.class);
		this.callee.send(new Yield(second.request(), Dict.of("progress", true), Payload.of(1)));
		assertThat(this.caller.take(Result.class).details().isTrue("progress")).isTrue();
		this.callee.yield(second.request(), 2);
		assertThat(TestClient.arguments(this.caller.take(Result.class))).isEqualTo(List.of(2));
	}

	@Test
	void publicationsAreChangedAnsweredAndRefused() {
		start((request, next) -> {
			this.seen.add(request);
			if (request.action() != WampAction.PUBLISH) {
				return next.proceed(request);
			}
			return switch (request.uri()) {
				case "com.myapp.refused" -> throw new WampException(ErrorUris.NOT_AUTHORIZED, "no");
				case "com.myapp.swallowed" -> CompletableFuture.completedFuture(Payload.NONE);
				default -> next.proceed(request.withArguments(List.of("changed")));
			};
		});
		this.callee.subscribe("com.myapp", Dict.of("match", "prefix"));
		this.caller.publish("com.myapp.topic", Dict.of("acknowledge", true), "original");
		Event event = this.callee.take(Event.class);
		assertThat(TestClient.arguments(event)).isEqualTo(List.of("changed"));
		assertThat(this.caller.take(Published.class).publication()).isEqualTo(event.publication());
		assertThat(this.seen.get(1).registered()).isEqualTo("com.myapp");
		this.caller.publish("com.myapp.swallowed", Dict.of("acknowledge", true));
		this.caller.take(Published.class);
		this.caller.publish("com.myapp.refused", Dict.of("acknowledge", true));
		this.caller.takeError(ErrorUris.NOT_AUTHORIZED);
		this.caller.publish("com.myapp.refused", Dict.EMPTY);
		this.caller.takeNothing();
		this.callee.takeNothing();
	}

	@Test
	void whatASessionSendsWaitsForAPublicationThatAnInterceptorKeeps() {
		CompletableFuture<Void> release = new CompletableFuture<>();
		start((request, next) -> (request.action() == WampAction.PUBLISH && request.uri().equals("com.myapp.kept"))
				? release.thenCompose((released) -> next.proceed(request)) : next.proceed(request));
		this.callee.send(new Subscribe(1, Dict.of("match", "prefix"), "com.myapp."));
		this.callee.take(Subscribed.class);
		this.caller.send(new Publish(1, Dict.EMPTY, "com.myapp.kept", Payload.of(1)));
		this.caller.send(new Publish(2, Dict.EMPTY, "com.myapp.next", Payload.of(2)));
		assertThat(this.callee.takeAll(Event.class)).isEmpty();
		release.complete(null);
		assertThat(this.callee.take(Event.class).details().getString("topic")).isEqualTo("com.myapp.kept");
		assertThat(this.callee.take(Event.class).details().getString("topic")).isEqualTo("com.myapp.next");
	}

	@Test
	void registrationsAndSubscriptionsAreChangedOrRefused() {
		start((request, next) -> {
			if (request.uri().endsWith("refused")) {
				throw new WampException(ErrorUris.NOT_AUTHORIZED, "no");
			}
			return request.uri().endsWith("swallowed") ? CompletableFuture.completedFuture(Payload.NONE)
					: next.proceed(request.withOption("invoke", "roundrobin").withOption("match", "wildcard"));
		});
		this.callee.register("com.myapp.p", Dict.EMPTY);
		this.callee.subscribe("com.myapp.t", Dict.EMPTY);
		assertThat(this.router.registrations("realm1")).singleElement().satisfies((registration) -> {
			assertThat(registration.invoke().value()).isEqualTo("roundrobin");
			assertThat(registration.match().value()).as("what was authorized").isEqualTo("exact");
		});
		for (String uri : List.of("com.myapp.refused", "com.myapp.swallowed")) {
			String error = uri.endsWith("refused") ? ErrorUris.NOT_AUTHORIZED : ErrorUris.CANCELED;
			this.callee.send(new Register(this.callee.nextRequest(), Dict.EMPTY, uri));
			this.callee.takeError(error);
			this.callee.send(new Subscribe(this.callee.nextRequest(), Dict.EMPTY, uri));
			this.callee.takeError(error);
		}
		assertThat(this.router.registrations("realm1")).hasSize(1);
		assertThat(this.router.subscriptions("realm1")).hasSize(1);
	}

}
