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

package io.github.wampspring.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.WampException;
import io.github.wampspring.router.history.jdbc.JdbcEventStore;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three instances of one router, each in a JVM of its own, over an engine of their own
 * and with one database.
 */
final class RouterProcesses implements AutoCloseable {

	/** For what comes by itself, on a machine that is busy. */
	static final Duration TIME = Duration.ofSeconds(60);

	static final int COUNT = 3;

	/** A topic with a history, in the database. */
	static final String HISTORY = "com.example.orders";

	private final DriverManagerDataSource database = new DriverManagerDataSource(
			"jdbc:postgresql://127.0.0.1:" + PeerRouter.shared(Peer.POSTGRESQL).port() + "/postgres", "postgres", "");

	private final Map<String, Object> properties;

	private final List<RouterProcess> processes = new ArrayList<>();

	private ClusterEngine engine;

	private int started;

	RouterProcesses(ClusterEngine engine, Map<String, Object> properties) {
		this.engine = engine;
		this.properties = properties;
		// all at once cannot make the tables
		new ResourceDatabasePopulator(new ClassPathResource("schema-postgresql.sql", JdbcEventStore.class))
			.execute(this.database);
		try {
			for (int i = 0; i < COUNT; i++) {
				this.processes.add(start(0));
			}
			this.processes.forEach(RouterProcess::awaitReady);
			awaitOne(this.processes);
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private RouterProcess start(int port) {
		Map<String, Object> all = properties(port);
		all.putAll(Map.of("wamp.router.history[0].uri", HISTORY, "wamp.router.history[0].count", 100_000,
				"wamp.router.event-store.type", "jdbc", "spring.datasource.url", this.database.getUrl(),
				"spring.datasource.username", this.database.getUsername(), "spring.datasource.type",
				SimpleDriverDataSource.class.getName()));
		return RouterProcess.start(all);
	}

	/** What is the same for all instances, with another name for each. */
	Map<String, Object> properties(int port) {
		Map<String, Object> all = new LinkedHashMap<>(this.properties);
		all.putAll(Map.of("server.port", port, "wamp.router.enabled", true, "wamp.router.anonymous.enabled", true,
				"wamp.router.cluster.name", "shop", "wamp.router.cluster.node", "node-" + ++this.started,
				"wamp.router.cluster.secret", "a secret of the shop", "management.endpoint.health.show-details",
				"always", "spring.docker.compose.enabled", false));
		return all;
	}

	RouterProcess get(int index) {
		return this.processes.get(index);
	}

	List<RouterProcess> all() {
		return List.copyOf(this.processes);
	}

	List<String> urls() {
		return this.processes.stream().map(RouterProcess::url).toList();
	}

	/**
	 * Puts another one in the place of one that has ended, and waits until it serves
	 * clients.
	 * @param index which one
	 */
	void replace(int index) {
		this.processes.set(index, start(this.processes.get(index).port()).awaitReady());
	}

	/** Waits until each instance knows the others, and what these have. */
	void awaitOne() {
		awaitOne(this.processes);
	}

	static void awaitOne(List<RouterProcess> processes) {
		await().until(() -> processes.stream().allMatch((process) -> process.knows(processes.size() - 1)));
	}

	/**
	 * Waits until all instances tell the same of the realm.
	 * @param clients clients of each of them
	 * @param names the clients' names
	 */
	static void awaitSameDirectories(Clients clients, String... names) {
		// what is listed may be gone a moment later
		await().ignoreExceptionsInstanceOf(WampException.class).untilAsserted(() -> {
			Directory first = Directory.of(clients.wamp(names[0]));
			for (String name : names) {
				assertThat(Directory.of(clients.wamp(name))).isEqualTo(first);
			}
		});
	}

	static ConditionFactory await() {
		return Awaitility.await().atMost(TIME).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
	}

	void killEngine() {
		this.engine.process().signal("KILL");
		this.engine.process().awaitExit(TIME);
	}

	void restartEngine() {
		this.engine = this.engine.again();
	}

	@Override
	public void close() {
		Parallel.map(this.processes, (process) -> {
			process.close();
			return process;
		});
		this.engine.close();
	}

}
