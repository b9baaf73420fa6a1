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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several instances of a router that stand for one: its clients join them in turn. While
 * {@link #instead} runs, all tests of the engine that ask for a router get such, so that
 * they show that nobody notices.
 */
final class TestCluster implements AutoCloseable {

	private static volatile int instances = Integer.getInteger("wamp.test.instances", 1);

	private static final JacksonPayloadMapper MAPPER = new JacksonPayloadMapper(JsonMapper.builder().build());

	private static final Map<DefaultWampRouter, TestCluster> CLUSTERS = Collections
		.synchronizedMap(new WeakHashMap<>());

	private final DirectEngine engine = new DirectEngine();

	private final List<DefaultWampRouter> routers = new ArrayList<>();

	private final AtomicInteger turn = new AtomicInteger();

	/**
	 * Starts instances.
	 * @param settings those of each
	 */
	TestCluster(RouterSettings.Builder settings, int instances) {
		this(settings, instances, Duration.ofSeconds(60));
	}

	/**
	 * Starts instances.
	 * @param timeout when one is gone that says nothing
	 */
	TestCluster(RouterSettings.Builder settings, int instances, Duration timeout) {
		this(settings, instances, timeout, Runnable::run);
	}

	/**
	 * Starts instances.
	 * @param timeout when one is gone that says nothing
	 * @param events brings subscribers what would keep others waiting
	 */
	TestCluster(RouterSettings.Builder settings, int instances, Duration timeout, Executor events) {
		for (int i = 1; i <= instances; i++) {
			settings.cluster(new ClusterSettings("test", "node" + i, this.engine::link, "", Duration.ofMillis(100),
					timeout, false));
			RouterThreads own = RouterThreads.create();
			this.routers.add(new DefaultWampRouter(settings.build(), MAPPER, new WampSerializers(MAPPER).all(),
					new RouterThreads(own.timers(), own.leaving(), events)));
		}
		this.engine.settle();
		this.routers
			.forEach((router) -> assertThat(Objects.requireNonNull(router.cluster()).members()).hasSize(instances - 1));
	}

	/** Three instances of a router with realm1, open for anonymous sessions. */
	static TestCluster ofThree(Consumer<RealmSettings.Builder> customizer, Duration timeout) {
		return ofThree(customizer, timeout, Runnable::run);
	}

	static TestCluster ofThree(Consumer<RealmSettings.Builder> customizer, Duration timeout, Executor events) {
		RealmSettings.Builder realm = RealmSettings.builder("realm1").anonymous("anonymous");
		customizer.accept(realm);
		return new TestCluster(RouterSettings.builder().shutdownTimeout(Duration.ofMillis(10)).realm(realm.build()), 3,
				timeout, events);
	}

	/** A client of one of the instances. */
	TestClient join(int index) {
		return TestClient.joined(router(index));
	}

	/** Waits until something is so. */
	void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
			this.engine.settle();
			return condition.call();
		});
	}

	/** Waits until an instance knows so many others. */
	void awaitMembers(int index, int members) {
		await(() -> Objects.requireNonNull(router(index).cluster()).members().size() == members);
	}

	@Override
	public void close() {
		this.routers.forEach(DefaultWampRouter::close);
	}

	DirectEngine engine() {
		return this.engine;
	}

	DefaultWampRouter router(int index) {
		return this.routers.get(index);
	}

	/** Runs tests whose routers are several instances each. */
	static void instead(int instances, Runnable tests) {
		TestCluster.instances = instances;
		try {
			tests.run();
		}
		finally {
			TestCluster.instances = 1;
		}
	}

	/** Whether a router is several instances. */
	static boolean isInstead() {
		return instances > 1;
	}

	/** How long a message is waited for. */
	static Duration patience() {
		return Duration.ofSeconds(Integer.getInteger("wamp.test.patience", 30));
	}

	/** A router, or several that stand for it. */
	static DefaultWampRouter open(RouterSettings.Builder settings) {
		if (instances == 1) {
			return new DefaultWampRouter(settings.build(), new ValuesMapper());
		}
		TestCluster cluster = new TestCluster(settings, instances);
		CLUSTERS.put(cluster.router(0), cluster);
		return cluster.router(0);
	}

	/** The instance that the next client joins. */
	static DefaultWampRouter next(DefaultWampRouter router) {
		TestCluster cluster = CLUSTERS.get(router);
		return (cluster == null) ? router
				: cluster.routers.get(cluster.turn.getAndIncrement() % cluster.routers.size());
	}

	/** A message as the tests look at it. */
	static WampMessage values(WampMessage message) {
		if (!(message.payload() instanceof Payload.Encoded)) {
			return message;
		}
		Payload payload = values(message.payload());
		if (message instanceof Result result) {
			return new Result(result.request(), result.details(), payload);
		}
		if (message instanceof Error error) {
			return new Error(error.requestType(), error.request(), error.details(), error.error(), payload);
		}
		if (message instanceof Invocation invocation) {
			return new Invocation(invocation.request(), invocation.registration(), invocation.details(), payload);
		}
		if (message instanceof Event event) {
			return new Event(event.subscription(), event.publication(), event.details(), payload);
		}
		return message;
	}

	/** A payload as the tests look at it. */
	static Payload values(Payload payload) {
		return (payload instanceof Payload.Encoded encoded && !encoded.isTransparent())
				? Payload.of(MAPPER.arguments(encoded), MAPPER.keywordArguments(encoded)) : payload;
	}

}
