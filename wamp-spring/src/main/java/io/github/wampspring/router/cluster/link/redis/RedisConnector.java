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

package io.github.wampspring.router.cluster.link.redis;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.router.cluster.link.EngineConnection;
import io.github.wampspring.router.cluster.link.EngineEvents;
import io.github.wampspring.router.cluster.link.EngineLostException;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.OutboundFrame;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * One connection that subscribes and one that publishes. All frames go by the latter, so
 * that they keep their order; Lettuce's own queue is unbounded, so that it gets no more
 * than a window.
 */
final class RedisConnector implements EngineConnection {

	/** How much is published before Redis has to answer. */
	private static final int WINDOW_BYTES = 1024 * 1024;

	private static final int WINDOW_FRAMES = 4096;

	/** So that channels need not be written anew for each frame. */
	private static final int MAX_TARGETS = 1024;

	private final RedisChannels channels;

	private final EngineEvents events;

	private final long timeout;

	private final boolean hints;

	private final Map<NodeId, byte[]> targets = new HashMap<>();

	private final Object lock = new Object();

	private @Nullable ClientResources resources;

	private @Nullable LettuceConnectionFactory factory;

	private volatile @Nullable StatefulRedisConnection<byte[], byte[]> publisher;

	private volatile @Nullable StatefulRedisPubSubConnection<byte[], byte[]> subscriber;

	/** How many subscriptions Redis has confirmed. */
	private long subscribed;

	/** How many frames Redis has answered; when this stands still, it has stalled. */
	private long answers;

	private int frames;

	private long bytes;

	private boolean lost;

	private boolean closed;

	RedisConnector(RedisChannels channels, EngineEvents events, LinkSettings settings, boolean hints) {
		this.channels = channels;
		this.events = events;
		this.timeout = settings.timeout().toNanos();
		this.hints = hints;
	}

	RedisConnector connect(RedisConfiguration server, LettuceClientConfiguration application) throws Exception {
		ClientResources resources = OwnClientConfiguration.resources(application);
		LettuceConnectionFactory factory;
		synchronized (this.lock) {
			this.resources = resources;
			factory = new LettuceConnectionFactory(server,
					new OwnClientConfiguration(application, resources, Duration.ofNanos(this.timeout)));
			this.factory = factory;
		}
		factory.afterPropertiesSet();
		factory.start();
		RedisClient client = (RedisClient) factory.getRequiredNativeClient();
		client.addListener(new RedisConnectionStateListener() {

			@Override
			public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
				// others come and go while Sentinel is asked, and when one is refused
				if (connection == RedisConnector.this.publisher || connection == RedisConnector.this.subscriber) {
					lost("The connection to Redis is lost");
				}
			}

		});
		StatefulRedisPubSubConnection<byte[], byte[]> subscriber = client.connectPubSub(ByteArrayCodec.INSTANCE);
		this.subscriber = subscriber;
		subscriber.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(byte[] channel, byte[] message) {
				RedisConnector.this.events.received(ByteBuffer.wrap(message));
			}

