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

package io.github.wampspring.autoconfigure.actuate;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Connection;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Registration;
import io.github.wampspring.autoconfigure.actuate.WampDescriptor.Subscription;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampHandle;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.listener.WampListener;
import io.github.wampspring.listener.WampListenerRegistry;
import io.github.wampspring.router.WampRouter;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} to look at connections, their registrations and
 * subscriptions, and the embedded router, and to operate on them.
 */
@Endpoint(id = "wamp")
@RegisterReflectionForBinding({ WampDescriptor.class, WampDescriptor.Realm.class })
public class WampEndpoint {

	private static final String CONNECTIONS = "connections";

	private static final String LISTENERS = "listeners";

	private static final String REALMS = "realms";

	private static final int MAX_ENTRIES = 1000;

	private static final int MAX_TEXT = 500;

	private final Map<String, WampConnection> connections;

	private final @Nullable WampListenerRegistry listeners;

	private final @Nullable RouterView router;

	/**
	 * Creates an endpoint.
	 * @param connections the connections by their names
	 * @param listeners the annotated methods, if there are any
	 * @param router the embedded router, if there is one
	 */
	public WampEndpoint(Map<String, WampConnection> connections, @Nullable WampListenerRegistry listeners,
			@Nullable WampRouter router) {
		this.connections = new LinkedHashMap<>(connections);
		this.listeners = listeners;
		this.router = (router != null) ? new RouterView(router) : null;
	}

	/**
	 * Everything, in short.
	 * @return the connections with what they have registered and subscribed, and the
	 * router's realms in figures
	 */
	@ReadOperation
	public WampDescriptor wamp() {
		Map<WampHandle, WampListener> methods = methods();
		Map<String, Connection> connections = new LinkedHashMap<>();
		this.connections.forEach((name, connection) -> connections.put(name, describe(connection, methods)));
		return new WampDescriptor(connections, (this.router != null) ? this.router.describe() : null);
	}

	/**
	 * One connection, listener or realm.
	 * @param kind {@code connections}, {@code listeners} or {@code realms}
	 * @param name the name or ID
	 * @param limit how many entries a listing of a realm has at the most, 100 by default
	 * and 1,000 at the most
	 * @return the description, or {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable Object one(@Selector String kind, @Selector String name, @Nullable Integer limit) {
		return switch (kind) {
			case CONNECTIONS -> {
				WampConnection connection = this.connections.get(name);
				yield (connection != null) ? describe(connection, methods()) : null;
			}
			case LISTENERS -> {
				WampHandle handle = handle(name);
				yield (handle != null) ? describe(handle, methods().get(handle)) : null;
			}
			case REALMS -> (this.router != null) ? this.router.realm(name, limit(limit)) : null;
			default -> null;
		};
	}

	private static int limit(@Nullable Integer limit) {
		if (limit == null) {
			return 100;
		}
		if (limit < 0 || limit > MAX_ENTRIES) {
			throw new InvalidEndpointRequestException("The limit must be between 0 and " + MAX_ENTRIES,
					"invalid limit");
		}
		return limit;
	}

	/**
	 * Operates on a connection or a listener.
	 * @param kind {@code connections} or {@code listeners}
	 * @param name the name or ID
	 * @param action {@code reconnect} for a connection; {@code start}, {@code pause} or
	 * {@code stop} for a listener
	 * @return what it is afterwards, or {@code null} if there is none of that name. What
	 * the router has to answer may be under way
	 */
	@WriteOperation
	public @Nullable Object change(@Selector String kind, @Selector String name, String action) {
		return switch (kind) {
			case CONNECTIONS -> changeConnection(name, action);
			case LISTENERS -> changeListener(name, action);
			default -> null;
		};
	}

