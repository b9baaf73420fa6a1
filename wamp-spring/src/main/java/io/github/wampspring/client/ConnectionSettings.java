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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.wampspring.CancelMode;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.interceptor.WampIncomingInterceptor;
import io.github.wampspring.payload.PayloadCipher;
import io.github.wampspring.payload.PayloadCodec;
import io.github.wampspring.transport.WampConnector;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What a connection is made of. Each setting has a default except for those of
 * {@link #ConnectionSettings the constructor}.
 */
public final class ConnectionSettings {

	/**
	 * The phase of a connection that is a bean: it starts before, and stops after, web
	 * servers and the executors and schedulers of Spring
	 * ({@code SmartLifecycle.DEFAULT_PHASE / 2}), whose tasks can use it until they end.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE / 2 - 512;

	private final String name;

	private final List<URI> urls;

	private final Function<URI, WampConnector> connectors;

	private final Executor executor;

	private final PayloadMapper mapper;

	private String realm = "realm1";

	private @Nullable String agent;

	private Supplier<? extends List<? extends WampAuthenticator>> authenticators = List::of;

	private Supplier<? extends List<? extends HelloCustomizer>> customizers = List::of;

	private Supplier<? extends List<? extends WampConnectionListener>> listeners = List::of;

	private Supplier<? extends List<? extends WampIncomingInterceptor>> interceptors = List::of;

	private List<? extends PayloadCipher> ciphers = List.of();

	private boolean autoStartup = true;

	private int phase = PHASE;

	private BackOff reconnectBackOff = backOff(1000, 30_000);

	private BackOff refusedBackOff = backOff(1000, 300_000);

	private BackOff registrationBackOff = backOff(500, 30_000);

	private int maxRefusals = 5;

	private boolean interruptOnLoss;

	private final AtomicBoolean exclusionTold = new AtomicBoolean();

	private Duration connectTimeout = Duration.ofSeconds(10);

	private Duration sendTimeout = Duration.ofSeconds(10);

	private Duration goodbyeTimeout = Duration.ofSeconds(2);

	private Duration resumeWithin = Duration.ofSeconds(30);

	private Duration shutdownTimeout = Duration.ofSeconds(20);

	private CancelMode cancelMode = CancelMode.KILLNOWAIT;

	private boolean forceReregister;

	private boolean returnAfterRevocation;

	private int eventQueueCapacity = 10_000;

	private long eventQueueSize = 64L * 1024 * 1024;

	/**
	 * Creates settings.
	 * @param name the connection's name
	 * @param urls where to find the router, in the order in which they are tried
	 * @param connectors the connector for a URL; throws {@link IllegalArgumentException}
	 * with a sentence for one that nobody can connect to
	 * @param executor runs the handlers; it must not block the one who hands over a task,
	 * and throw {@link java.util.concurrent.RejectedExecutionException} when it is full
	 * @param mapper reads the arguments of errors
	 */
	public ConnectionSettings(String name, List<URI> urls, Function<URI, WampConnector> connectors, Executor executor,
			PayloadMapper mapper) {
		Assert.notEmpty(urls, "A connection needs at least one URL");
		this.name = name;
		this.urls = List.copyOf(urls);
		this.connectors = connectors;
		this.executor = executor;
		this.mapper = mapper;
	}

	private static BackOff backOff(long initialMillis, long maxMillis) {
		ExponentialBackOff backOff = new ExponentialBackOff(initialMillis, 2);
		backOff.setMaxInterval(maxMillis);
		backOff.setJitter(initialMillis / 2);
		return backOff;
	}

	/**
	 * The connection's name.
	 * @return {@code default} for the connection of {@code wamp.*}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The realm to join.
	 * @param realm {@code realm1} by default
	 * @return this
	 */
	public ConnectionSettings realm(String realm) {
		this.realm = realm;
		return this;
	}

	/**
	 * How the client calls itself.
	 * @param agent the agent, none by default
	 * @return this
	 */
	public ConnectionSettings agent(@Nullable String agent) {
		this.agent = agent;
		return this;
	}

	/**
	 * The ways to prove who one is, the preferred one first.
	 * @param authenticators none by default, to be anonymous
	 * @return this
	 */
	public ConnectionSettings authenticators(List<? extends WampAuthenticator> authenticators) {
		List<? extends WampAuthenticator> copy = List.copyOf(authenticators);
		return authenticators(() -> copy);
	}

	/**
	 * As {@link #authenticators(List)}, but asked for at each attempt to join: what is
	 * supplied may need the connection.
	 * @param authenticators supplies them
	 * @return this
	 */
	public ConnectionSettings authenticators(Supplier<? extends List<? extends WampAuthenticator>> authenticators) {
		this.authenticators = authenticators;
		return this;
	}

	/**
	 * Who alters HELLO, in their order.
	 * @param customizers none by default
	 * @return this
	 */
	public ConnectionSettings customizers(List<? extends HelloCustomizer> customizers) {
		List<? extends HelloCustomizer> copy = List.copyOf(customizers);
		return customizers(() -> copy);
	}

	/**
	 * As {@link #customizers(List)}, but asked for at each attempt to join: what is
	 * supplied may need the connection.
	 * @param customizers supplies them
	 * @return this
	 */
	public ConnectionSettings customizers(Supplier<? extends List<? extends HelloCustomizer>> customizers) {
		this.customizers = customizers;
		return this;
	}

	/**
	 * Who is told of the connection's life, in their order.
	 * @param listeners none by default
	 * @return this
	 */
	public ConnectionSettings listeners(List<? extends WampConnectionListener> listeners) {
		List<? extends WampConnectionListener> copy = List.copyOf(listeners);
		return listeners(() -> copy);
	}

	/**
	 * As {@link #listeners(List)}, but asked for when the connection starts: what is
	 * supplied may need the connection.
	 * @param listeners supplies them
	 * @return this
	 */
	public ConnectionSettings listeners(Supplier<? extends List<? extends WampConnectionListener>> listeners) {
		this.listeners = listeners;
		return this;
	}

	/**
	 * What stands around the handlers of invocations and events, the outermost first.
	 * @param interceptors none by default
	 * @return this
	 */
	public ConnectionSettings interceptors(List<? extends WampIncomingInterceptor> interceptors) {
		List<? extends WampIncomingInterceptor> copy = List.copyOf(interceptors);
		return interceptors(() -> copy);
	}

	/**
	 * As {@link #interceptors(List)}, but asked for at the first invocation or event:
	 * what is supplied may need the connection.
	 * @param interceptors supplies them
	 * @return this
	 */
	public ConnectionSettings interceptors(Supplier<? extends List<? extends WampIncomingInterceptor>> interceptors) {
		this.interceptors = interceptors;
		return this;
	}

	/**
	 * What encrypts payloads, for each URI the first that matches.
	 * @param ciphers none by default
	 * @return this
	 */
	public ConnectionSettings payloadCiphers(List<? extends PayloadCipher> ciphers) {
		this.ciphers = List.copyOf(ciphers);
		return this;
	}

	/**
	 * How long to wait before each round of attempts. When the back-off ends, so does the
	 * connection.
	 * @param backOff by default 1 second to 30 seconds, doubling, with jitter, for ever
	 * @return this
	 */
	public ConnectionSettings reconnectBackOff(BackOff backOff) {
		this.reconnectBackOff = backOff;
		return this;
	}

	/**
	 * How long to wait, at least, before each round of attempts while every router
	 * refuses the session, for example because of wrong credentials. Routers count such
	 * attempts, and may keep out others of the same address or authid for them.
	 * @param backOff by default 1 second to 5 minutes, doubling, with jitter. When it
	 * ends, only {@link #reconnectBackOff} counts
	 * @return this
	 */
	public ConnectionSettings refusedBackOff(BackOff backOff) {
		this.refusedBackOff = backOff;
		return this;
	}

	/**
	 * How long to wait before the router is asked again for a registration or
	 * subscription that it refused.
	 * @param backOff by default half a second to 30 seconds, doubling, with jitter
	 * @return this
	 */
	public ConnectionSettings registrationBackOff(BackOff backOff) {
		this.registrationBackOff = backOff;
		return this;
	}

	/**
	 * After how many rounds over all URLs in which each router refused for good (no such
	 * realm, no common authentication method) the connection gives up, as long as it has
	 * not had a session. A router that is being started or reconfigured may refuse for a
	 * while what it accepts later. Refused credentials do not count, since a router
	 * refuses good ones, too, while it cannot look them up.
	 * @param rounds the number of rounds in a row, 5 by default
	 * @return this
	 */
	public ConnectionSettings maxRefusals(int rounds) {
		Assert.isTrue(rounds > 0, "The number of refusals must be positive");
		this.maxRefusals = rounds;
		return this;
	}

	/**
	 * Whether the threads of running handlers are interrupted when the session is lost.
	 * Either way, {@link Invocation#isInterrupted()} tells, stages are cancelled and
	 * publishers disposed of.
	 * @param interrupt {@code false} by default: an interrupt may close files under a
	 * handler that could have ended well
	 * @return this
	 */
	public ConnectionSettings interruptOnLoss(boolean interrupt) {
		this.interruptOnLoss = interrupt;
		return this;
	}

	/**
	 * How long a session that has lost its connection is being resumed, where the router
	 * can do that and keeps it that long. It stays joined meanwhile, and what it sends
	 * waits.
	 * @param within 30 seconds by default; zero to end sessions with their connections
	 * @return this
	 */
	public ConnectionSettings resumeWithin(Duration within) {
		this.resumeWithin = Durations.notNegative("time to resume", within);
		return this;
	}

	/**
	 * How long the router has for its WELCOME, and again for its answers to all
	 * registrations and subscriptions.
	 * @param timeout 10 seconds by default
	 * @return this
	 */
	public ConnectionSettings connectTimeout(Duration timeout) {
		this.connectTimeout = Durations.positive("connect timeout", timeout);
		return this;
	}

	/**
	 * How long a sender waits for room while the router does not read.
	 * @param timeout 10 seconds by default
	 * @return this
	 */
	public ConnectionSettings sendTimeout(Duration timeout) {
		this.sendTimeout = Durations.positive("send timeout", timeout);
		return this;
	}

	/**
	 * How long to wait for the answer to GOODBYE.
	 * @param timeout 2 seconds by default
	 * @return this
	 */
	public ConnectionSettings goodbyeTimeout(Duration timeout) {
		this.goodbyeTimeout = Durations.notNegative("time for GOODBYE", timeout);
		return this;
	}

	/**
	 * How long running invocations and waiting events have when the connection stops.
	 * @param timeout 20 seconds by default
	 * @return this
	 */
	public ConnectionSettings shutdownTimeout(Duration timeout) {
		this.shutdownTimeout = Durations.notNegative("shutdown timeout", timeout);
		return this;
	}

	/**
	 * What the router does with cancelled calls.
	 * @param mode {@link CancelMode#KILLNOWAIT} by default
	 * @return this
	 */
	public ConnectionSettings cancelMode(CancelMode mode) {
		this.cancelMode = mode;
		return this;
	}

	/**
	 * Whether a registration that comes back replaces the one of that URI, which may be a
	 * dead session's.
	 * @param force {@code false} by default: a refused registration is tried again until
	 * the router has noticed
	 * @return this
	 */
	public ConnectionSettings forceReregister(boolean force) {
		this.forceReregister = force;
		return this;
	}

	/**
	 * Whether what the router has revoked is asked for again in the same session, after
	 * the pauses of {@link #registrationBackOff(BackOff)}, which grow from one revocation
	 * to the next. A registration does not replace another one then, unless its own
	 * options say so.
	 * @param returns {@code false} by default: it comes back in the next session, or by
	 * {@link WampHandle#start()}
	 * @return this
	 */
	public ConnectionSettings returnAfterRevocation(boolean returns) {
		this.returnAfterRevocation = returns;
		return this;
	}

	/**
	 * How much may wait for the handler of one subscription. What arrives beyond that is
	 * dropped, and counted.
	 * @param events the number of events, 10,000 by default
	 * @param size the size of their arguments in bytes, 64 Mi by default
	 * @return this
	 */
	public ConnectionSettings eventQueue(int events, long size) {
		Assert.isTrue(events > 0, "The event queue must have room for one event");
		Assert.isTrue(size >= 0, "The size of the event queue must not be negative");
		this.eventQueueCapacity = events;
		this.eventQueueSize = size;
		return this;
	}

	/**
	 * Whether a connection that is a bean starts with its application context.
	 * @param autoStartup {@code true} by default
	 * @return this
	 */
	public ConnectionSettings autoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
		return this;
	}

	/**
	 * When a connection that is a bean starts and stops, among the other beans with a
	 * lifecycle.
	 * @param phase {@link #PHASE} by default
	 * @return this
	 */
	public ConnectionSettings phase(int phase) {
		this.phase = phase;
		return this;
	}

	PayloadMapper mapper() {
		return this.mapper;
	}

	boolean autoStartup() {
		return this.autoStartup;
	}

	int phase() {
		return this.phase;
	}

	List<URI> urls() {
		return this.urls;
	}

	Function<URI, WampConnector> connectors() {
		return this.connectors;
	}

	String realm() {
		return this.realm;
	}

	@Nullable String agent() {
		return this.agent;
	}

	List<? extends WampAuthenticator> authenticators() {
		return this.authenticators.get();
	}

	List<? extends HelloCustomizer> customizers() {
		return this.customizers.get();
	}

	List<? extends WampConnectionListener> listeners() {
		return this.listeners.get();
	}

	BackOff reconnectBackOff() {
		return this.reconnectBackOff;
	}

	BackOff registrationBackOff() {
		return this.registrationBackOff;
	}

	BackOff refusedBackOff() {
		return this.refusedBackOff;
	}

	int maxRefusals() {
		return this.maxRefusals;
	}

	Duration connectTimeout() {
		return this.connectTimeout;
	}

	Duration resumeWithin() {
		return this.resumeWithin;
	}

	Duration goodbyeTimeout() {
		return this.goodbyeTimeout;
	}

	Duration shutdownTimeout() {
		return this.shutdownTimeout;
	}

	boolean forceReregister() {
		return this.forceReregister;
	}

	boolean returnAfterRevocation() {
		return this.returnAfterRevocation;
	}

	OfSession sessionSettings(ConnectionThreads threads) {
		return new OfSession(this.mapper, new PayloadCodec(this.ciphers, this.mapper), this.cancelMode,
				this.sendTimeout, this.goodbyeTimeout, threads, this.exclusionTold);
	}

	Executor executor() {
		return this.executor;
	}

	HandlerDispatcher dispatcher(ConnectionThreads threads) {
		return new HandlerDispatcher(this.executor, threads, this.interruptOnLoss,
				new EventQueue.QueueLimit(this.eventQueueCapacity, this.eventQueueSize),
				new HandlerInterceptors(this.interceptors, this.name, this.mapper));
	}

	/**
	 * What a session has to know.
	 *
	 * @param mapper reads the arguments of errors
	 * @param payloads what becomes of arguments on their way
	 * @param cancelMode what the router does with cancelled calls
	 * @param sendTimeout how long a sender waits for room in the channel's queue
	 * @param goodbyeTimeout how long to wait for the router's GOODBYE
	 * @param threads helping threads
	 * @param exclusionTold whether the log has told that own events do not come back
	 */
	record OfSession(PayloadMapper mapper, PayloadCodec payloads, CancelMode cancelMode, Duration sendTimeout,
			Duration goodbyeTimeout, ConnectionThreads threads, AtomicBoolean exclusionTold) {
	}

}