			@Override
			public void subscribed(byte[] channel, long count) {
				RedisConnector.this.subscribed();
			}

		});
		StatefulRedisConnection<byte[], byte[]> publisher = client.connect(ByteArrayCodec.INSTANCE);
		this.publisher = publisher;
		publisher.setAutoFlushCommands(false);
		subscribe(subscriber, this.channels.self());
		subscribe(subscriber, this.channels.all());
		confirm();
		return this;
	}

	private void subscribe(StatefulRedisPubSubConnection<byte[], byte[]> subscriber, byte[] channel)
			throws EngineLostException, InterruptedException {
		long before;
		synchronized (this.lock) {
			before = this.subscribed;
		}
		subscriber.async().subscribe(channel).whenComplete((nothing, ex) -> {
			if (ex != null) {
				lost("Redis refuses the subscription: " + ex.getMessage());
			}
		});
		synchronized (this.lock) {
			long end = System.nanoTime() + this.timeout;
			while (this.subscribed == before) {
				await(end);
			}
		}
	}

	private void subscribed() {
		synchronized (this.lock) {
			this.subscribed++;
			this.lock.notifyAll();
		}
	}

	private void await(long end) throws EngineLostException, InterruptedException {
		if (this.lost || this.closed) {
			throw new EngineLostException("The connection to Redis is lost");
		}
		long left = end - System.nanoTime();
		if (left <= 0) {
			throw new EngineLostException(
					"Redis has not answered within " + TimeUnit.NANOSECONDS.toMillis(this.timeout) + " ms");
		}
		TimeUnit.NANOSECONDS.timedWait(this.lock, left);
	}

	private void lost(String reason) {
		synchronized (this.lock) {
			if (this.closed) {
				return;
			}
			this.lost = true;
			this.lock.notifyAll();
		}
		this.events.lost(reason);
	}

	@Override
	public void send(List<OutboundFrame> frames) throws Exception {
		StatefulRedisConnection<byte[], byte[]> publisher = this.publisher;
		if (publisher == null) {
			throw new IllegalStateException("Not connected");
		}
		for (OutboundFrame frame : frames) {
			publish(publisher, frame);
		}
		publisher.flushCommands();
		awaitAtMost(WINDOW_FRAMES, WINDOW_BYTES);
	}

	/**
	 * While Redis has not answered, what comes meanwhile goes out together: a write of
	 * the system for each frame costs more than the frame.
	 */
	@Override
	public boolean offer(List<OutboundFrame> frames) {
		StatefulRedisConnection<byte[], byte[]> publisher = this.publisher;
		synchronized (this.lock) {
			if (publisher == null || this.frames > 0) {
				return false;
			}
		}
		long size = 0;
		for (OutboundFrame frame : frames) {
			size += frame.size();
		}
		if (frames.size() > WINDOW_FRAMES || size > WINDOW_BYTES) {
			return false;
		}
		frames.forEach((frame) -> publish(publisher, frame));
		publisher.flushCommands();
		return true;
	}

	private void publish(StatefulRedisConnection<byte[], byte[]> publisher, OutboundFrame frame) {
		int size = frame.size();
		NodeId to = frame.to();
		synchronized (this.lock) {
			this.frames++;
			this.bytes += size;
		}
		publisher.async()
			.publish((to != null) ? inbox(to) : this.channels.all(), frame.toByteArray())
			.whenComplete((receivers, ex) -> answered(to, size, receivers, ex));
	}

	private byte[] inbox(NodeId node) {
		byte[] channel = this.targets.get(node);
		if (channel == null) {
			if (this.targets.size() >= MAX_TARGETS) {
				this.targets.clear();
			}
			channel = this.channels.inbox(node);
			this.targets.put(node, channel);
		}
		return channel;
	}

	private void answered(@Nullable NodeId to, int size, @Nullable Long receivers, @Nullable Throwable ex) {
		if (ex != null) {
			lost("Redis has not published a frame: " + ex.getMessage());
			return;
		}
		this.events.confirmed(1);
		if (this.hints && to != null && receivers != null && receivers == 0) {
			this.events.suspect(to);
		}
		synchronized (this.lock) {
			this.answers++;
			this.frames--;
			this.bytes -= size;
			this.lock.notifyAll();
		}
	}

	/** Waits for answers, as long as there are some. */
	private void awaitAtMost(int frames, long bytes) throws EngineLostException, InterruptedException {
		synchronized (this.lock) {
			long before = this.answers;
			long end = System.nanoTime() + this.timeout;
			while (this.frames > frames || this.bytes > bytes) {
				await(end);
				if (this.answers != before) {
					before = this.answers;
					end = System.nanoTime() + this.timeout;
				}
			}
		}
	}

	@Override
	public void confirm() throws Exception {
		StatefulRedisPubSubConnection<byte[], byte[]> subscriber = this.subscriber;
		StatefulRedisConnection<byte[], byte[]> publisher = this.publisher;
		if (subscriber == null || publisher == null) {
			throw new IllegalStateException("Not connected");
		}
		awaitAtMost(0, 0);
		Answer answer = new Answer();
		publisher.async().ping().whenComplete((pong, ex) -> answer.came(ex));
		publisher.flushCommands();
		// a subscription that is there already is confirmed once more, by all versions of
		// the protocol
		subscribe(subscriber, this.channels.self());
		answer.await();
	}

	@Override
	public void close() {
		LettuceConnectionFactory factory;
		ClientResources resources;
		synchronized (this.lock) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.lock.notifyAll();
			factory = this.factory;
			resources = this.resources;
		}
		boolean interrupted = Thread.interrupted();
		if (factory != null) {
			factory.destroy();
		}
		if (resources != null) {
			resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The answer to a question.
	 */
	private final class Answer {

		private boolean here;

		void came(@Nullable Throwable ex) {
			if (ex != null) {
				lost("Redis does not answer: " + ex.getMessage());
				return;
			}
			synchronized (RedisConnector.this.lock) {
				this.here = true;
				RedisConnector.this.lock.notifyAll();
			}
		}

		void await() throws EngineLostException, InterruptedException {
			synchronized (RedisConnector.this.lock) {
				long end = System.nanoTime() + RedisConnector.this.timeout;
				while (!this.here) {
					RedisConnector.this.await(end);
				}
			}
		}

	}

}
