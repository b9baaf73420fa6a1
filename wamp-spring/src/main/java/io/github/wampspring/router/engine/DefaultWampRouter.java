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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.HandshakeIdentity;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.UriRules;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RealmStatistics;
import io.github.wampspring.router.RegistrationInfo;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.RouterStatistics;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.SubscriptionInfo;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.history.HistoryQueue;
import io.github.wampspring.router.cluster.Cluster;
import io.github.wampspring.router.routing.Registration;
import io.github.wampspring.router.routing.Subscription;
import io.github.wampspring.router.routing.Timers;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.resume.ResumableChannel;
import io.github.wampspring.transport.resume.ResumeThreads;
import org.jspecify.annotations.Nullable;

/**
 * A WAMP router: broker and dealer for any number of realms. Takes channels of whatever
 * transport. The work is done by the threads that receive, but for time limits,
 * authentication, what killed sessions leave behind, and events that would keep others
 * waiting: these have threads of their own, which end when there is nothing to do.
 */
public final class DefaultWampRouter implements WampRouter {

	static final long IDLE_SECONDS = 5;

	private static final int INTERCEPTOR_THREADS = 32;

	private final RouterSettings settings;

	private final UriRules uriRules;

	private final Map<String, Realm> realms = new LinkedHashMap<>();

	private final Set<SessionHandler> handlers = ConcurrentHashMap.newKeySet();

	private final Timers timers;

	private final Executor authentication;

	/** {@code null} if there are no other instances. */
	private final @Nullable Executor interceptors;

	private final Admissions admissions;

	private final FailedLogins failedLogins;

	private final RouterHistories histories;

	private final ResumeThreads resuming;

	/** Whether sessions of any realm survive the loss of their connection. */
	private final boolean resumable;

	private final SessionLog log = new SessionLog();

	private final AtomicLong refusedChannels = new AtomicLong();

	private final AtomicLong cutOffPeers = new AtomicLong();

	private final AtomicLong violations = new AtomicLong();

	/** The other instances of its realms, if there may be some. */
	private final @Nullable Cluster cluster;

	private volatile boolean running = true;

	/**
	 * Creates a router that is ready to accept channels.
	 * @param settings the settings, without a cluster
	 * @param mapper reads the arguments of the meta procedures
	 */
	public DefaultWampRouter(RouterSettings settings, PayloadMapper mapper) {
		this(settings, mapper, List.of());
	}

	/**
	 * Creates a router that is ready to accept channels and, if it is one of a cluster,
	 * looks for the others.
	 * @param settings the settings
	 * @param mapper reads the arguments of the meta procedures
	 * @param serializers what payloads of a cluster are read with: those of all clients
	 * @throws IllegalArgumentException if there is a cluster and {@code cbor} is not
	 * among the serializers
	 */
	public DefaultWampRouter(RouterSettings settings, PayloadMapper mapper, List<WampSerializer> serializers) {
		this(settings, mapper, serializers, RouterThreads.create());
	}

	/**
	 * Creates a router that does its work by other threads.
	 * @param timers for time limits and heartbeats
	 * @param executor does what would keep others waiting
	 */
	DefaultWampRouter(RouterSettings settings, PayloadMapper mapper, List<WampSerializer> serializers, Timers timers,
			Executor executor) {
		this(settings, mapper, serializers, new RouterThreads(timers, executor, executor));
	}

	/**
	 * Creates a router that does its work by other threads.
	 */
	DefaultWampRouter(RouterSettings settings, PayloadMapper mapper, List<WampSerializer> serializers,
			RouterThreads threads) {
		this.settings = settings;
		this.uriRules = new UriRules(settings.strictUris(), settings.maxUriLength(), settings.maxUriComponents());
		this.timers = threads.timers();
		this.authentication = pool(settings.authenticationThreads(), "wamp-router-auth");
		this.interceptors = (settings.cluster() != null) ? pool(INTERCEPTOR_THREADS, "wamp-router-interceptor") : null;
		this.admissions = new Admissions(settings, this::schedule);
		this.failedLogins = new FailedLogins(settings.maxFailedAttemptsPerAuthid(), this::schedule);
		this.histories = new RouterHistories(settings, this::schedule);
		this.resuming = new ResumeThreads(threads.leaving(), this::schedule);
		this.resumable = settings.realms().stream().anyMatch((realm) -> realm.resumption().isOn());
		ClusterSettings clusterSettings = settings.cluster();
		this.cluster = (clusterSettings != null) ? new Cluster(clusterSettings, serializers, this.timers) : null;
		for (RealmSettings realm : settings.realms()) {
			this.realms.put(realm.name(), new Realm(realm, this, mapper, threads,
					(this.cluster != null) ? this.cluster.realm(realm.name()) : null));
		}
		if (this.cluster != null) {
			this.cluster.start();
		}
	}

