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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.router.WampRouterInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payloads that the router only hands on. See the section "Payload Passthru Mode" of the
 * specification.
 */
class PayloadPassthruTests {

	private static final String URI = "com.myapp.secret";

	private static final Map<String, Object> FEATURE = Map.of("features",
			Map.of("payload_passthru_mode", true, "progressive_call_results", true, "call_canceling", true));

	private static final Dict ROLES = Dict.of("roles",
			Map.of("caller", FEATURE, "callee", FEATURE, "publisher", FEATURE, "subscriber", FEATURE));

	private static final Dict ATTRIBUTES = Dict
		.copyOf(Map.of("ppt_scheme", "wamp", "ppt_serializer", "cbor", "ppt_cipher", "aes256gcm", "ppt_keyid", "k1"));

	private static final Dict OTHER = Dict.of("ppt_scheme", "x_other");

	private static final Payload SECRET = Payload.of((Object) new byte[] { 1, 2, 3 });

	private final DefaultWampRouter router = TestRouters.open();

	private final TestClient caller = TestClient.joined(this.router, ROLES);

	private final TestClient callee = TestClient.joined(this.router, ROLES);

	private final TestClient old = TestClient.joined(this.router);

	@AfterEach
	void close() {
		this.router.close();
	}

	@Test
	void attributesOfACallReachTheCalleeAndThoseOfAResultTheCaller() {
		this.callee.register(URI, Dict.EMPTY);
		this.caller.call(URI, ATTRIBUTES.with("receive_progress", true), SECRET);
		Invocation invocation = this.callee.take(Invocation.class);
		assertThat(invocation.details()).isEqualTo(Dict.of("receive_progress", true).withAll(ATTRIBUTES));
		this.callee.send(new Yield(invocation.request(), OTHER.with("progress", true), SECRET));
		assertThat(this.caller.take(Result.class)).isEqualTo(new Result(1, OTHER.with("progress", true), SECRET));
		this.callee.send(new Yield(invocation.request(), ATTRIBUTES, SECRET));
		assertThat(this.caller.take(Result.class)).isEqualTo(new Result(1, ATTRIBUTES, SECRET));
	}

	@Test
	void attributesOfAnErrorReachTheCaller() {
		this.callee.register(URI, Dict.EMPTY);
		this.caller.call(URI, Dict.EMPTY);
		Invocation invocation = this.callee.take(Invocation.class);
		this.callee
			.send(new Error(MessageType.INVOCATION, invocation.request(), ATTRIBUTES, "com.myapp.error.no", SECRET));
		assertThat(this.caller.take(Error.class))
			.isEqualTo(new Error(MessageType.CALL, 1, ATTRIBUTES, "com.myapp.error.no", SECRET));
	}

	@Test
	void attributesOfAPublicationReachSubscribersNowAndLater() {
		this.callee.subscribe(URI, Dict.EMPTY);
		this.caller.publish(URI, ATTRIBUTES.with("retain", true), 1);
		assertThat(this.callee.take(Event.class).details()).isEqualTo(ATTRIBUTES);
		this.old.subscribe(URI, Dict.of("get_retained", true));
		Dict details = this.old.take(Event.class).details();
		assertThat(details.isTrue("retained")).isTrue();
		assertThat(details.getString("ppt_keyid")).isEqualTo("k1");
	}

	@Test
	void interceptorsDoNotLoseThem() {
		WampRouterInterceptor interceptor = (request, next) -> next.proceed(request);
		try (DefaultWampRouter intercepted = TestRouters.open((realm) -> {
		}, (settings) -> settings.interceptor(interceptor))) {
			TestClient one = TestClient.joined(intercepted, ROLES);
			TestClient other = TestClient.joined(intercepted, ROLES);
			other.register(URI, Dict.EMPTY);
			one.call(URI, ATTRIBUTES, 1);
			Invocation invocation = other.take(Invocation.class);
			assertThat(invocation.details()).isEqualTo(ATTRIBUTES);
			other.send(new Yield(invocation.request(), OTHER, SECRET));
			assertThat(one.take(Result.class)).isEqualTo(new Result(1, OTHER, SECRET));
			one.call(URI, ATTRIBUTES, 1);
			other.send(
					new Error(MessageType.INVOCATION, other.take(Invocation.class).request(), OTHER, "com.a", SECRET));
			assertThat(one.take(Error.class).details()).isEqualTo(OTHER);
		}
	}

	@Test
	void whoDoesNotAnnounceItMayNotSendIt() {
		this.old.call(URI, ATTRIBUTES);
		assertThat(this.old.takeAbort(ErrorUris.PROTOCOL_VIOLATION).details().getString("message"))
			.isEqualTo("CALL uses payload_passthru_mode, which the caller has not announced");
		TestClient worker = TestClient.joined(this.router);
		worker.register(URI, Dict.EMPTY);
		this.caller.call(URI, Dict.EMPTY);
		worker.send(new Yield(worker.take(Invocation.class).request(), ATTRIBUTES, SECRET));
		worker.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		this.caller.takeError(ErrorUris.CANCELED);
	}

