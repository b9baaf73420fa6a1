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

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.github.wampspring.benchmarks.client.Peers;
import io.github.wampspring.benchmarks.client.RouterProcess;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.netty.NettyWebSocketConnector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of one caller to one callee, both in this JVM, on one thread.
 *
 * @param caller where the caller is
 * @param callee where the callee is
 */
record Calls(Instance caller, Instance callee) {

	static final Payload TEXT = Payload.of("0123456789abcdef");

	private static final AtomicInteger PROCEDURES = new AtomicInteger();

	static NettyWebSocketConnector connector() {
		return new NettyWebSocketConnector(
				new WampSerializers(new JacksonPayloadMapper(JsonMapper.shared())).only(List.of("json")).all(),
				ChannelSettings.defaults(), null, HandshakeCustomizer.NONE);
	}

	static Peers peers(NettyWebSocketConnector connector, URI url) {
		return new Peers(connector, url, "realm1");
	}

	static String procedure() {
		return "bench.procedure" + PROCEDURES.incrementAndGet();
	}

	static void echo(Peers peers, String procedure) throws Exception {
		peers.join((peer, message) -> {
			if (message instanceof Invocation invocation) {
				peer.send(new Yield(invocation.request(), Dict.EMPTY, invocation.payload()));
			}
		}).request(new Register(1, Dict.EMPTY, procedure));
	}

	/** One at a time. */
	Samples latency(double seconds) throws Exception {
		try (NettyWebSocketConnector connector = connector()) {
			String procedure = procedure();
			echo(peers(connector, this.callee.url()), procedure);
			Samples samples = new Samples();
			long[] sentAt = new long[1];
			Peers.Peer caller = peers(connector, this.caller.url()).join((peer, message) -> {
				if (message instanceof Result) {
					samples.add(System.nanoTime() - sentAt[0]);
					sentAt[0] = System.nanoTime();
					peer.send(new Call(peer.next(), Dict.EMPTY, procedure, TEXT));
				}
			});
			sentAt[0] = System.nanoTime();
			caller.send(new Call(caller.next(), Dict.EMPTY, procedure, TEXT));
			Thread.sleep((long) (seconds * 300));
			samples.clear();
			Thread.sleep((long) (seconds * 1000));
			return samples.copy();
		}
	}

	/** So many open at a time. */
	Rate rate(int open, double seconds) throws Exception {
		try (NettyWebSocketConnector connector = connector()) {
			String procedure = procedure();
			echo(peers(connector, this.callee.url()), procedure);
			LongAdder done = new LongAdder();
			Peers.Peer caller = peers(connector, this.caller.url()).join((peer, message) -> {
				if (message instanceof Result) {
					done.increment();
					peer.send(new Call(peer.next(), Dict.EMPTY, procedure, TEXT));
				}
			});
			for (int i = 0; i < open; i++) {
				caller.send(new Call(caller.next(), Dict.EMPTY, procedure, TEXT));
			}
			Thread.sleep((long) (seconds * 300));
			double cpu = cpuSeconds();
			long before = done.sum();
			long begin = System.nanoTime();
			Thread.sleep((long) (seconds * 1000));
			long count = done.sum() - before;
			double took = (System.nanoTime() - begin) / 1e9;
			return new Rate(count / took, (cpuSeconds() - cpu) * 100_000 / count);
		}
	}

	private double cpuSeconds() throws Exception {
		RouterProcess caller = this.caller.usage();
		RouterProcess callee = this.callee.usage();
		return caller.cpuSeconds() + (caller.equals(callee) ? 0 : callee.cpuSeconds());
	}

	/**
	 * How fast calls go.
	 *
	 * @param perSecond calls a second
	 * @param cpu what the routers of caller and callee have used of the processors, in
	 * seconds for 100,000 calls
	 */
	record Rate(double perSecond, double cpu) {
	}

}
