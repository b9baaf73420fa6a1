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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.stream.ArgumentSource;
import io.github.wampspring.payload.PayloadCodec;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.PayloadAttributes;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ReceivingThread;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A session from HELLO to the close of its channel. Takes messages and emits messages; it
 * knows nothing of sockets, and starts no thread.
 */
final class ClientSession implements WampSession, WampChannelHandler {

	private static final Log logger = LogFactory.getLog(ClientSession.class);

	private final WampChannel channel;

	private final ConnectionSettings.OfSession settings;

	private final SessionObserver observer;

	private final RequestTable requests;

	private final SessionRegistrations registrations;

	private final SessionSubscriptions subscriptions;

	private final AnswerDispatcher answers;

	private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

	private final AtomicReference<@Nullable SessionEnd> end = new AtomicReference<>();

	private volatile Phase phase = Phase.JOINING;

	private volatile String realm = "";

	private volatile String leaveReason = CloseUris.NORMAL;

	/** Whether HELLO was sent, or is being sent. */
	private volatile boolean greeted;

	private volatile Welcome welcome = new Welcome(0, Dict.EMPTY);

	private volatile Feature.Announcement router = new Feature.Announcement(Map.of());

	private volatile boolean cancelSupported;

	private volatile boolean streamsSupported;

	ClientSession(WampChannel channel, ConnectionSettings.OfSession settings, SessionObserver observer) {
		this.channel = channel;
		this.settings = settings;
		this.observer = observer;
		this.requests = new RequestTable(channel, settings.sendTimeout());
		this.registrations = new SessionRegistrations(this, channel, this.requests, settings.threads());
		this.subscriptions = new SessionSubscriptions(this, this.requests, settings.payloads());
		this.answers = new AnswerDispatcher(this.requests, this.registrations, this.subscriptions, settings.mapper(),
				settings.payloads());
	}

	/**
	 * Asks to join a realm.
	 * @param hello the first message
	 */
	void hello(Hello hello) {
		this.realm = hello.realm();
		this.greeted = true;
		this.channel.send(hello);
	}

	/**
	 * Answers a challenge.
	 * @param authenticate the answer
	 */
	void authenticate(Authenticate authenticate) {
		if (this.phase == Phase.JOINING) {
			this.channel.send(authenticate);
		}
	}

	/**
	 * Ends the session with ABORT.
	 * @param reason the URI
	 * @param message a sentence for the router
	 * @param cause the exception behind it, if there is one
	 */
	void abort(String reason, String message, @Nullable Throwable cause) {
		if (this.phase != Phase.ENDED) {
			this.channel.enqueue(new Abort(Dict.of("message", message), reason, Payload.NONE));
			finish(SessionEnd.abortedHere(reason, message, cause), ChannelClose.normal(message));
		}
	}

	/**
	 * Closes the channel without a word.
	 * @param close why
	 */
	void close(ChannelClose close) {
		finish(SessionEnd.lost(close), close);
	}

	@Override
	public void onMessage(WampMessage message) {
		boolean before = ReceivingThread.enter();
		try {
			switch (this.phase) {
				case JOINING -> onHandshake(message);
				case JOINED -> onJoined(message);
				case LEAVING -> onLeaving(message);
				case ENDED -> logger.debug("Ignored after the session's end: " + message.type());
			}
		}
		finally {
			ReceivingThread.exit(before);
		}
	}

	private void onHandshake(WampMessage message) {
		if (!this.greeted && message.type() != MessageType.ABORT) {
			throw new ProtocolViolation(message.type() + " must not come before HELLO");
		}
		switch (message.type()) {
			case WELCOME -> onWelcome((Welcome) message);
			case CHALLENGE -> this.observer.onChallenge((Challenge) message);
			case ABORT -> onAbort((Abort) message);
			default -> throw new ProtocolViolation(message.type() + " must not come before WELCOME");
		}
	}

