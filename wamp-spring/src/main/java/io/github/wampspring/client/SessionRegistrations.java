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
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.transport.LogLimiter;
import io.github.wampspring.transport.WampChannel;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The callee's half of a session: what is registered, and what is invoked.
 */
final class SessionRegistrations {

	private static final Log logger = LogFactory.getLog(SessionRegistrations.class);

	private final LogLimiter limiter = new LogLimiter(logger);

	private final ClientSession session;

	private final WampChannel channel;

	private final RequestTable requests;

	private final ConnectionThreads threads;

	private final Map<Long, Entry> byId = new ConcurrentHashMap<>();

	private final InvocationTable invocations = new InvocationTable();

	SessionRegistrations(ClientSession session, WampChannel channel, RequestTable requests, ConnectionThreads threads) {
		this.session = session;
		this.threads = threads;
		this.channel = channel;
		this.requests = requests;
	}

	InvocationTable invocations() {
		return this.invocations;
	}

	CompletableFuture<Long> register(String procedure, Dict options, InvocationHandler handler) {
		PendingRequest.OfRegister request = new PendingRequest.OfRegister(procedure,
				MatchPolicy.of(options.getString("match")), handler);
		this.requests.send(request, (id) -> new Register(id, options, procedure));
		return request;
	}

	CompletableFuture<@Nullable Void> unregister(long registration) {
		PendingRequest<@Nullable Void> request = new PendingRequest<>(MessageType.UNREGISTER,
				Long.toString(registration));
		Entry entry = this.byId.get(registration);
		if (entry == null) {
			request.fail(new WampException(ErrorUris.NO_SUCH_REGISTRATION, "There is no registration " + registration));
			return request;
		}
		request.whenComplete((done, failure) -> this.byId.remove(registration, entry));
		this.requests.enqueue(request, (id) -> new Unregister(id, registration, Dict.EMPTY));
		this.requests.flush();
		return request;
	}

	/**
	 * The router has registered a procedure.
	 * @param request the request
	 * @param registration the ID
	 */
	void onRegistered(PendingRequest.OfRegister request, long registration) {
		this.byId.put(registration, new Entry(request.subject(), request.match(), request.handler()));
		if (!request.complete(registration)) {
			unregister(registration);
		}
	}

	/**
	 * The router has revoked a registration.
	 * @param message UNREGISTERED without a request
	 */
	void onRevoked(Unregistered message) {
		Long registration = message.details().getLong("registration");
		Entry entry = (registration != null) ? this.byId.remove(registration) : null;
		if (entry != null) {
			entry.handler.onRevoked(message.details().getString("reason"));
		}
	}

	boolean has(long registration) {
		return this.byId.containsKey(registration);
	}

	void onInvocation(WampMessage.Invocation message) {
		Entry entry = this.byId.get(message.registration());
		if (entry == null) {
			if (!follow(message)) {
				refuse(message.request(), ErrorUris.NO_SUCH_PROCEDURE, "The callee has unregistered the procedure");
				leaveUnfinished(message);
			}
			return;
		}
		if (this.invocations.get(message.request()) != null) {
			if (!follow(message)) {
				throw new ProtocolViolation("the request ID " + message.request() + " of INVOCATION is in use");
			}
			return;
		}
		// after the table was looked at, since it may be ending in this moment
		if (this.invocations.isLate(message.request(), ClientInvocation.isMore(message))) {
			return;
		}
		String procedure = Uris.matched(entry.match, entry.procedure, message.details().getString("procedure"));
		Payload payload;
		try {
			payload = this.session.payloads().open(procedure, message.details(), message.payload());
		}
		catch (PayloadException ex) {
			this.limiter.warn(() -> "A call of " + procedure + " was refused. " + ex.getMessage());
			refuse(message.request(), ErrorUris.DECRYPT_ERROR, String.valueOf(ex.getMessage()));
			leaveUnfinished(message);
			return;
		}
		ClientInvocation invocation = new ClientInvocation(this.session, this.channel, this.invocations, message,
				procedure, payload);
		this.invocations.add(message.request(), invocation);
		Long timeout = message.details().isEmpty() ? null : message.details().getLong("timeout");
		if (timeout != null && timeout > 0) {
			invocation.watch(timeout, this.threads);
		}
		try {
			entry.handler.onInvocation(invocation);
		}
		catch (Throwable ex) {
			logger.error("The handler of " + invocation.procedure() + " failed", ex);
			invocation.fail(ErrorUris.RUNTIME_ERROR, Payload.of("The procedure failed"));
		}
	}

	/**
	 * Takes a message that belongs to an invocation that has begun, or even ended.
	 */
	private boolean follow(WampMessage.Invocation message) {
		ClientInvocation invocation = this.invocations.get(message.request());
		return (invocation != null && invocation.follow(message))
				|| this.invocations.isLate(message.request(), ClientInvocation.isMore(message));
	}

	private void leaveUnfinished(WampMessage.Invocation message) {
		if (ClientInvocation.isMore(message)) {
			this.invocations.leaveUnfinished(message.request());
		}
	}

	/**
	 * The arguments of an invocation were too large.
	 * @param request the invocation's ID
	 * @param limit the limit
	 */
	void onOversized(long request, int limit) {
		String text = "The arguments exceed the limit of " + limit + " of the callee's connection";
		ClientInvocation invocation = this.invocations.get(request);
		if (invocation != null) {
			invocation.breakOff(ErrorUris.PAYLOAD_SIZE_EXCEEDED, text);
		}
		else if (!this.invocations.isLate(request, true)) {
			refuse(request, ErrorUris.PAYLOAD_SIZE_EXCEEDED, text);
			// more of it may follow
			this.invocations.leaveUnfinished(request);
		}
	}

	void onInterrupt(Interrupt message) {
		ClientInvocation invocation = this.invocations.get(message.request());
		if (invocation != null) {
			invocation.interrupt(message.options().getString("mode"));
		}
	}

	/**
	 * Answers an invocation that did not get as far as a handler.
	 * @param request the invocation's ID
	 * @param error the error's URI
	 * @param text the error's argument
	 */
	private void refuse(long request, String error, String text) {
		this.channel.send(new Error(MessageType.INVOCATION, request, Dict.EMPTY, error, Payload.of(text)));
	}

	private record Entry(String procedure, MatchPolicy match, InvocationHandler handler) {
	}

}
