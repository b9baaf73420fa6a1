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

package io.github.wampspring.router.routing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.interceptor.InterceptorChain;
import io.github.wampspring.interceptor.Interceptors;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.router.RouterRequest;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.WampRouterInterceptor;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The router's interceptors, if there are any.
 */
public final class RequestInterceptors {

	private static final CompletableFuture<Payload> TAKEN = CompletableFuture.completedFuture(Payload.NONE);

	private final LogLimiter limiter = new LogLimiter(LogFactory.getLog(RequestInterceptors.class));

	private final boolean empty;

	private final Interceptors<WampRouterInterceptor, RouterRequest> interceptors;

	private final PayloadMapper mapper;

	private final @Nullable Executor tellers;

	/**
	 * Creates interceptors.
	 * @param tellers tell interceptors what came of a call, {@code null} if whoever
	 * brings it does
	 */
	public RequestInterceptors(List<WampRouterInterceptor> interceptors, PayloadMapper mapper,
			@Nullable Executor tellers) {
		this.tellers = tellers;
		this.empty = interceptors.isEmpty();
		this.interceptors = new Interceptors<>(() -> interceptors, WampRouterInterceptor::intercept);
		this.mapper = mapper;
	}

	boolean isEmpty() {
		return this.empty;
	}

	CompletableFuture<Payload> call(Participant session, Call message, @Nullable String registered,
			InterceptorChain<RouterRequest> last) {
		return this.interceptors.run(new RouterRequest(session.info(), WampAction.CALL, message.request(),
				message.procedure(), MatchPolicy.EXACT, registered, message.options(), message.payload(), this.mapper),
				last);
	}

	/**
	 * What comes of a call, as interceptors are told of it: not by the thread that brings
	 * what other instances say, which must not be kept by what they do with it.
	 */
	CompletableFuture<Payload> tell(CompletableFuture<Payload> outcome) {
		Executor tellers = this.tellers;
		if (tellers == null) {
			return outcome;
		}
		CompletableFuture<Payload> told = new CompletableFuture<>();
		outcome.whenComplete((payload, failure) -> {
			try {
				tellers.execute(() -> complete(told, payload, failure));
			}
			catch (RejectedExecutionException | OutOfMemoryError ex) {
				// no thread to be had, and somebody waits
				complete(told, payload, failure);
			}
		});
		return told;
	}

	private static void complete(CompletableFuture<Payload> told, Payload payload, @Nullable Throwable failure) {
		if (failure != null) {
			told.completeExceptionally(failure);
		}
		else {
			told.complete(payload);
		}
	}

	CompletableFuture<Payload> publish(Participant session, Publish message, @Nullable String registered,
			InterceptorChain<RouterRequest> last) {
		return run(session, new RouterRequest(session.info(), WampAction.PUBLISH, message.request(), message.topic(),
				MatchPolicy.EXACT, registered, message.options(), message.payload(), this.mapper), last);
	}

	/**
	 * While an interceptor has not let a request pass, what its session sends waits, in
	 * its order and within the session's limit: nothing else bounds requests but calls.
	 */
	private CompletableFuture<Payload> run(Participant session, RouterRequest request,
			InterceptorChain<RouterRequest> last) {
		CompletableFuture<Access> passed = new CompletableFuture<>();
		CompletableFuture<Payload> outcome = this.interceptors.run(request, (changed) -> {
			try {
				return last.proceed(changed);
			}
			finally {
				passed.complete(Access.ALLOWED);
			}
		});
		outcome.whenComplete((payload, failure) -> passed.complete(Access.ALLOWED));
		if (!passed.isDone()) {
			session.session().await(passed, (access) -> {
			});
		}
		return outcome;
	}

	/**
	 * Lets a registration or subscription go through the interceptors.
	 * @param last does it, with the options that it is given, and tells the session how
	 * that went
	 */
	void take(Participant session, WampAction action, long request, String uri, MatchPolicy match, Dict options,
			Consumer<Dict> last) {
		if (this.empty) {
			last.accept(options);
			return;
		}
		boolean[] taken = new boolean[1];
		run(session, new RouterRequest(session.info(), action, request, uri, match, null, options, Payload.NONE,
				this.mapper), (changed) -> {
					if (taken[0]) {
						throw new IllegalStateException("A request can be taken once only");
					}
					taken[0] = true;
					last.accept(changed.options());
					return TAKEN;
				})
			.whenComplete((payload, failure) -> {
				if (!taken[0]) {
					WampException error = (failure != null) ? error(failure, uri)
							: new WampException(ErrorUris.CANCELED, "An interceptor did not let it pass");
					session.refuse((action == WampAction.REGISTER) ? MessageType.REGISTER : MessageType.SUBSCRIBE,
							request, error);
				}
				else if (failure != null) {
					error(failure, uri);
				}
			});
	}

	/**
	 * What a session gets for a failure of an interceptor.
	 */
	WampException error(Throwable failure, String uri) {
		Throwable cause = Interceptors.unwrap(failure);
		if (cause instanceof WampException error && Uris.isLoose(error.getUri())) {
			return error;
		}
		this.limiter.error(() -> "An interceptor failed for " + Uris.quote(uri), cause);
		return new WampException(ErrorUris.RUNTIME_ERROR, "The router failed. Its log tells why.");
	}

}
