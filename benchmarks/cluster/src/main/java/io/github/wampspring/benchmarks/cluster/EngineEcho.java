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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;

/**
 * The engine alone: jnats or Lettuce as two inboxes, of two JVMs, one of which sends back
 * what comes.
 */
final class EngineEcho implements AutoCloseable {

	private static final int SIZE = 200;

	private final ChildProcess other;

	private final Samples samples = new Samples();

	private final Sender sender;

	private volatile boolean running;

	private long sentAt;

	EngineEcho(Engine engine) throws Exception {
		this.other = ChildProcess.java(EngineEcho.class,
				List.of(engine.kind().name(), Integer.toString(engine.port())));
		this.sender = connect(engine.kind(), engine.port(), "here", "there", (message) -> came());
	}

	public static void main(String[] args) throws Exception {
		Sender[] sender = new Sender[1];
		sender[0] = connect(Engine.Kind.valueOf(args[0]), Integer.parseInt(args[1]), "there", "here",
				(message) -> sender[0].send(message));
		System.out.println(ClusterRouter.ANSWER + "ready");
		System.in.read();
		Runtime.getRuntime().halt(0);
	}

	private static Sender connect(Engine.Kind kind, int port, String inbox, String to, Consumer<byte[]> receiver)
			throws Exception {
		if (kind == Engine.Kind.NATS) {
			Connection connection = Nats
				.connect(new Options.Builder().server("nats://127.0.0.1:" + port).noReconnect().build());
			connection.createDispatcher((message) -> receiver.accept(message.getData())).subscribe(inbox);
			connection.flush(null);
			return (message) -> connection.publish(to, message);
		}
		RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
		StatefulRedisPubSubConnection<byte[], byte[]> subscriber = client.connectPubSub(ByteArrayCodec.INSTANCE);
		subscriber.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(byte[] channel, byte[] message) {
				receiver.accept(message);
			}

		});
		StatefulRedisConnection<byte[], byte[]> publisher = client.connect(ByteArrayCodec.INSTANCE);
		subscriber.sync().subscribe(inbox.getBytes(StandardCharsets.US_ASCII));
		byte[] channel = to.getBytes(StandardCharsets.US_ASCII);
		return (message) -> publisher.async().publish(channel, message);
	}

	private void came() {
		long now = System.nanoTime();
		this.samples.add(now - this.sentAt);
		if (this.running) {
			send();
		}
	}

	private void send() {
		this.sentAt = System.nanoTime();
		this.sender.send(new byte[SIZE]);
	}

	/** Messages there and back, one at a time. */
	Samples measure(double seconds) throws InterruptedException {
		this.samples.clear();
		this.running = true;
		send();
		Thread.sleep((long) (seconds * 1000));
		this.running = false;
		Thread.sleep(100);
		return this.samples.copy();
	}

	@Override
	public void close() {
		this.other.close();
	}

	private interface Sender {

		void send(byte[] message);

	}

}
