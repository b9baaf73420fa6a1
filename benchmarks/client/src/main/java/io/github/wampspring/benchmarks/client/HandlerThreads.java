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

package io.github.wampspring.benchmarks.client;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.sun.management.OperatingSystemMXBean;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.HandlerExecutor;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.netty.NettyWebSocketConnector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares what may run the handlers of a client: caller and callee are two connections
 * of this process to a router in another. Options: the URL, the realm, seconds for each
 * case, rounds, and the names of the executors.
 */
public final class HandlerThreads {

	private static final int THREADS = 64;

	private static final int OPEN = 64;

	private static final JacksonPayloadMapper MAPPER = new JacksonPayloadMapper(JsonMapper.shared());

	private HandlerThreads() {
	}

	public static void main(String[] args) throws Exception {
		URI url = URI.create(args[0]);
		String realm = args[1];
		double seconds = Double.parseDouble(args[2]);
		int rounds = Integer.parseInt(args[3]);
		Map<String, Supplier<Executor>> executors = executors();
		List<String> names = (args.length > 4) ? List.of(args[4].split(",")) : List.copyOf(executors.keySet());
		Map<String, List<String>> rows = new LinkedHashMap<>();
		for (int round = 0; round <= rounds; round++) {
			for (String name : names) {
				Executor executor = executors.get(name).get();
				try (Peers peers = new Peers(url, realm, executor)) {
					List<String> row = List.of(open(peers, seconds), oneByOne(peers, seconds),
							besideBlocking(peers, seconds), nested(peers, seconds));
					if (round > 0) {
						rows.computeIfAbsent(name, (key) -> new ArrayList<>()).add(String.join(" | ", row));
					}
				}
				finally {
					if (executor instanceof AutoCloseable closeable) {
						closeable.close();
					}
					else if (executor instanceof ThreadPoolExecutor pool) {
						pool.shutdownNow();
					}
				}
			}
		}
		System.out.println(
				"| handlers run on | 64 open: calls/s, CPU s per 100k | one by one: median, 99th percentile, CPU s per 100k | beside a handler that blocks for 100 ms: median, 99th percentile | 64 nested: calls/s, CPU s per 100k |");
		System.out.println("| --- | --- | --- | --- | --- |");
		rows.forEach((name, list) -> list.forEach((row) -> System.out.println("| " + name + " | " + row + " |")));
		System.exit(0);
	}