	private void onWelcome(Welcome welcome) {
		if (!this.observer.isProved(welcome)) {
			abort(ErrorUris.AUTHENTICATION_FAILED, "The router has not proved who it is", null);
			return;
		}
		Feature.Announcement router = Feature.Announcement.of(welcome.details());
		this.welcome = welcome;
		this.router = router;
		this.cancelSupported = router.has(Feature.Role.DEALER, Feature.CALL_CANCELING);
		this.streamsSupported = this.cancelSupported
				&& router.has(Feature.Role.DEALER, Feature.PROGRESSIVE_CALL_INVOCATIONS);
		if (advance(Phase.JOINING, Phase.JOINED)) {
			this.observer.onAccepted(welcome);
			this.requests.open();
			this.observer.onWelcome();
		}
	}

	/**
	 * Whether the router announces payload passthru mode.
	 */
	boolean passes(Feature.Role role) {
		return this.router.has(role, Feature.PAYLOAD_PASSTHRU_MODE);
	}

	/**
	 * An event of the router's history, with its arguments in the clear.
	 */
	TopicEvent opened(TopicEvent event) {
		return this.subscriptions.opened(event);
	}

	PayloadCodec payloads() {
		return this.settings.payloads();
	}

	private void onJoined(WampMessage message) {
		switch (message.type()) {
			case INVOCATION -> this.registrations.onInvocation((WampMessage.Invocation) message);
			case INTERRUPT -> this.registrations.onInterrupt((WampMessage.Interrupt) message);
			case EVENT -> this.subscriptions.onEvent((WampMessage.Event) message);
			case GOODBYE -> onGoodbye((Goodbye) message);
			case ABORT -> onAbort((Abort) message);
			default -> this.answers.onAnswer(message);
		}
	}

	private void onLeaving(WampMessage message) {
		switch (message.type()) {
			case GOODBYE -> finish(SessionEnd.left(this.leaveReason), ChannelClose.normal("goodbye"));
			case ABORT -> onAbort((Abort) message);
			case INVOCATION, INTERRUPT, EVENT -> logger.debug("Ignored while leaving: " + message.type());
			default -> this.answers.onAnswer(message);
		}
	}

	private void onGoodbye(Goodbye goodbye) {
		this.requests.sendLast(new Goodbye(Dict.EMPTY, CloseUris.GOODBYE_AND_OUT, Payload.NONE),
				"the router has said GOODBYE");
		finish(SessionEnd.goodbye(goodbye), ChannelClose.normal("goodbye"));
	}

	private void onAbort(Abort abort) {
		finish(SessionEnd.abort(abort, RemoteErrors.arguments(abort.payload(), this.settings.mapper())),
				ChannelClose.normal("aborted by the router"));
	}

	@Override
	public void onOversized(MessageType type, long request, int limit) {
		boolean before = ReceivingThread.enter();
		try {
			if (this.phase == Phase.JOINING) {
				throw new ProtocolViolation(type + " exceeds the limit of " + limit);
			}
			switch (type) {
				case EVENT -> this.subscriptions.onOversized(request, limit);
				case INVOCATION -> this.registrations.onOversized(request, limit);
				default -> this.answers.onOversized(type, request, limit);
			}
		}
		finally {
			ReceivingThread.exit(before);
		}
	}

	@Override
	public void onViolation(ProtocolViolation violation) {
		boolean before = ReceivingThread.enter();
		try {
			if (this.phase != Phase.ENDED) {
				String message = String.valueOf(violation.getMessage());
				this.channel
					.enqueue(new Abort(Dict.of("message", message), ErrorUris.PROTOCOL_VIOLATION, Payload.NONE));
				finish(SessionEnd.violation(violation), ChannelClose.violation(message));
			}
		}
		finally {
			ReceivingThread.exit(before);
		}
	}

	@Override
	public void onClose(ChannelClose close) {
		boolean before = ReceivingThread.enter();
		try {
			finish(SessionEnd.lost(close), null);
			this.observer.onClose(close);
			this.closed.complete(null);
		}
		finally {
			ReceivingThread.exit(before);
		}
	}