	private @Nullable Object changeConnection(String name, String action) {
		WampConnection connection = this.connections.get(name);
		if (connection == null) {
			return null;
		}
		if (!action.equals("reconnect")) {
			throw new InvalidEndpointRequestException("The action of a connection is 'reconnect'", "unknown action");
		}
		try {
			connection.reconnect();
		}
		catch (IllegalStateException ex) {
			throw new InvalidEndpointRequestException("The connection '" + name + "' is not running", "not running");
		}
		return describe(connection, methods());
	}

	private @Nullable Object changeListener(String id, String action) {
		WampHandle handle = handle(id);
		if (handle == null) {
			return null;
		}
		switch (action) {
			case "start" -> handle.start();
			case "pause" -> handle.pause();
			case "stop" -> handle.stop();
			default -> throw new InvalidEndpointRequestException(
					"The action of a listener is one of 'start', 'pause' and 'stop'", "unknown action");
		}
		return describe(handle, methods().get(handle));
	}

	private @Nullable WampHandle handle(String id) {
		return (this.listeners != null) ? this.listeners.getHandle(id) : null;
	}

	private Map<WampHandle, WampListener> methods() {
		Map<WampHandle, WampListener> methods = new IdentityHashMap<>();
		if (this.listeners != null) {
			for (WampListener listener : this.listeners.getListeners()) {
				WampHandle handle = this.listeners.getHandle(listener.id());
				if (handle != null) {
					methods.put(handle, listener);
				}
			}
		}
		return methods;
	}

	private static Connection describe(WampConnection connection, Map<WampHandle, WampListener> methods) {
		ConnectionState state = connection.getState();
		WampSession session = connection.getSession();
		DefaultWampConnection figures = (connection instanceof DefaultWampConnection known) ? known : null;
		return new Connection(lower(state.status()), state.since(), state.url(),
				(session != null) ? session.getRealm() : null, (session != null) ? session.getId() : null,
				(session != null) ? session.getAuthId() : null, (session != null) ? session.getAuthRole() : null,
				state.attempts(), message(state.failure()), (figures != null) ? figures.getJoinCount() : null,
				(figures != null) ? figures.getPendingRequests() : null,
				(figures != null) ? figures.getRunningInvocations() : null,
				connection.getRegistrations()
					.stream()
					.limit(MAX_ENTRIES)
					.map((handle) -> registration(handle, methods.get(handle)))
					.toList(),
				connection.getSubscriptions()
					.stream()
					.limit(MAX_ENTRIES)
					.map((handle) -> subscription(handle, methods.get(handle)))
					.toList());
	}

	private static Object describe(WampHandle handle, @Nullable WampListener listener) {
		return (handle instanceof WampSubscription subscription) ? subscription(subscription, listener)
				: registration(handle, listener);
	}

	private static Registration registration(WampHandle handle, @Nullable WampListener listener) {
		return new Registration(id(listener), handle.getUri(), match(handle), lower(handle.getMode()),
				handle.isActive(), method(listener), message(handle.getFailure()));
	}

	private static Subscription subscription(WampSubscription handle, @Nullable WampListener listener) {
		return new Subscription(id(listener), handle.getUri(), match(handle), lower(handle.getMode()),
				handle.isActive(), handle.getWaitingEvents(), handle.getDroppedEvents(), method(listener),
				message(handle.getFailure()));
	}

	private static @Nullable String id(@Nullable WampListener listener) {
		return (listener != null) ? listener.id() : null;
	}

	private static @Nullable String method(@Nullable WampListener listener) {
		return (listener != null) ? listener.describe() : null;
	}

	private static String match(WampHandle handle) {
		return (handle.getOptions().get("match") instanceof String match) ? match : MatchPolicy.EXACT.value();
	}

	private static String lower(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	private static @Nullable String message(@Nullable Throwable failure) {
		return (failure != null) ? abbreviate(String.valueOf(failure.getMessage())) : null;
	}

	static @Nullable String abbreviate(@Nullable String text) {
		return (text == null || text.length() <= MAX_TEXT) ? text : text.substring(0, MAX_TEXT) + "…";
	}

}
