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

package io.github.wampspring.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.client.stream.ArgumentSource;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A session that has joined a realm. It ends with its transport; registrations and
 * subscriptions that are to outlive it are made on {@link WampConnection}. Futures
 * complete on the thread that receives: what depends on them must not block.
 */
public interface WampSession {

	/**
	 * The session's ID, given by the router.
	 * @return the ID
	 */
	long getId();

	String getRealm();

	@Nullable String getAuthId();

	@Nullable String getAuthRole();

	@Nullable String getAuthMethod();

	/**
	 * What the router said in WELCOME.
	 * @return the details, unmodifiable
	 */
	Map<String, @Nullable Object> getDetails();

	boolean isOpen();

	/**
	 * Whether the router is in the same JVM, and was reached without any network.
	 * @return {@code false} by default
	 */
	default boolean isLocal() {
		return false;
	}

	/**
	 * Whether the router reads what is sent. While it does not, requests wait for it, for
	 * a bounded time, where their thread may.
	 * @return {@code false} if as much waits to be sent as may
	 */
	default boolean hasRoom() {
		return true;
	}

	/**
	 * Tells when the router has read enough.
	 * @return a stage that is complete once there is room or the session has ended; never
	 * completed exceptionally, and by any thread
	 */
	default CompletionStage<?> room() {
		return CompletableFuture.completedStage(null);
	}

	/**
	 * Calls a procedure. Cancelling the future sends CANCEL.
	 * @param procedure the URI
	 * @param options {@code CALL.Options}
	 * @param payload the arguments
	 * @param progress takes progressive results, on the receiving thread; {@code null}
	 * for none, otherwise {@code receive_progress} is set
	 * @return completes with the result, or with a {@link WampException}
	 * @throws PayloadException if the arguments cannot be sent
	 */
	CompletableFuture<CallResult> call(String procedure, Dict options, Payload payload,
			@Nullable Consumer<CallResult> progress);

	/**
	 * Calls a procedure with arguments that follow one after the other. See the section
	 * "Progressive Call Invocations" of the specification.
	 * @param procedure the URI
	 * @param options {@code CALL.Options} of the first message
	 * @param payload the first arguments
	 * @param source sends those that follow
	 * @param progress as of {@link #call(String, Dict, Payload, Consumer)}
	 * @return completes with the result, or with a {@link WampException}: that is
	 * {@code wamp.error.feature_not_supported} where router or callee do not have it
	 * @throws PayloadException if the first arguments cannot be sent
	 */
	default CompletableFuture<CallResult> call(String procedure, Dict options, Payload payload, ArgumentSource source,
			@Nullable Consumer<CallResult> progress) {
		return CompletableFuture.failedFuture(new WampException(ErrorUris.FEATURE_NOT_SUPPORTED,
				"This session does not send arguments one after the other"));
	}

	/**
	 * Publishes an event.
	 * @param topic the URI
	 * @param options {@code PUBLISH.Options}
	 * @param payload the arguments
	 * @return completes with the publication's ID where {@code acknowledge} is set, else
	 * with {@code null} once the event is in the queue; or with a {@link WampException}
	 * @throws PayloadException if the arguments cannot be sent
	 */
	CompletableFuture<@Nullable Long> publish(String topic, Dict options, Payload payload);

	/**
	 * Registers a procedure for this session.
	 * @param procedure the URI or pattern
	 * @param options {@code REGISTER.Options}
	 * @param handler called on the receiving thread
	 * @return completes with the registration's ID, or with a {@link WampException}
	 */
	CompletableFuture<Long> register(String procedure, Dict options, InvocationHandler handler);

	/**
	 * Ends a registration.
	 * @param registration the ID
	 * @return completes when the router has confirmed
	 */
	CompletableFuture<Void> unregister(long registration);

	/**
	 * Subscribes to a topic for this session.
	 * @param topic the URI or pattern
	 * @param options {@code SUBSCRIBE.Options}
	 * @param handler called on the receiving thread
	 * @return completes with the subscription's ID, or with a {@link WampException}
	 */
	CompletableFuture<Long> subscribe(String topic, Dict options, EventHandler handler);

	/**
	 * Ends one handler's subscription; the router is told with the last of them.
	 * @param subscription the ID
	 * @param handler the handler given to {@link #subscribe}
	 * @return completes when that is done
	 */
	CompletableFuture<Void> unsubscribe(long subscription, EventHandler handler);

	/**
	 * Says GOODBYE and closes the transport once the router has answered.
	 * @param reason the URI of the reason
	 * @return completes when the session is closed
	 */
	CompletableFuture<Void> leave(String reason);

}