	private void finish(SessionEnd end, @Nullable ChannelClose close) {
		if (!this.end.compareAndSet(null, end)) {
			return;
		}
		boolean receiving = ReceivingThread.isCurrent();
		boolean before = ReceivingThread.enter();
		try {
			advance(Phase.JOINED, Phase.ENDED);
			Runnable failures = this.requests.close(end);
			this.observer.onEnd(end, this.welcome.session() != 0);
			this.registrations.invocations().abandonAll(end.isLoss());
			if (close != null) {
				this.channel.flush();
				this.channel.close(close);
			}
			if (receiving) {
				failures.run();
			}
			else {
				this.settings.threads().complete(failures);
			}
		}
		finally {
			ReceivingThread.exit(before);
		}
	}

	private synchronized boolean advance(Phase from, Phase to) {
		if (this.phase != from && to != Phase.ENDED) {
			return false;
		}
		this.phase = to;
		return true;
	}

	@Override
	public CompletableFuture<CallResult> call(String procedure, Dict options, Payload payload,
			@Nullable Consumer<CallResult> progress) {
		PayloadCodec.Outgoing sealed = seal(procedure, options, payload);
		Payload prepared = this.channel.prepare((sealed != null) ? sealed.payload() : payload);
		Dict given = (sealed != null) ? sealed.options() : options;
		Dict all = (progress != null) ? given.with("receive_progress", true) : given;
		PendingRequest.OfCall call = new PendingRequest.OfCall(procedure, progress, this::cancel);
		this.requests.send(call, (id) -> new Call(id, all, procedure, prepared));
		return call;
	}

	@Override
	public CompletableFuture<CallResult> call(String procedure, Dict options, Payload payload, ArgumentSource source,
			@Nullable Consumer<CallResult> progress) {
		if (!this.streamsSupported) {
			return CompletableFuture.failedFuture(new WampException(ErrorUris.FEATURE_NOT_SUPPORTED,
					"The router has not announced progressive_call_invocations"));
		}
		PayloadCodec.Outgoing sealed = seal(procedure, options, payload);
		Payload prepared = this.channel.prepare((sealed != null) ? sealed.payload() : payload);
		Dict given = (sealed != null) ? sealed.options() : options;
		Dict wanted = (progress != null) ? given.with("receive_progress", true) : given;
		Dict all = wanted.with("progress", true);
		PendingRequest.OfCall call = new PendingRequest.OfCall(procedure, progress, this::cancel);
		if (this.requests.send(call, (id) -> new Call(id, all, procedure, prepared))) {
			source.start(new CallArguments(call, this.requests, this.channel, PayloadAttributes.of(options),
					(more, arguments) -> seal(procedure, more, arguments)));
		}
		return call;
	}

	private PayloadCodec.@Nullable Outgoing seal(String procedure, Dict options, Payload payload) {
		return this.settings.payloads().seal(procedure, options, payload, passes(Feature.Role.DEALER));
	}

	private void cancel(PendingRequest.OfCall call) {
		if (this.requests.forget(call) && this.cancelSupported && this.phase == Phase.JOINED) {
			this.channel.send(new Cancel(call.id(), Dict.of("mode", this.settings.cancelMode().value())));
		}
	}

	@Override
	public CompletableFuture<@Nullable Long> publish(String topic, Dict options, Payload payload) {
		PayloadCodec.Outgoing sealed = this.settings.payloads()
			.seal(topic, options, payload, passes(Feature.Role.BROKER));
		return (sealed != null) ? send(topic, sealed.options(), sealed.payload()) : send(topic, options, payload);
	}

	private CompletableFuture<@Nullable Long> send(String topic, Dict options, Payload payload) {
		Payload prepared = this.channel.prepare(payload);
		if (!this.settings.exclusionTold().get() && !Boolean.FALSE.equals(options.get("exclude_me"))) {
			tellOfExclusion(topic);
		}
		if (options.isTrue("acknowledge")) {
			PendingRequest<@Nullable Long> request = new PendingRequest<>(MessageType.PUBLISH, topic);
			this.requests.send(request, (id) -> new Publish(id, options, topic, prepared));
			request.onGiveUp(this.requests::forget);
			return request;
		}
		WampException failure = this.requests.sendUnanswered(MessageType.PUBLISH, topic,
				(id) -> new Publish(id, options, topic, prepared));
		return (failure != null) ? CompletableFuture.failedFuture(failure) : CompletableFuture.completedFuture(null);
	}

