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

import java.util.Locale;
import java.util.function.BooleanSupplier;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.PayloadAttributes;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.transport.ChannelClose;

/**
 * What an established session receives: each message goes to the broker or the dealer of
 * its realm, or is out of place.
 */
final class EstablishedSession {

	private final Realm realm;

	private final RouterSession session;

	private final SessionHandler handler;

	private final boolean strict;

	private long lastRequest;

	/**
	 * Creates a session.
	 * @param strict whether request IDs must count up by one
	 */
	EstablishedSession(Realm realm, RouterSession session, SessionHandler handler, boolean strict) {
		this.realm = realm;
		this.session = session;
		this.handler = handler;
		this.strict = strict;
	}

	long id() {
		return this.session.id();
	}

	void receive(WampMessage message) {
		if (this.session.gate().isBusy()) {
			pass(() -> handle(message), () -> overtakes(message));
		}
		else {
			handle(message);
		}
	}

	/**
	 * Handles what need not wait until the messages before it are done.
	 */
	private boolean overtakes(WampMessage message) {
		if (message instanceof Cancel cancel) {
			return this.realm.routing().dealer().cancel(this.session.participant(), cancel);
		}
		if (message.type() == MessageType.ABORT) {
			handle(message);
			return true;
		}
		return false;
	}

	private void pass(Runnable message, BooleanSupplier overtakes) {
		int limit = this.session.limits().waitingMessages();
		if (!this.session.gate().pass(message, overtakes, limit)) {
			this.handler.abort(ErrorUris.UNAVAILABLE, "More than " + limit + " messages wait for an authorization");
		}
	}

	private void handle(WampMessage message) {
		switch (message.type()) {
			case CALL -> {
				Call call = (Call) message;
				checkCallRequest(call.request());
				checkOptions(call, call.options(), Role.CALLER);
				this.realm.routing().dealer().call(this.session.participant(), call);
			}
			case YIELD -> {
				Yield yield = (Yield) message;
				checkOptions(yield, yield.options(), Role.CALLEE);
				this.realm.routing().dealer().yield(this.session.participant(), yield);
			}
			case ERROR -> {
				Error error = (Error) message;
				checkOptions(error, error.details(), Role.CALLEE);
				this.realm.routing().dealer().error(this.session.participant(), error);
			}
			case PUBLISH -> {
				Publish publish = (Publish) message;
				checkRequest(publish.request());
				checkOptions(publish, publish.options(), Role.PUBLISHER);
				this.realm.routing().broker().publish(this.session.participant(), publish);
			}
			case CANCEL -> this.realm.routing().dealer().cancel(this.session.participant(), (Cancel) message);
			case REGISTER -> {
				checkRequest(((Register) message).request());
				this.realm.routing().registering().register(this.session.participant(), (Register) message);
			}
			case UNREGISTER -> {
				checkRequest(((Unregister) message).request());
				this.realm.routing().registering().unregister(this.session.participant(), (Unregister) message);
			}
			case SUBSCRIBE -> {
				checkRequest(((Subscribe) message).request());
				this.realm.routing().subscribing().subscribe(this.session.participant(), (Subscribe) message);
			}
			case UNSUBSCRIBE -> {
				checkRequest(((Unsubscribe) message).request());
				this.realm.routing().subscribing().unsubscribe(this.session.participant(), (Unsubscribe) message);
			}
			case GOODBYE -> this.handler.answerGoodbye();
			case ABORT -> this.handler.close(ChannelClose.normal("The client aborted"));
			default -> throw new ProtocolViolation(
					"received " + message.type() + ", which a router does not take from an established session");
		}
	}

	void receiveOversized(MessageType type, long request, int limit) {
		pass(() -> handleOversized(type, request, limit), () -> false);
	}

	private void handleOversized(MessageType type, long request, int limit) {
		switch (type) {
			case CALL -> {
				checkCallRequest(request);
				this.realm.routing().dealer().oversizedCall(this.session.participant(), request, limit);
			}
			case PUBLISH, REGISTER, UNREGISTER, SUBSCRIBE, UNSUBSCRIBE -> {
				checkRequest(request);
				this.session.refuse(type, request, ErrorUris.PAYLOAD_SIZE_EXCEEDED,
						"The message exceeds the limit of " + limit + " bytes (property wamp.router.max-message-size)");
			}
			case YIELD, ERROR -> this.realm.routing().dealer().oversized(this.session.participant(), request, limit);
			default -> throw new ProtocolViolation("a " + type + " of more than " + limit + " bytes");
		}
	}

	/**
	 * Takes the session, which is closed already, out of its realm.
	 */
	void leave() {
		this.realm.leave(this.session);
	}

	/**
	 * A CALL that continues another one has its request ID.
	 */
	private void checkCallRequest(long request) {
		if (this.strict && !this.realm.routing().dealer().isContinuation(this.session.participant(), request)) {
			checkRequest(request);
		}
	}

	private void checkRequest(long request) {
		if (this.strict) {
			long expected = Ids.next(this.lastRequest);
			if (request != expected) {
				throw new ProtocolViolation("the request ID must be " + expected + ", not " + request);
			}
			this.lastRequest = request;
		}
	}

	/**
	 * Features that are not announced must not be used.
	 */
	private void checkOptions(WampMessage message, Dict options, Role role) {
		if (options.isEmpty()) {
			return;
		}
		if (PayloadAttributes.isPassedThrough(options) && !this.session.supports(role, Feature.PAYLOAD_PASSTHRU_MODE)) {
			throw new ProtocolViolation(message.type() + " uses payload_passthru_mode, which the "
					+ role.name().toLowerCase(Locale.ROOT) + " has not announced");
		}
		if (role == Role.CALLER && options.isTrue("progress")
				&& !this.session.supports(role, Feature.PROGRESSIVE_CALL_INVOCATIONS)) {
			throw new ProtocolViolation("CALL uses progressive_call_invocations, which the caller has not announced");
		}
	}

}
