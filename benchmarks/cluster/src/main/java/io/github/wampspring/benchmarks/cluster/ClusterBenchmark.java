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
package io.github.wampspring.benchmarks.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

import io.github.wampspring.benchmarks.client.Peers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.transport.netty.NettyWebSocketConnector;

/**
 * What a cluster of routers costs, over engines and with routers that it starts and ends
 * itself. Options, each with a value: {@code --engines} of {@code nats} and
 * {@code redis}, {@code --rounds}, {@code --seconds} of each measurement,
 * {@code --warmup} (seconds, too), and {@code --cases} of {@code latency}, {@code rate},
 * {@code local}, {@code events}, {@code kill}, {@code state} and {@code memory}.
 */
public final class ClusterBenchmark {

	private static final String CLUSTER = "bench";

	private static final int OPEN = 64;

	private static final int SESSIONS = 100_000;

	private static final int REGISTRATIONS = 10_000;

	private final Map<String, String> options = new HashMap<>(Map.of("engines", "nats,redis", "rounds", "5", "seconds",
			"2", "warmup", "20", "cases", "latency,rate,local,events,kill,state,memory"));

	private final Engine engine;

	private ClusterBenchmark(Map<String, String> options, Engine engine) {
		this.options.putAll(options);
		this.engine = engine;
	}

	public static void main(String[] args) throws Exception {
		Map<String, String> options = new HashMap<>();
		for (int i = 0; i + 1 < args.length; i += 2) {
			options.put(args[i].substring(2), args[i + 1]);
		}
		for (String name : options.getOrDefault("engines", "nats,redis").split(",")) {
			try (Engine engine = Engine.start(Engine.Kind.valueOf(name.toUpperCase(Locale.ROOT)))) {
				new ClusterBenchmark(options, engine).run();
			}
		}
		System.exit(0);
	}

	private void run() throws Exception {
		print("## %s", this.engine.kind());
		List<String> cases = List.of(this.options.get("cases").split(","));
		for (String name : cases) {
			switch (name) {
				case "latency" -> latency();
				case "rate" -> rate();
				case "local" -> local();
				case "events" -> events();
				case "kill" -> kill();
				case "state" -> state();
				case "memory" -> memory();
				default -> throw new IllegalArgumentException(name);
			}
		}
	}

	private static void print(String format, Object... values) {
		System.out.println(String.format(Locale.ROOT, format, values));
	}

	private int rounds() {
		return Integer.parseInt(this.options.get("rounds"));
	}

	private double seconds() {
		return Double.parseDouble(this.options.get("seconds"));
	}

	/** Until compilers are done. */
	private double warmup() {
		return Double.parseDouble(this.options.get("warmup"));
	}