	/**
	 * Says once why a handler of this application does not get what the application
	 * publishes, which newcomers take for a fault.
	 */
	private void tellOfExclusion(String topic) {
		String handler = this.subscriptions.handlerOf(topic);
		if (handler != null && this.settings.exclusionTold().compareAndSet(false, true)) {
			logger.info("An event for '" + topic + "' does not come to " + handler
					+ ": a session does not get the events that it publishes itself, and all beans of an application"
					+ " share one session. To get them, set wamp.publisher.exclude-me=false, or excludeMe(false) for"
					+ " that publication. This is said only once");
		}
	}

	@Override
	public CompletableFuture<Long> register(String procedure, Dict options, InvocationHandler handler) {
		return this.registrations.register(procedure, options, handler);
	}

	@Override
	public CompletableFuture<@Nullable Void> unregister(long registration) {
		return this.registrations.unregister(registration);
	}

	/** Whether the router has not taken a registration away. */
	boolean isRegistered(long registration) {
		return this.registrations.has(registration);
	}

	@Override
	public CompletableFuture<Long> subscribe(String topic, Dict options, EventHandler handler) {
		return this.subscriptions.subscribe(topic, options, handler);
	}

	@Override
	public CompletableFuture<@Nullable Void> unsubscribe(long subscription, EventHandler handler) {
		return this.subscriptions.unsubscribe(subscription, handler);
	}

	/** Whether the router has not taken a handler's subscription away. */
	boolean isSubscribed(long subscription, EventHandler handler) {
		return this.subscriptions.has(subscription, handler);
	}

	@Override
	public CompletableFuture<@Nullable Void> leave(String reason) {
		if (advance(Phase.JOINED, Phase.LEAVING)) {
			this.leaveReason = reason;
			this.requests.sendLast(new Goodbye(Dict.EMPTY, reason, Payload.NONE), "the session is being closed");
			ConnectionThreads threads = this.settings.threads();
			threads.later(
					() -> threads
						.complete(() -> finish(SessionEnd.left(reason), ChannelClose.normal("no answer to GOODBYE"))),
					this.settings.goodbyeTimeout());
		}
		return this.closed.copy();
	}

	/**
	 * The invocations that have not ended.
	 * @return the table
	 */
	InvocationTable invocations() {
		return this.registrations.invocations();
	}

	int pendingRequests() {
		return this.requests.size();
	}

	Duration sendTimeout() {
		return this.settings.sendTimeout();
	}

	@Nullable SessionEnd end() {
		return this.end.get();
	}

	@Override
	public long getId() {
		return this.welcome.session();
	}

	@Override
	public String getRealm() {
		String announced = this.welcome.details().getString("realm");
		return (announced != null) ? announced : this.realm;
	}

	@Override
	public @Nullable String getAuthId() {
		return this.welcome.details().getString("authid");
	}

	@Override
	public @Nullable String getAuthRole() {
		return this.welcome.details().getString("authrole");
	}

	@Override
	public @Nullable String getAuthMethod() {
		return this.welcome.details().getString("authmethod");
	}

	@Override
	public Map<String, @Nullable Object> getDetails() {
		return this.welcome.details().toMap();
	}

	@Override
	public boolean isOpen() {
		return this.phase == Phase.JOINED;
	}

	@Override
	public boolean isLocal() {
		return this.channel.info().local();
	}

	@Override
	public boolean hasRoom() {
		return this.channel.hasRoom();
	}

	@Override
	public CompletionStage<?> room() {
		return this.channel.room();
	}

	@Override
	public String toString() {
		return "session " + getId() + " in " + getRealm();
	}

	/** What a session is doing. */
	private enum Phase {

		JOINING, JOINED, LEAVING, ENDED

	}

}