	@Test
	void aCalleeThatDoesNotAnnounceItIsNotInvoked() {
		this.old.register(URI, Dict.of("concurrency", 1));
		for (int i = 0; i < 2; i++) {
			this.caller.call(URI, ATTRIBUTES);
			this.caller.takeError(ErrorUris.FEATURE_NOT_SUPPORTED);
		}
		this.old.takeNothing();
		this.caller.call(URI, Dict.EMPTY);
		this.old.take(Invocation.class);
	}

	@Test
	void aCallerThatDoesNotAnnounceItGetsAnError() {
		this.callee.register(URI, Dict.EMPTY);
		this.old.call(URI, Dict.EMPTY);
		this.callee.send(new Yield(this.callee.take(Invocation.class).request(), ATTRIBUTES, SECRET));
		this.old.takeError(ErrorUris.FEATURE_NOT_SUPPORTED);
		Error refused = this.callee.takeError(ErrorUris.FEATURE_NOT_SUPPORTED);
		assertThat(refused.requestType()).isEqualTo(MessageType.YIELD);
		this.old.call(URI, Dict.of("receive_progress", true));
		this.callee
			.send(new Yield(this.callee.take(Invocation.class).request(), ATTRIBUTES.with("progress", true), SECRET));
		this.callee.takeError(ErrorUris.FEATURE_NOT_SUPPORTED);
		this.old.takeError(ErrorUris.FEATURE_NOT_SUPPORTED);
		this.callee.take(Interrupt.class);
	}

	@Test
	void theAttributesOfAnOlderDraftArePassedOnFromAnybody() {
		Dict cryptobox = Dict.copyOf(Map.of("enc_algo", "cryptobox", "enc_serializer", "json", "enc_key", "ab"));
		this.callee.register(URI, Dict.EMPTY);
		this.old.call(URI, cryptobox, "secret");
		Invocation invocation = this.callee.take(Invocation.class);
		assertThat(invocation.details()).isEqualTo(cryptobox);
		this.callee.send(new Yield(invocation.request(), cryptobox, SECRET));
		assertThat(this.old.take(Result.class).details()).isEqualTo(cryptobox);
	}

	@Test
	void attributesStayWithTestaments() {
		this.callee.subscribe(URI, Dict.EMPTY);
		this.caller.send(new Call(this.caller.nextRequest(), Dict.EMPTY, "wamp.session.add_testament",
				Payload.of(List.of(URI, List.of("sealed"), Map.of()), Map.of("publish_options", ATTRIBUTES.toMap()))));
		this.caller.take(Result.class);
		this.caller.disconnect();
		assertThat(this.callee.take(Event.class).details()).isEqualTo(ATTRIBUTES);
	}

	@Test
	void anEmptySchemeIsNone() {
		this.callee.subscribe(URI, Dict.EMPTY);
		this.old.publish(URI, Dict.of("ppt_scheme", "", "ppt_cipher", "none"), 1);
		assertThat(this.callee.take(Event.class).details()).isEqualTo(Dict.EMPTY);
	}

	@Test
	void whatAnInterceptorAnswersInsteadIsAnOrdinaryPayload() {
		try (DefaultWampRouter intercepted = intercepted(
				(request, next) -> next.proceed(request).thenApply((payload) -> Payload.of("open")))) {
			TestClient one = TestClient.joined(intercepted, ROLES);
			TestClient other = TestClient.joined(intercepted, ROLES);
			other.register(URI, Dict.EMPTY);
			one.call(URI, ATTRIBUTES, 1);
			other.send(new Yield(other.take(Invocation.class).request(), OTHER, SECRET));
			assertThat(one.take(Result.class).details()).isEqualTo(Dict.EMPTY);
		}
	}

	@Test
	void aCalleeWithoutItIsAskedOnceThoughAnInterceptorKeepsTheError() {
		CompletableFuture<Void> kept = new CompletableFuture<>();
		try (DefaultWampRouter intercepted = intercepted((request, next) -> next.proceed(request)
			.handle((payload, failure) -> failure)
			.thenCombine(kept, (failure, none) -> failure)
			.thenCompose(CompletableFuture::failedFuture))) {
			TestClient plain = TestClient.joined(intercepted);
			plain.register(URI, Dict.EMPTY);
			TestClient one = TestClient.joined(intercepted, ROLES);
			one.call(URI, ATTRIBUTES);
			one.takeNothing();
			kept.complete(null);
			one.takeError(ErrorUris.FEATURE_NOT_SUPPORTED);
		}
	}

	private static DefaultWampRouter intercepted(WampRouterInterceptor interceptor) {
		return TestRouters.open((realm) -> {
		}, (settings) -> settings.interceptor(interceptor));
	}

}
