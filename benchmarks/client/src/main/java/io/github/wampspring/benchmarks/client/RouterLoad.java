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

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.netty.NettyWebSocketConnector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Loads a router in another process, without a client above the channels, and tells what
 * that costs the router. Options, each with a value: {@code --url}, {@code --realm},
 * {@code --pid} (of the router), {@code --serializers}, {@code --seconds},
 * {@code --rounds}, and {@code --cases} of {@code 1x64} and {@code 16x16} (callers and
 * the calls that each keeps open), {@code 1mb} (echo of 1 MiB, one at a time),
 * {@code events100} and {@code events1000} (one publisher, so many subscribers) and
 * {@code idle} (the memory of {@code --sessions} idle sessions).
 */
public final class RouterLoad {

	private static final int CALLEES = 4;

	private static final String TEXT = "0123456789abcdef";

	private static final JacksonPayloadMapper MAPPER = new JacksonPayloadMapper(JsonMapper.shared());

	private final Map<String, String> options = new HashMap<>(
			Map.of("realm", "realm1", "serializers", "json,msgpack,cbor", "seconds", "4", "rounds", "3", "cases",
					"1x64,16x16,1mb,events100,events1000", "sessions", "2000"));

	private RouterLoad(String[] args) {
		for (int i = 0; i + 1 < args.length; i += 2) {
			this.options.put(args[i].substring(2), args[i + 1]);
		}
	}

	public static void main(String[] args) throws Exception {
		new RouterLoad(args).run();
		Report.end();
	}

	private String option(String name) {
		String value = this.options.get(name);
		if (value == null) {
			throw new IllegalArgumentException("--" + name + " is missing");
		}
		return value;
	}

	private void run() throws Exception {
		Map<String, List<double[]>> results = new HashMap<>();
		List<String> names = new ArrayList<>();
		for (int round = 0; round < Integer.parseInt(option("rounds")); round++) {
			for (String kind : option("cases").split(",")) {
				for (String serializer : option("serializers").split(",")) {
					String name = kind + " " + serializer;
					if (!names.contains(name)) {
						names.add(name);
					}
					results.computeIfAbsent(name, (key) -> new ArrayList<>()).add(run(kind, serializer));
				}
			}
		}
		for (String name : names) {
			List<double[]> rows = results.get(name);
			Report.emit(name, "per_s", median(rows, 0), "router_cpu_s_per_100k", median(rows, 1));
		}
	}

	private static double median(List<double[]> rows, int column) {
		double[] values = rows.stream().mapToDouble((row) -> row[column]).sorted().toArray();
		return values[values.length / 2];
	}

	private double[] run(String kind, String serializer) throws Exception {
		try (NettyWebSocketConnector connector = new NettyWebSocketConnector(
				new WampSerializers(MAPPER).only(List.of(serializer)).all(), ChannelSettings.defaults(), null,
				HandshakeCustomizer.NONE)) {
			Peers peers = new Peers(connector, URI.create(option("url")), option("realm"));
			LongAdder done = new LongAdder();
			switch (kind) {
				case "1x64" -> calls(peers, 1, 64, TEXT, done);
				case "16x16" -> calls(peers, 16, 16, TEXT, done);
				case "1mb" -> calls(peers, 1, 1, "x".repeat(1024 * 1024), done);
				case "events100" -> events(peers, 100, 32, done);
				case "events1000" -> events(peers, 1000, 8, done);
				case "idle" -> {
					return idle(peers);
				}
				default -> throw new IllegalArgumentException(kind);
			}
			double seconds = Double.parseDouble(option("seconds"));
			Thread.sleep((long) (seconds * 500));
			RouterProcess router = new RouterProcess(option("pid"));
			double cpu = router.cpuSeconds();
			long before = done.sum();
			long start = System.nanoTime();
			Thread.sleep((long) (seconds * 1000));
			long count = done.sum() - before;
			double took = (System.nanoTime() - start) / 1e9;
			return new double[] { count / took, (router.cpuSeconds() - cpu) * 100_000 / count };
		}
	}

	private void calls(Peers peers, int callers, int window, String text, LongAdder done) throws Exception {
		int callees = Math.min(CALLEES, callers);
		for (int i = 0; i < callees; i++) {
			peers.join((peer, message) -> {
				if (message instanceof Invocation invocation) {
					peer.send(new Yield(invocation.request(), Dict.EMPTY, invocation.payload()));
				}
			}).request(new Register(1, Dict.EMPTY, "bench.echo." + i));
		}
		for (int i = 0; i < callers; i++) {
			String procedure = "bench.echo." + i % callees;
			Peers.Peer caller = peers.join((peer, message) -> {
				if (message instanceof Result) {
					done.increment();
					peer.send(new Call(peer.next(), Dict.EMPTY, procedure, Payload.of(text)));
				}
			});
			for (int k = 0; k < window; k++) {
				caller.send(new Call(caller.next(), Dict.EMPTY, procedure, Payload.of(text)));
			}
		}
	}

	/** The last subscriber paces the publisher. */
	private void events(Peers peers, int subscribers, int window, LongAdder done) throws Exception {
		WampMessage subscribe = new Subscribe(1, Dict.EMPTY, "bench.topic");
		for (int i = 1; i < subscribers; i++) {
			peers.join((peer, message) -> {
				if (message instanceof Event) {
					done.increment();
				}
			}).request(subscribe);
		}
		Peers.Peer publisher = peers.join((peer, message) -> {
		});
		Payload payload = Payload.of("x".repeat(100));
		peers.join((peer, message) -> {
			if (message instanceof Event) {
				done.increment();
				publisher.send(new Publish(publisher.next(), Dict.EMPTY, "bench.topic", payload));
			}
		}).request(subscribe);
		for (int i = 0; i < window; i++) {
			publisher.send(new Publish(publisher.next(), Dict.EMPTY, "bench.topic", payload));
		}
	}

	private double[] idle(Peers peers) throws Exception {
		int sessions = Integer.parseInt(option("sessions"));
		RouterProcess router = new RouterProcess(option("pid"));
		for (int i = 0; i < 100; i++) {
			peers.join((peer, message) -> {
			});
		}
		double live = router.liveBytes();
		double resident = router.residentBytes();
		for (int i = 0; i < sessions; i++) {
			peers.join((peer, message) -> {
			});
		}
		double grown = router.residentBytes() - resident;
		double held = router.liveBytes() - live;
		System.out.println(String.format(Locale.ROOT,
				"%d idle sessions: %.1f KiB of live heap each, the process has grown by %.1f KiB each", sessions,
				held / sessions / 1024, grown / sessions / 1024));
		return new double[] { held / sessions, grown / sessions };
	}

}
