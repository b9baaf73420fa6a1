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

package io.github.wampspring.dynamic;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.transport.WampConnector;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Calls procedures in the realms of the router in this JVM, for the router itself: by a
 * session in each realm, made when it is first needed, that may do everything.
 */
public final class RealmCaller implements AutoCloseable {

	private static final URI URL = URI.create("in-process:router");

	private static final int THREADS = 2;

	private final Supplier<? extends WampConnector> connector;

	private final PayloadMapper mapper;

	private final Map<String, Realm> realms = new ConcurrentHashMap<>();

	private volatile boolean closed;

	/**
	 * For what is computed with an answer, which must not hold up the next ones. What
	 * waits is bounded by the number of handshakes, as these keep their place meanwhile.
	 */
	private final ExecutorService threads;

	/**
	 * Creates a caller.
	 * @param connector connects within the JVM; asked for when it is first needed
	 * @param mapper writes arguments and reads results
	 */
	public RealmCaller(Supplier<? extends WampConnector> connector, PayloadMapper mapper) {
		this.connector = connector;
		this.mapper = mapper;
		CustomizableThreadFactory factory = new CustomizableThreadFactory("wamp-router-ask-");
		factory.setDaemon(true);
		ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), factory);
		threads.allowCoreThreadTimeOut(true);
		this.threads = threads;
	}

	Executor threads() {
		return this.threads;
	}

	/**
	 * Calls a procedure. Never blocks.
	 * @param realm where it is registered; a realm of the router
	 * @param procedure its URI
	 * @param timeout after which the call fails
	 * @param arguments the arguments
	 * @return completes with the result, or with a {@link WampException}
	 */
	CompletableFuture<WampResult> call(String realm, String procedure, Duration timeout,
			@Nullable Object... arguments) {
		if (this.closed) {
			return CompletableFuture.failedFuture(new WampException(ErrorUris.CANCELED, "The router is closed"));
		}
		Realm opened = this.realms.computeIfAbsent(realm, this::open);
		if (this.closed) {
			// maybe opened just after the others were stopped
			opened.connection().stop();
		}
		return opened.template().newCall(procedure).args(arguments).timeout(timeout).callAsync();
	}

	private Realm open(String realm) {
		DefaultWampConnection connection = new DefaultWampConnection(new ConnectionSettings("router-" + realm,
				List.of(URL), (url) -> this.connector.get(), Runnable::run, this.mapper)
			.realm(realm)
			.shutdownTimeout(Duration.ZERO)
			.reconnectBackOff(new FixedBackOff(200, FixedBackOff.UNLIMITED_ATTEMPTS)));
		connection.start();
		return new Realm(connection, WampTemplate.builder(connection).payloadMapper(this.mapper).build());
	}

	/**
	 * Leaves all realms, since the router is about to stop. The next call joins again.
	 */
	public void leave() {
		List<Realm> joined = List.copyOf(this.realms.values());
		this.realms.clear();
		joined.forEach((realm) -> realm.connection().stop());
	}

	@Override
	public void close() {
		this.closed = true;
		leave();
		this.threads.shutdown();
	}

	private record Realm(DefaultWampConnection connection, WampTemplate template) {
	}

}
