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

package io.github.wampspring.test;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampHandle;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.router.RegistrationInfo;
import io.github.wampspring.router.SubscriptionInfo;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.local.InProcessConnector;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * The router that the connections of the tested application join, and the rest of the
 * world at that router: in each realm a session of its own, which is another program's
 * for the application. It gets what the application publishes, and the application what
 * it publishes.
 *
 * <p>
 * Whatever waits here does so for ten seconds at the most, and fails with an
 * {@link AssertionError} that says what there was instead.
 */
public final class WampTestRouter
		implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent>, DisposableBean {

	private static final URI URL = URI.create("in-process:test");

	private final WampRouter router;

	private final InProcessConnector connector;

	private final PayloadMapper mapper;

	private final ProcedureErrors errors;

	private final String defaultRealm;

	private final int phase;

	private final Map<String, Peer> peers = new ConcurrentHashMap<>();

	private final AtomicInteger threads = new AtomicInteger();

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "wamp-test-" + this.threads.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	});

	private volatile boolean running;

	private volatile boolean ready;

	/**
	 * Creates a facade of a router.
	 * @param router the router
	 * @param connector connects to it
	 * @param mapper reads and writes arguments
	 * @param errors translates what stubs throw
	 * @param defaultRealm the realm where none is told
	 * @param phase when the sessions of the test end, among the beans with a lifecycle
	 */
	public WampTestRouter(WampRouter router, InProcessConnector connector, PayloadMapper mapper, ProcedureErrors errors,
			String defaultRealm, int phase) {
		this.router = router;
		this.connector = connector;
		this.mapper = mapper;
		this.errors = errors;
		this.defaultRealm = defaultRealm;
		this.phase = phase;
	}

	/**
	 * The router.
	 * @return the router, which tells its sessions, registrations and subscriptions
	 */
	public WampRouter getRouter() {
		return this.router;
	}

	/**
	 * The realm where none is told.
	 * @return the realm of the connection {@code default}, or of the first one
	 */
	public String getDefaultRealm() {
		return this.defaultRealm;
	}

	/**
	 * Another program in the default realm.
	 * @return a template of its session
	 */
	public WampTemplate template() {
		return template(this.defaultRealm);
	}

	/**
	 * Another program in a realm. Errors that it gets are
	 * {@link io.github.wampspring.WampException}s, whatever the application maps them to.
	 * @param realm the realm
	 * @return a template of its session
	 */
	public WampTemplate template(String realm) {
		return this.peers.computeIfAbsent(realm, this::peer).template();
	}

	private Peer peer(String realm) {
		DefaultWampConnection connection = new DefaultWampConnection(
				new ConnectionSettings("test", List.of(URL), (url) -> this.connector, this.executor, this.mapper)
					.realm(realm)
					.agent("wamp-spring-boot-test"));
		connection.start();
		return new Peer(connection,
				WampTemplate.builder(connection).payloadMapper(this.mapper).procedureErrors(this.errors).build());
	}

	/**
	 * Waits until procedures of the default realm are registered, by whomever.
	 * @param procedures their URIs or patterns
	 */
	public void awaitRegistered(String... procedures) {
		awaitRegisteredIn(this.defaultRealm, procedures);
	}

	/**
	 * Waits until procedures are registered, by whomever.
	 * @param realm the realm
	 * @param procedures their URIs or patterns
	 */
	public void awaitRegisteredIn(String realm, String... procedures) {
		Waiting.until(() -> registered(realm).containsAll(List.of(procedures)),
				() -> missing("registered", procedures, registered(realm)));
	}

	/**
	 * Waits until topics of the default realm are subscribed to, by whomever.
	 * @param topics their URIs or patterns
	 */
	public void awaitSubscribed(String... topics) {
		awaitSubscribedIn(this.defaultRealm, topics);
	}

	/**
	 * Waits until topics are subscribed to, by whomever.
	 * @param realm the realm
	 * @param topics their URIs or patterns
	 */
	public void awaitSubscribedIn(String realm, String... topics) {
		Waiting.until(() -> subscribed(realm).containsAll(List.of(topics)),
				() -> missing("subscribed to", topics, subscribed(realm)));
	}

	private static String missing(String what, String[] wanted, Set<String> found) {
		Set<String> missing = new LinkedHashSet<>(Arrays.asList(wanted));
		missing.removeAll(found);
		return "Not " + what + ": " + missing + ", only " + found;
	}

	private Set<String> registered(String realm) {
		Set<String> uris = new LinkedHashSet<>();
		this.router.registrations(realm).stream().map(RegistrationInfo::procedure).forEach(uris::add);
		return uris;
	}

	private Set<String> subscribed(String realm) {
		Set<String> uris = new LinkedHashSet<>();
		this.router.subscriptions(realm).stream().map(SubscriptionInfo::topic).forEach(uris::add);
		return uris;
	}

	/**
	 * Waits until a connection is joined and the router has answered everything that it
	 * registers and subscribes to. A connection that has not been started, or was
	 * stopped, is not waited for.
	 * @param connection a connection of the application
	 */
	public void awaitReady(WampConnection connection) {
		ConnectionState.Status status = connection.getState().status();
		if (status == ConnectionState.Status.IDLE || status == ConnectionState.Status.CLOSED) {
			return;
		}
		try {
			connection.session(Waiting.TIMEOUT).get();
		}
		catch (ExecutionException ex) {
			throw new AssertionError("The connection '" + connection.getName() + "' does not join the test's router",
					ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for the connection", ex);
		}
		Waiting.until(() -> unanswered(connection).isEmpty(),
				() -> "The router has not answered: " + unanswered(connection));
	}

	/** Refused is an answer too, and what is stopped is not asked for. */
	private static List<? extends WampHandle> unanswered(WampConnection connection) {
		return Stream.concat(connection.getRegistrations().stream(), connection.getSubscriptions().stream())
			.filter((handle) -> handle.getMode() != WampHandle.Mode.STOPPED)
			.filter((handle) -> !handle.isActive() && handle.getFailure() == null)
			.toList();
	}

	/**
	 * The context has started.
	 * @param event tells it
	 */
	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		this.ready = true;
	}

	@Nullable TestScope scope() {
		return this.ready ? TestScope.current() : TestScope.CONTEXT;
	}

	PayloadMapper mapper() {
		return this.mapper;
	}

	@Override
	public void start() {
		this.peers.values().forEach((peer) -> peer.connection().start());
		this.running = true;
	}

	@Override
	public void stop() {
		this.peers.values().forEach((peer) -> peer.connection().stop());
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

	@Override
	public void destroy() {
		this.peers.values().forEach((peer) -> peer.connection().destroy());
		this.executor.shutdownNow();
	}

	/**
	 * Another program.
	 *
	 * @param connection its connection
	 * @param template what it calls and offers with
	 */
	private record Peer(DefaultWampConnection connection, WampTemplate template) {
	}

}