	private List<Instance> instances(int count) throws Exception {
		List<Instance> instances = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			instances.add(this.engine.instance(CLUSTER, "node" + i));
		}
		for (Instance instance : instances) {
			instance.awaitOthers(count - 1);
		}
		return instances;
	}

	private static double median(double... values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
		return median(values.stream().mapToDouble(figure).toArray());
	}

	private void latency() throws Exception {
		List<Instance> instances = instances(2);
		Calls local = new Calls(instances.get(0), instances.get(0));
		Calls across = new Calls(instances.get(0), instances.get(1));
		List<Samples[]> rounds = new ArrayList<>();
		try (EngineEcho echo = new EngineEcho(this.engine)) {
			across.rate(OPEN, warmup());
			across.latency(warmup() / 4);
			local.rate(OPEN, warmup() / 4);
			local.latency(warmup() / 4);
			echo.measure(warmup() / 4);
			for (int i = 0; i < rounds(); i++) {
				rounds.add(
						new Samples[] { echo.measure(seconds()), local.latency(seconds()), across.latency(seconds()) });
			}
		}
		close(instances);
		String[] names = { "engine, there and back", "call within an instance", "call across instances" };
		for (int i = 0; i < names.length; i++) {
			int index = i;
			print("%s: median %.0f µs, 99th percentile %.0f µs", names[i],
					median(rounds, (round) -> round[index].percentile(50)),
					median(rounds, (round) -> round[index].percentile(99)));
		}
		print("call across instances / (engine + call within): %.2f", median(rounds,
				(round) -> round[2].percentile(50) / (round[0].percentile(50) + round[1].percentile(50))));
	}

	private void rate() throws Exception {
		List<Instance> instances = instances(2);
		Calls across = new Calls(instances.get(0), instances.get(1));
		across.rate(OPEN, warmup());
		List<Calls.Rate> rates = new ArrayList<>();
		for (int i = 0; i < rounds(); i++) {
			rates.add(across.rate(OPEN, seconds()));
		}
		close(instances);
		print("calls across instances, %d open: %.1fk/s, both routers %.2f CPU s per 100k", OPEN,
				median(rates, Calls.Rate::perSecond) / 1000, median(rates, Calls.Rate::cpu));
	}

	/** Both routers at once, by turns, so that what else the machine does meets both. */
	private void local() throws Exception {
		List<Instance> instances = instances(2);
		try (Instance single = Instance.start(List.of())) {
			Calls with = new Calls(instances.get(0), instances.get(0));
			Calls without = new Calls(single, single);
			with.rate(OPEN, warmup() / 2);
			without.rate(OPEN, warmup() / 2);
			List<Calls.Rate[]> rates = new ArrayList<>();
			for (int i = 0; i < 2 * rounds(); i++) {
				Calls.Rate first = ((i % 2 == 0) ? with : without).rate(OPEN, seconds());
				Calls.Rate second = ((i % 2 == 0) ? without : with).rate(OPEN, seconds());
				rates.add((i % 2 == 0) ? new Calls.Rate[] { first, second } : new Calls.Rate[] { second, first });
			}
			print("local calls, %d open: %.1fk/s with a cluster, %.1fk/s without: ratio %.3f;"
					+ " %.3f and %.3f CPU s per 100k: ratio %.3f", OPEN,
					median(rates, (pair) -> pair[0].perSecond()) / 1000,
					median(rates, (pair) -> pair[1].perSecond()) / 1000,
					median(rates, (pair) -> pair[0].perSecond() / pair[1].perSecond()),
					median(rates, (pair) -> pair[0].cpu()), median(rates, (pair) -> pair[1].cpu()),
					median(rates, (pair) -> pair[1].cpu() / pair[0].cpu()));
		}
		close(instances);
	}

	/** Subscribers at all instances, the publisher's among them. */
	private void events() throws Exception {
		List<Instance> instances = instances(4);
		for (int subscribers : new int[] { 3, 100 }) {
			frames(instances, subscribers);
		}
		close(instances);
	}

	private void frames(List<Instance> instances, int subscribers) throws Exception {
		int count = 1000;
		try (NettyWebSocketConnector connector = Calls.connector()) {
			LongAdder events = new LongAdder();
			String topic = Calls.procedure();
			for (int i = 0; i < subscribers; i++) {
				Calls.peers(connector, instances.get(1 + i % 3).url()).join((peer, message) -> {
					if (message instanceof Event) {
						events.increment();
					}
				}).request(new Subscribe(1, Dict.EMPTY, topic));
			}
			Instance own = instances.get(0);
			Peers.Peer publisher = Calls.peers(connector, own.url()).join((peer, message) -> {
			});
			long before = own.sentFrames();
			long begin = System.nanoTime();
			for (int i = 0; i < count; i++) {
				publisher.send(new Publish(publisher.next(), Dict.EMPTY, topic, Calls.TEXT));
				while (events.sum() < (long) (i - 10) * subscribers) {
					Thread.onSpinWait();
				}
			}
			while (events.sum() < (long) count * subscribers) {
				Thread.sleep(1);
			}
			long heartbeats = Math.round((System.nanoTime() - begin) / 1e9);
			print("%d events to %d subscribers at 3 other instances: %d frames (about %d of them heartbeats)", count,
					subscribers, own.sentFrames() - before, heartbeats);
		}
	}

	private void kill() throws Exception {
		try (Instance instance = this.engine.instance(CLUSTER, "node0")) {
			List<Double> quiet = new ArrayList<>();
			List<Double> busy = new ArrayList<>();
			for (int i = 0; i < Math.min(3, rounds()); i++) {
				quiet.add(kill(instance, false));
				busy.add(kill(instance, true));
			}
			print("kill -9, %d calls open, nothing else: all have ended after %.0f ms (slowest %.0f)", OPEN,
					median(quiet, (millis) -> millis), quiet.stream().mapToDouble(Double::doubleValue).max().orElse(0));
			print("kill -9, %d calls open, another call each 10 ms: all have ended after %.0f ms (slowest %.0f)", OPEN,
					median(busy, (millis) -> millis), busy.stream().mapToDouble(Double::doubleValue).max().orElse(0));
		}
	}

	/**
	 * Until the last call has ended that was open when the callee's instance was killed.
	 */
	private double kill(Instance here, boolean busy) throws Exception {
		try (Instance other = this.engine.instance(CLUSTER, "node1");
				NettyWebSocketConnector connector = Calls.connector()) {
			here.awaitOthers(1);
			String pending = Calls.procedure();
			String echo = Calls.procedure();
			Peers there = Calls.peers(connector, other.url());
			there.join((peer, message) -> {
			}).request(new Register(1, Dict.EMPTY, pending));
			Calls.echo(there, echo);
			CountDownLatch ended = new CountDownLatch(OPEN);
			Peers.Peer caller = Calls.peers(connector, here.url()).join((peer, message) -> {
			}, (error) -> ended.countDown());
			for (int i = 0; i < OPEN; i++) {
				caller.send(new Call(caller.next(), Dict.EMPTY, pending, Calls.TEXT));
			}
			AtomicBoolean over = new AtomicBoolean(!busy);
			Peers.Peer another = Calls.peers(connector, here.url()).join((peer, message) -> {
			}, (error) -> {
			});
			Thread calls = new Thread(() -> {
				while (!over.get()) {
					another.send(new Call(another.next(), Dict.EMPTY, echo, Calls.TEXT));
					try {
						Thread.sleep(10);
					}
					catch (InterruptedException ex) {
						return;
					}
				}
			});
			calls.start();
			Thread.sleep(1000);
			long begin = System.nanoTime();
			other.jvm().kill();
			if (!ended.await(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Calls have not ended");
			}
			double millis = (System.nanoTime() - begin) / 1e6;
			over.set(true);
			calls.join();
			here.awaitOthers(0);
			return millis;
		}
	}

	/** Sessions without sockets: 100,000 of these are more than a machine has ports. */
	private void state() throws Exception {
		try (Instance full = this.engine.instance(CLUSTER, "node0")) {
			full.jvm().ask("add sessions " + SESSIONS);
			full.jvm().ask("add registrations " + REGISTRATIONS);
			try (Instance empty = this.engine.instance(CLUSTER, "node1")) {
				empty.awaitOthers(1);
				List<Double> times = new ArrayList<>();
				for (int i = 0; i < rounds(); i++) {
					times.add(Long.parseLong(empty.jvm().ask("rejoin " + SESSIONS)) / 1e6);
				}
				print("state of %d sessions and %d registrations to a new instance: %.2f s at first, median %.2f s",
						SESSIONS, REGISTRATIONS, times.get(0), median(times, (time) -> time));
			}
		}
	}

	/** What an entry of another instance takes of the heap. */
	private void memory() throws Exception {
		try (Instance full = this.engine.instance(CLUSTER, "node0");
				Instance other = this.engine.instance(CLUSTER, "node1")) {
			other.awaitOthers(1);
			for (String what : new String[] { "sessions", "registrations", "subscriptions" }) {
				int count = what.equals("sessions") ? SESSIONS : REGISTRATIONS;
				double before = other.usage().liveBytes();
				full.jvm().ask("add " + what + " " + count);
				other.awaitOthers(1);
				Thread.sleep(2000);
				print("%s of another instance: %.0f bytes each", what, (other.usage().liveBytes() - before) / count);
				if (!other.jvm().ask("lost").equals("0")) {
					print("frames were lost, and the state has come once more: measure again");
				}
			}
		}
	}

	private static void close(List<Instance> instances) {
		instances.forEach(Instance::close);
	}

}
