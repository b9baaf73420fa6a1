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
import java.util.Objects;
import java.util.Random;

import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.ReregisterPolicy;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.cluster.ManualScheduler;
import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.memory.SteppedEngine;
import io.github.wampspring.router.routing.Timers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One realm, of one router or of several instances, and its clients. There are no
 * threads: frames, timers and time go on by hand, in an order that the seed decides.
 */
final class ModelRealm {

	static final String NAME = "realm1";

	static final Duration HEARTBEAT = Duration.ofSeconds(1);

	static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final JacksonPayloadMapper MAPPER = new JacksonPayloadMapper(JsonMapper.builder().build());

	/**
	 * The engine of the instances, {@code null} if there is one router without others.
	 */
	final @Nullable SteppedEngine engine;

	final List<Instance> instances = new ArrayList<>();

	/** Those that are connected, by their names. */
	final Map<String, ModelClient> clients = new LinkedHashMap<>();

	/** All that there have been. */
	final Map<String, ModelClient> everybody = new LinkedHashMap<>();

	/** All calls that were made, by their tokens. */
	final Map<String, ModelClient.OpenCall> calls = new LinkedHashMap<>();

	/** What stands for IDs and names that are drawn. */
	final Map<Object, String> names = new LinkedHashMap<>();

	private final Random random;

	private final LinkSettings link;

	/** Whether an instance has gone. */
	private boolean gone;

	private long now = 1_000_000_000L;

	private int lastInstance;

	private ModelRealm(@Nullable SteppedEngine engine, LinkSettings link, long seed) {
		this.engine = engine;
		this.link = link;
		this.random = new Random(seed * 0x9E3779B97F4A7C15L);
	}

	/** A router that is not one of several. */
	static ModelRealm ofOne() {
		ModelRealm realm = new ModelRealm(null, LinkSettings.defaults(), 0);
		realm.add(0);
		return realm;
	}

	static ModelRealm ofSeveral(int instances, LinkSettings link, long seed) {
		ModelRealm realm = new ModelRealm(new SteppedEngine(seed), link, seed);
		for (int i = 0; i < instances; i++) {
			realm.add(0);
		}
		realm.advance(HEARTBEAT);
		return realm;
	}

	/**
	 * Starts an instance.
	 * @param skew by how many milliseconds its clock is wrong
	 */
	Instance add(long skew) {
		RouterSettings.Builder settings = RouterSettings.builder()
			.shutdownTimeout(Duration.ofMillis(1))
			.maxHandshakesPerAddress(1000)
			.maxSessionsPerAddress(1000)
			.realm(RealmSettings.builder(NAME).anonymous("anonymous").reregister(ReregisterPolicy.ANYBODY).build());
		Instance instance = new Instance("node" + ++this.lastInstance);
		instance.scheduler.setTime(this.now);
		SteppedEngine engine = this.engine;
		if (engine != null) {
			settings.cluster(new ClusterSettings("model", instance.name, () -> {
				instance.link = engine.link(this.link);
				return instance.link;
			}, "", HEARTBEAT, TIMEOUT, false));
		}
		Timers timers = new Timers(instance.scheduler, instance.scheduler::now,
				() -> 1_790_000_000_000L + skew + instance.scheduler.now() / 1_000_000);
		instance.router = new DefaultWampRouter(settings.build(), MAPPER, new WampSerializers(MAPPER).all(), timers,
				instance.scheduler);
		this.instances.add(instance);
		return instance;
	}

	/** An instance is gone at once, with its clients. */
	void kill(Instance instance, boolean losesWhatWaits) {
		SteppedEngine engine = Objects.requireNonNull(this.engine);
		NodeId id = instance.id();
		if (losesWhatWaits) {
			engine.setLosses((from, to, frame) -> from.equals(id));
		}
		Objects.requireNonNull(instance.link).close();
		engine.setLosses((from, to, frame) -> false);
		this.instances.remove(instance);
		this.gone = true;
		this.clients.values().removeIf((client) -> client.home == instance && client.die());
	}

	/** An instance is closed in an orderly way. */
	void close(Instance instance) {
		instance.router().close();
		hear();
		this.instances.remove(instance);
		this.gone = true;
	}

	/** Whether retained events may have come to some instances only. */
	boolean hasLost() {
		return this.gone || this.instances.stream()
			.anyMatch((instance) -> Objects.requireNonNull(instance.router().cluster()).droppedEvents() > 0);
	}

	void close() {
		List.copyOf(this.instances).forEach((instance) -> instance.router().close());
	}

	/** Lets everything happen that can happen now. */
	void settle() {
		do {
			if (this.engine != null) {
				this.engine.run(10_000_000);
			}
			hear();
		}
		while (runTimers());
	}

	/** Does a few of the things that can happen now. */
	void steps(int count) {
		for (int i = 0; i < count; i++) {
			if (this.random.nextInt(4) == 0) {
				this.instances.get(this.random.nextInt(this.instances.size())).scheduler.runNext();
			}
			else if (this.engine != null) {
				this.engine.step();
			}
		}
		hear();
	}

	private boolean runTimers() {
		boolean any = false;
		for (Instance instance : this.instances) {
			while (instance.scheduler.runNext()) {
				any = true;
			}
		}
		return any;
	}

	/** Lets time go on, and everything happen that can happen meanwhile. */
	void advance(Duration duration) {
		settle();
		long end = this.now + duration.toNanos();
		while (this.now < end) {
			long next = end;
			for (Instance instance : this.instances) {
				next = Math.min(next, Math.max(this.now, instance.scheduler.nextAt()));
			}
			this.now = next;
			this.instances.forEach((instance) -> instance.scheduler.setTime(this.now));
			settle();
		}
	}

	/** Ends all that is wrong on the way, and waits until all instances know that. */
	void heal() {
		if (this.engine != null) {
			this.engine.start();
			this.engine.resume();
			this.engine.heal();
			this.engine.setLosses((from, to, frame) -> false);
		}
		advance(TIMEOUT.multipliedBy(3));
	}

	/** A client connects and joins. */
	ModelClient join(String name, int instance, boolean trusted, boolean basic) {
		ModelClient client = new ModelClient(this, name, this.instances.get(instance % this.instances.size()), trusted,
				basic);
		this.clients.put(name, client);
		this.everybody.put(name, client);
		client.join();
		hear();
		return client;
	}

	ModelClient client(String name) {
		return Objects.requireNonNull(this.clients.get(name), name);
	}

	/** Lets the clients take what was sent to them. */
	void hear() {
		boolean any = true;
		while (any) {
			any = false;
			for (ModelClient client : List.copyOf(this.clients.values())) {
				any |= client.hear();
			}
		}
		this.clients.values().removeIf(ModelClient::isGone);
	}

	/** An instance and what it goes by. */
	static final class Instance {

		final String name;

		final ManualScheduler scheduler = new ManualScheduler();

		private @Nullable ClusterLink link;

		private @Nullable DefaultWampRouter router;

		Instance(String name) {
			this.name = name;
		}

		DefaultWampRouter router() {
			return Objects.requireNonNull(this.router);
		}

		NodeId id() {
			return NodeId.ofToken(Objects.requireNonNull(router().cluster()).node());
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