	static ScheduledExecutorService scheduler(String name) {
		ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, threads(name));
		scheduler.setRemoveOnCancelPolicy(true);
		scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		scheduler.allowCoreThreadTimeOut(true);
		return scheduler;
	}

	/**
	 * What waits in the queues is bounded by the number of handshakes, sessions and
	 * calls.
	 */
	static Executor pool(int size, String name) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads(name));
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	static ThreadFactory threads(String name) {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	@Override
	public WampChannelHandler accept(WampChannel channel) {
		return (this.resumable && !channel.info().local()) ? ResumableChannel.over(channel, this.resuming, this::handle)
				: handle(channel);
	}

	@Override
	public @Nullable Set<String> handshakeCookies() {
		HandshakeIdentity identity = this.settings.handshakeIdentity();
		return (identity != null) ? identity.cookies() : null;
	}

	private SessionHandler handle(WampChannel channel) {
		Admissions.Place place = this.admissions.take(channel.info());
		SessionHandler handler = new SessionHandler(this, channel, place);
		this.handlers.add(handler);
		String refusal = place.refusal();
		if (!this.running) {
			handler.shutDown();
		}
		else if (refusal != null) {
			this.refusedChannels.incrementAndGet();
			handler.refuse(ErrorUris.UNAVAILABLE, refusal);
		}
		else {
			handler.startTimer();
		}
		return handler;
	}

	@Override
	public boolean isJoinable() {
		return this.realms.values()
			.stream()
			.anyMatch((realm) -> realm.settings().anonymousRole() != null || !realm.providers().isEmpty());
	}

	@Override
	public String describe() {
		return this.realms.values().stream().map(this::describe).collect(Collectors.joining(", "));
	}

	String describe(Realm realm) {
		List<String> methods = new ArrayList<>(realm.providers().keySet());
		if (realm.settings().anonymousRole() != null && !methods.contains("anonymous")) {
			methods.add(0, "anonymous");
		}
		return realm.name() + " (" + (methods.isEmpty() ? "nobody over the network" : String.join(", ", methods)) + ")";
	}

	@Override
	public RouterSettings settings() {
		return this.settings;
	}

	@Override
	public Set<String> realms() {
		return Set.copyOf(this.realms.keySet());
	}

	@Override
	public List<SessionInfo> sessions(String realm) {
		Realm found = this.realms.get(realm);
		return (found != null) ? found.directory().all() : List.of();
	}

	@Override
	public @Nullable SessionInfo session(String realm, long session) {
		Realm found = this.realms.get(realm);
		return (found != null) ? found.directory().find(session) : null;
	}

	@Override
	public boolean kill(String realm, long session, String reason, @Nullable String message) {
		Realm found = this.realms.get(realm);
		return found != null && found.directory().kill(session, reason, message, false);
	}

	@Override
	public List<RegistrationInfo> registrations(String realm) {
		Realm found = this.realms.get(realm);
		return (found != null) ? found.routing().registrations().all().stream().map(Registration::info).toList()
				: List.of();
	}

	@Override
	public List<SubscriptionInfo> subscriptions(String realm) {
		Realm found = this.realms.get(realm);
		return (found != null) ? found.routing().subscriptions().all().stream().map(Subscription::info).toList()
				: List.of();
	}

	@Override
	public RealmStatistics statistics(String realm) {
		Realm found = this.realms.get(realm);
		return (found != null) ? found.statistics() : RealmStatistics.NONE;
	}

	@Override
	public RouterStatistics statistics() {
		return new RouterStatistics(this.refusedChannels.get(), this.cutOffPeers.get(), this.violations.get());
	}

	/** A client was ended. */
	void ended(ChannelClose close) {
		if (close.isCutOff()) {
			this.cutOffPeers.incrementAndGet();
		}
	}

	/** A client has violated the protocol. */
	void violated() {
		this.violations.incrementAndGet();
	}

	@Override
	public void start() {
		if (!this.running && this.cluster != null) {
			this.cluster.restart();
		}
		this.running = true;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void close() {
		this.running = false;
		if (this.cluster != null) {
			this.cluster.leave();
		}
		List<SessionHandler> open = List.copyOf(this.handlers);
		open.forEach(SessionHandler::shutDown);
		CompletableFuture<?> all = CompletableFuture
			.allOf(open.stream().map(SessionHandler::closed).toArray(CompletableFuture<?>[]::new));
		try {
			all.get(this.settings.shutdownTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			// the channels are closed all the same
		}
		open.forEach((handler) -> handler.close(ChannelClose.normal("The router shuts down")));
		this.histories.await(this.settings.shutdownTimeout());
		if (this.cluster != null) {
			this.cluster.close();
		}
	}

	@Override
	public @Nullable ClusterStatus cluster() {
		return (this.cluster != null) ? this.cluster.status() : null;
	}

	FailedLogins failedLogins() {
		return this.failedLogins;
	}

	@Nullable Realm realm(String name) {
		return this.realms.get(name);
	}

	/**
	 * The histories of a realm that is being made.
	 */
	List<HistoryQueue> histories(RealmSettings realm) {
		return this.histories.of(realm);
	}

	UriRules uriRules() {
		return this.uriRules;
	}

	Executor authenticationExecutor() {
		return this.authentication;
	}

	/**
	 * Tells interceptors what came of calls.
	 * @return {@code null} if there are no other instances
	 */
	@Nullable Executor interceptorExecutor() {
		return this.interceptors;
	}

	SessionLog log() {
		return this.log;
	}

	Future<?> schedule(Runnable task, Duration delay) {
		return this.timers.scheduler().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	void remove(SessionHandler handler) {
		this.handlers.remove(handler);
	}

}