	private static Map<String, Supplier<Executor>> executors() {
		Map<String, Supplier<Executor>> executors = new LinkedHashMap<>();
		executors.put("wamp", () -> HandlerExecutor.ofPlatformThreads("handler-", THREADS, 1000, null));
		executors.put("fork-join", () -> new java.util.concurrent.ForkJoinPool(THREADS,
				java.util.concurrent.ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true));
		executors.put("fixed",
				() -> new ThreadPoolExecutor(THREADS, THREADS, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>()));
		executors.put("cached",
				() -> new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>()));
		if (Runtime.version().feature() >= 21) {
			executors.put("virtual", () -> HandlerExecutor.ofVirtualThreads("handler-", Integer.MAX_VALUE, null));
		}
		executors.put("one thread", () -> Executors.newSingleThreadExecutor());
		return executors;
	}

	private static String open(Peers peers, double seconds) throws Exception {
		return throughput(peers, "bench.echo", seconds);
	}

	private static String nested(Peers peers, double seconds) throws Exception {
		return throughput(peers, "bench.nested", seconds);
	}

	private static String throughput(Peers peers, String procedure, double seconds) throws Exception {
		Semaphore free = new Semaphore(OPEN);
		AtomicLong failed = new AtomicLong();
		call(peers, procedure, seconds / 2, free, failed);
		double cpu = cpuSeconds();
		long start = System.nanoTime();
		long calls = call(peers, procedure, seconds, free, failed);
		if (failed.get() > 0) {
			return failed + " failed";
		}
		return String.format(Locale.ROOT, "%.1fk, %.2f", calls / ((System.nanoTime() - start) / 1e6),
				(cpuSeconds() - cpu) * 100_000 / calls);
	}

	private static long call(Peers peers, String procedure, double seconds, Semaphore free, AtomicLong failed)
			throws InterruptedException {
		long end = System.nanoTime() + (long) (seconds * 1e9);
		long calls = 0;
		while (System.nanoTime() < end) {
			if (!free.tryAcquire(10, TimeUnit.SECONDS)) {
				failed.addAndGet(OPEN);
				return calls;
			}
			calls++;
			CompletableFuture<String> result = peers.template.callAsync(procedure, String.class, "0123456789abcdef");
			result.whenComplete((value, failure) -> {
				if (failure != null) {
					failed.incrementAndGet();
				}
				free.release();
			});
		}
		if (!free.tryAcquire(OPEN, 20, TimeUnit.SECONDS)) {
			failed.addAndGet(OPEN);
			return calls;
		}
		free.release(OPEN);
		return calls;
	}

	private static String oneByOne(Peers peers, double seconds) {
		latency(peers, seconds / 2);
		double cpu = cpuSeconds();
		long[] times = latency(peers, seconds);
		return String.format(Locale.ROOT, "%d µs, %d µs, %.2f", times[times.length / 2] / 1000,
				times[times.length * 99 / 100] / 1000, (cpuSeconds() - cpu) * 100_000 / times.length);
	}

	private static String besideBlocking(Peers peers, double seconds) {
		AtomicLong running = new AtomicLong(1);
		Thread blocking = new Thread(() -> {
			while (running.get() > 0) {
				peers.template.call("bench.block", String.class, "x");
			}
		});
		blocking.start();
		long[] times = latency(peers, seconds);
		running.set(0);
		try {
			blocking.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return String.format(Locale.ROOT, "%d µs, %d µs", times[times.length / 2] / 1000,
				times[times.length * 99 / 100] / 1000);
	}

	private static long[] latency(Peers peers, double seconds) {
		long end = System.nanoTime() + (long) (seconds * 1e9);
		long[] times = new long[1 << 20];
		int count = 0;
		for (long now = System.nanoTime(); now < end && count < times.length;) {
			peers.template.call("bench.echo", String.class, "0123456789abcdef");
			long after = System.nanoTime();
			times[count++] = after - now;
			now = after;
		}
		long[] sorted = Arrays.copyOf(times, count);
		Arrays.sort(sorted);
		return sorted;
	}

	private static double cpuSeconds() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
	}

	/** A caller and a callee. */
	private static final class Peers implements AutoCloseable {

		private final NettyWebSocketConnector connector = new NettyWebSocketConnector(
				new WampSerializers(MAPPER).only(List.of("json")).all(), ChannelSettings.defaults(), null,
				HandshakeCustomizer.NONE);

		private final DefaultWampConnection callee;

		private final DefaultWampConnection caller;

		private final WampTemplate template;

		Peers(URI url, String realm, Executor executor) {
			this.callee = connection("callee", url, realm, executor);
			this.caller = connection("caller", url, realm, executor);
			this.callee.start();
			this.caller.start();
			this.template = WampTemplate.builder(this.caller).payloadMapper(MAPPER).build();
			WampTemplate called = WampTemplate.builder(this.callee).payloadMapper(MAPPER).build();
			Duration timeout = Duration.ofSeconds(5);
			called.register("bench.echo", String.class, (text) -> text).awaitActive(timeout);
			called.register("bench.nested", String.class, (text) -> called.call("bench.echo", String.class, text))
				.awaitActive(timeout);
			called.register("bench.block", String.class, (text) -> {
				block();
				return text;
			}).awaitActive(timeout);
		}

		private DefaultWampConnection connection(String name, URI url, String realm, Executor executor) {
			WampConnector connector = this.connector;
			return new DefaultWampConnection(
					new ConnectionSettings(name, List.of(url), (any) -> connector, executor, MAPPER).realm(realm));
		}

		private static void block() {
			try {
				Thread.sleep(100);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void close() {
			this.caller.stop();
			this.callee.stop();
			this.connector.close();
		}

	}

}
