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
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RegistrationInfo;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.SubscriptionInfo;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.routing.Registration;
import io.github.wampspring.router.routing.Subscription;
import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.WampChannel;
import org.jspecify.annotations.Nullable;

/**
 * A WAMP router: broker and dealer for any number of realms. Takes channels of whatever
 * transport. It has one thread of its own, for time limits; all other work is done by the
 * threads that receive.
 */
public final class DefaultWampRouter implements WampRouter {

	private final RouterSettings settings;

	private final Map<String, Realm> realms = new LinkedHashMap<>();

	private final Set<SessionHandler> handlers = ConcurrentHashMap.newKeySet();

	private final ScheduledThreadPoolExecutor scheduler;

	private volatile boolean closed;

	/**
	 * Creates a router that is ready to accept channels.
	 * @param settings the settings
	 * @param mapper reads the arguments of the meta procedures
	 */
	public DefaultWampRouter(RouterSettings settings, PayloadMapper mapper) {
		this.settings = settings;
		this.scheduler = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "wamp-router");
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.DiscardPolicy());
		this.scheduler.setRemoveOnCancelPolicy(true);
		for (RealmSettings realm : settings.realms()) {
			this.realms.put(realm.name(), new Realm(realm, settings, mapper, this.scheduler));
		}
	}

	@Override
	public WampChannelHandler accept(WampChannel channel) {
		SessionHandler handler = new SessionHandler(this, channel);
		this.handlers.add(handler);
		if (this.closed) {
			handler.shutDown();
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
		if (realm.settings().anonymousRole() != null) {
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
		return (found != null) ? found.sessionInfos() : List.of();
	}

	@Override
	public List<RegistrationInfo> registrations(String realm) {
		Realm found = this.realms.get(realm);
		return (found != null) ? found.registrations().all().values().stream().map(Registration::info).toList()
				: List.of();
	}

	@Override
	public List<SubscriptionInfo> subscriptions(String realm) {
		Realm found = this.realms.get(realm);
		return (found != null) ? found.subscriptions().all().values().stream().map(Subscription::info).toList()
				: List.of();
	}

	/**
	 * Says GOODBYE to all sessions, waits for their answers up to the shutdown timeout,
	 * then closes all channels. Must not be called by a thread that receives messages.
	 */
	@Override
	public void close() {
		this.closed = true;
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
		this.scheduler.shutdownNow();
	}

	@Nullable Realm realm(String name) {
		return this.realms.get(name);
	}

	Future<?> schedule(Runnable task, Duration delay) {
		return this.scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	void remove(SessionHandler handler) {
		this.handlers.remove(handler);
	}

}
