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

import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.payload.PayloadCodec;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Brings the router's answers to the requests that wait for them. An answer that nobody
 * waits for any more is dropped; one to a request that never was is a violation.
 */
final class AnswerDispatcher {

	private static final Log logger = LogFactory.getLog(AnswerDispatcher.class);

	private final RequestTable requests;

	private final SessionRegistrations registrations;

	private final SessionSubscriptions subscriptions;

	private final PayloadMapper mapper;

	private final PayloadCodec payloads;

	AnswerDispatcher(RequestTable requests, SessionRegistrations registrations, SessionSubscriptions subscriptions,
			PayloadMapper mapper, PayloadCodec payloads) {
		this.requests = requests;
		this.registrations = registrations;
		this.subscriptions = subscriptions;
		this.mapper = mapper;
		this.payloads = payloads;
	}

	void onAnswer(WampMessage message) {
		switch (message.type()) {
			case RESULT -> onResult((Result) message);
			case ERROR -> onError((Error) message);
			case PUBLISHED -> onPublished((Published) message);
			case REGISTERED -> onRegistered((Registered) message);
			case UNREGISTERED -> onUnregistered((Unregistered) message);
			case SUBSCRIBED -> onSubscribed((Subscribed) message);
			case UNSUBSCRIBED -> onUnsubscribed((Unsubscribed) message);
			default -> throw new ProtocolViolation(message.type() + " must not be sent to a client that has joined");
		}
	}

	private void onResult(Result result) {
		if (!result.details().isTrue("progress")) {
			if (this.requests.take(result.request(), MessageType.CALL) instanceof PendingRequest.OfCall call) {
				CallResult callResult = open(call, result);
				if (callResult != null) {
					call.complete(callResult);
				}
			}
		}
		else if (this.requests.find(result.request(), MessageType.CALL) instanceof PendingRequest.OfCall call) {
			Consumer<CallResult> progress = call.progress();
			CallResult callResult = (progress != null) ? open(call, result) : null;
			if (progress != null && callResult != null) {
				accept(progress, callResult, call.subject());
			}
		}
	}

	/**
	 * The result with its arguments. A call whose result cannot be had ends here.
	 */
	private @Nullable CallResult open(PendingRequest.OfCall call, Result result) {
		try {
			return new CallResult(result.details(),
					this.payloads.open(call.subject(), result.details(), result.payload()));
		}
		catch (PayloadException ex) {
			call.completeExceptionally(ex);
			return null;
		}
	}

	private void accept(Consumer<CallResult> progress, CallResult result, String procedure) {
		try {
			progress.accept(result);
		}
		catch (Throwable ex) {
			logger.error("The receiver of " + procedure + "'s progressive results failed", ex);
		}
	}

	private void onError(Error error) {
		MessageType type = error.requestType();
		switch (type) {
			case CALL, REGISTER, UNREGISTER, SUBSCRIBE, UNSUBSCRIBE, PUBLISH -> {
				PendingRequest<?> request = this.requests.take(error.request(), type);
				if (request != null) {
					fail(request, exception(request, error));
				}
				else {
					logger.debug("Nobody waits for " + error.error() + " of " + type + " " + error.request());
				}
			}
			case YIELD -> logger.warn(
					"The router could not hand on the result of invocation " + error.request() + ": " + error.error());
			case CANCEL -> logger.debug("The router refused to cancel call " + error.request() + ": " + error.error());
			default -> throw new ProtocolViolation("an ERROR of " + type + " must not be sent to a client");
		}
	}

	private RuntimeException exception(PendingRequest<?> request, Error error) {
		try {
			return RemoteErrors.exception(error.error(),
					this.payloads.open(request.subject(), error.error(), error.details(), error.payload()),
					this.mapper);
		}
		catch (PayloadException ex) {
			return ex;
		}
	}

	private void fail(PendingRequest<?> request, RuntimeException failure) {
		if (request instanceof PendingRequest.OfSubscribe subscribe) {
			this.subscriptions.onAnswered(subscribe.topic());
		}
		request.fail(failure);
	}

	@SuppressWarnings("unchecked")
	private void onPublished(Published published) {
		PendingRequest<?> request = this.requests.take(published.request(), MessageType.PUBLISH);
		if (request != null) {
			((PendingRequest<Long>) request).complete(published.publication());
		}
	}

	private void onRegistered(Registered registered) {
		if (this.requests.take(registered.request(),
				MessageType.REGISTER) instanceof PendingRequest.OfRegister request) {
			this.registrations.onRegistered(request, registered.registration());
		}
	}

	private void onSubscribed(Subscribed subscribed) {
		if (this.requests.take(subscribed.request(),
				MessageType.SUBSCRIBE) instanceof PendingRequest.OfSubscribe request) {
			this.subscriptions.onSubscribed(request, subscribed.subscription());
		}
	}

	private void onUnregistered(Unregistered unregistered) {
		if (unregistered.request() == 0) {
			this.registrations.onRevoked(unregistered);
			return;
		}
		confirm(this.requests.take(unregistered.request(), MessageType.UNREGISTER));
	}

	private void onUnsubscribed(Unsubscribed unsubscribed) {
		if (unsubscribed.request() == 0) {
			this.subscriptions.onRevoked(unsubscribed);
			return;
		}
		confirm(this.requests.take(unsubscribed.request(), MessageType.UNSUBSCRIBE));
	}

	private void confirm(@Nullable PendingRequest<?> request) {
		if (request != null) {
			request.complete(null);
		}
	}

	/**
	 * An answer was too large to be received.
	 * @param type its type
	 * @param id the request's ID
	 * @param limit the limit
	 */
	void onOversized(MessageType type, long id, int limit) {
		String text = type + " exceeds the limit of " + limit + " (property wamp.max-message-size)";
		WampException failure = new WampException(ErrorUris.PAYLOAD_SIZE_EXCEEDED, text);
		PendingRequest<?> request = (type == MessageType.ERROR) ? this.requests.take(id) : null;
		if (request != null) {
			fail(request, failure);
		}
		else if (type == MessageType.RESULT
				&& this.requests.find(id, MessageType.CALL) instanceof PendingRequest.OfCall call) {
			call.completeExceptionally(failure);
		}
		else {
			logger.warn("Skipped a message for request " + id + ": " + text);
		}
	}

}
