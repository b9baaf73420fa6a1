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

package io.github.wampspring.router.cluster.link;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an engine may do to a link, beside what the contract's engines do.
 */
@Timeout(120)
class EngineLinkTests {

	private static final LinkSettings SETTINGS = LinkSettings.defaults()
		.withBackoff(Duration.ofMillis(1), Duration.ofMillis(4));

	private final RecordingListener listener = new RecordingListener();

	private final NodeId self = NodeId.create("node");

	@Test
	void aConnectionThatFailsInAnyWayIsTriedAgain() {
		AtomicInteger attempts = new AtomicInteger();
		EngineLink link = new EngineLink(SETTINGS) {

			@Override
			protected EngineConnection connect(String cluster, NodeId self, EngineEvents events) {
				switch (attempts.incrementAndGet()) {
					case 1 -> throw new IllegalStateException("a state");
					case 2 -> throw new NoClassDefFoundError("a class");
					case 3 -> {
						events.lost("a reason of the engine");
						throw new IllegalStateException();
					}
					default -> {
						return new StubConnection();
					}
				}
			}

		};
		link.start("shop", this.self, this.listener);
		Awaitility.await().until(() -> this.listener.events().contains("connected"));
		link.close();
		assertThat(this.listener.events()).last().isEqualTo("connected");
		assertThat(attempts).hasValue(4);
	}

	@Test
	void theReasonIsWhatTheEngineSaid() {
		EngineLink link = new EngineLink(SETTINGS.withBackoff(Duration.ofMinutes(1), Duration.ofMinutes(1))) {

			@Override
			protected EngineConnection connect(String cluster, NodeId self, EngineEvents events) {
				events.lost("a reason of the engine");
				throw new IllegalStateException("what came of it");
			}

		};
		link.start("shop", this.self, this.listener);
		Awaitility.await().until(() -> !this.listener.events().isEmpty());
		assertThat(this.listener.events()).containsExactly("disconnected a reason of the engine 0");
		link.close();
	}

	@Test
	void aConnectThatCannotBeInterruptedHoldsUpNobodyForLong() throws InterruptedException {
		CountDownLatch connecting = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger closed = new AtomicInteger();
		EngineLink link = new EngineLink(SETTINGS) {

			@Override
			protected EngineConnection connect(String cluster, NodeId self, EngineEvents events) {
				connecting.countDown();
				while (release.getCount() > 0) {
					try {
						release.await();
					}
					catch (InterruptedException ex) {
						// as a connect of the operating system
					}
				}
				return new StubConnection() {

					@Override
					public void close() {
						closed.incrementAndGet();
					}

				};
			}

		};
		link.start("shop", this.self, this.listener);
		connecting.await();
		link.close();
		release.countDown();
		Awaitility.await().until(() -> closed.get() == 1);
		assertThat(this.listener.events()).isEmpty();
	}

	@Test
	void whatWasNotConfirmedIsTold() {
		AtomicInteger connections = new AtomicInteger();
		EngineLink link = new EngineLink(SETTINGS) {

			@Override
			protected EngineConnection connect(String cluster, NodeId self, EngineEvents events) {
				int number = connections.incrementAndGet();
				return new StubConnection() {

					@Override
					public void send(List<OutboundFrame> frames) throws Exception {
						if (number == 1) {
							events.confirmed(1);
							throw new EngineLostException("gone");
						}
					}

				};
			}

		};
		link.start("shop", this.self, this.listener);
		Awaitility.await().until(() -> link.statistics().connected());
		link.broadcast(List.of(ByteBuffer.allocate(1), ByteBuffer.allocate(1), ByteBuffer.allocate(1)));
		Awaitility.await().until(() -> this.listener.events().size() == 3);
		assertThat(this.listener.events()).containsExactly("connected", "disconnected gone 2", "connected");
		assertThat(link.statistics().dropped()).isEqualTo(2);
		link.close();
	}

	@Test
	void whatAnOldConnectionTellsIsIgnored() {
		AtomicInteger connections = new AtomicInteger();
		EngineEvents[] first = new EngineEvents[1];
		EngineLink link = new EngineLink(SETTINGS) {

			@Override
			protected EngineConnection connect(String cluster, NodeId self, EngineEvents events) {
				if (connections.incrementAndGet() == 1) {
					first[0] = events;
				}
				return new StubConnection();
			}

		};
		link.start("shop", this.self, this.listener);
		Awaitility.await().until(() -> this.listener.events().size() == 1);
		first[0].lost("gone");
		Awaitility.await().until(() -> this.listener.events().size() == 3);
		first[0].received(ByteBuffer.allocate(1));
		first[0].suspect(this.self);
		first[0].lost("gone again");
		link.broadcast(ByteBuffer.allocate(1));
		Awaitility.await().until(() -> link.statistics().sent() == 1);
		link.close();
		assertThat(this.listener.events()).containsExactly("connected", "disconnected gone 0", "connected");
		assertThat(connections).hasValue(2);
	}

	@Test
	void aListLargerThanTheQueueFitsAnEmptyOne() {
		CountDownLatch release = new CountDownLatch(1);
		EngineLink link = link(SETTINGS.withMaxFrame(1024).withQueue(2, 2048), release);
		assertThat(link.broadcast(List.of())).isEqualTo(Sent.QUEUED);
		assertThat(link
			.broadcast(List.of(ByteBuffer.allocate(1024), ByteBuffer.allocate(1024), ByteBuffer.allocate(1024))))
			.isEqualTo(Sent.QUEUED);
		assertThat(link.broadcast(ByteBuffer.allocate(1))).isEqualTo(Sent.FULL);
		assertThat(link.statistics().full()).isEqualTo(1);
		release.countDown();
		link.close();
		assertThat(link.statistics().sent()).isEqualTo(4);
	}

	@Test
	void aQuarterOfTheQueueIsNotForWhatMayBeRefused() {
		CountDownLatch release = new CountDownLatch(1);
		EngineLink link = link(SETTINGS.withMaxFrame(1024).withQueue(8, 8 * 1024), release);
		assertThat(link.hasRoom(20 * 1024)).as("an empty queue").isTrue();
		for (int i = 0; i < 5; i++) {
			link.broadcast(ByteBuffer.allocate(1000));
		}
		assertThat(link.hasRoom(1000)).isTrue();
		assertThat(link.hasRoom(1024)).as("two frames").isFalse();
		link.broadcast(ByteBuffer.allocate(1000));
		assertThat(link.hasRoom(1)).as("three quarters of the frames").isFalse();
		assertThat(link.broadcast(ByteBuffer.allocate(1))).isEqualTo(Sent.QUEUED);
		release.countDown();
		link.close();
	}

	@Test
	void behindWhatOnlyAnEmptyQueueTakesThereIsAQuarterOfTheQueue() {
		CountDownLatch release = new CountDownLatch(1);
		EngineLink link = link(SETTINGS.withMaxFrame(1024).withQueue(8, 8 * 1024), release);
		List<ByteBuffer> large = Collections.nCopies(20, ByteBuffer.allocate(1024));
		assertThat(link.broadcast(large)).isEqualTo(Sent.QUEUED);
		assertThat(link.hasRoom(1)).isFalse();
		assertThat(link.broadcast(List.of(ByteBuffer.allocate(1024), ByteBuffer.allocate(1024))))
			.isEqualTo(Sent.QUEUED);
		assertThat(link.broadcast(ByteBuffer.allocate(1))).isEqualTo(Sent.FULL);
		release.countDown();
		link.close();
	}

	/** A link whose connection sends one frame and waits, while others are queued. */
	private EngineLink link(LinkSettings settings, CountDownLatch release) {
		EngineLink link = new EngineLink(settings) {

			@Override
			protected EngineConnection connect(String cluster, NodeId self, EngineEvents events) {
				return new StubConnection() {

					@Override
					public void send(List<OutboundFrame> frames) throws Exception {
						release.await();
					}

				};
			}

		};
		link.start("shop", this.self, this.listener);
		Awaitility.await().until(() -> link.statistics().connected());
		link.broadcast(ByteBuffer.allocate(1));
		Awaitility.await().until(() -> link.statistics().queuedFrames() == 0);
		return link;
	}

	@Test
	void whatTheConnectionTakesAtOnceIsSentByTheCallersThread() {
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		EngineLink link = link((events) -> new StubConnection() {

			@Override
			public boolean offer(List<OutboundFrame> frames) {
				threads.add(Thread.currentThread());
				events.confirmed(frames.size());
				return true;
			}

		});
		Awaitility.await().until(() -> {
			Thread.currentThread().interrupt();
			link.broadcast(ByteBuffer.allocate(1));
			return Thread.interrupted() && threads.contains(Thread.currentThread());
		});
		link.close();
		assertThat(link.statistics().dropped()).isZero();
	}

	@Test
	void framesKeepTheirOrderWhetherOrNotTheyAreTakenAtOnce() {
		List<Integer> sent = Collections.synchronizedList(new ArrayList<>());
		AtomicInteger atOnce = new AtomicInteger();
		AtomicInteger busy = new AtomicInteger();
		EngineLink link = link((events) -> new StubConnection() {

			@Override
			public void send(List<OutboundFrame> frames) {
				add(frames);
			}

			@Override
			public boolean offer(List<OutboundFrame> frames) {
				if (frames.get(0).content().getInt(0) % 10 == 0) {
					return false;
				}
				atOnce.incrementAndGet();
				add(frames);
				return true;
			}

			@Override
			public void confirm() {
				add(List.of());
			}

			private void add(List<OutboundFrame> frames) {
				assertThat(busy.incrementAndGet()).isOne();
				frames.forEach((frame) -> sent.add(frame.content().getInt(0)));
				busy.decrementAndGet();
			}

		});
		for (int i = 0; i < 20_000 || atOnce.get() == 0; i++) {
			while (link.broadcast(ByteBuffer.allocate(4).putInt(0, i)) != Sent.QUEUED) {
				Thread.onSpinWait();
			}
		}
		link.close();
		assertThat(sent).hasSizeGreaterThanOrEqualTo(20_000).isSorted().doesNotHaveDuplicates();
		assertThat(link.statistics().sent()).isEqualTo(sent.size());
		assertThat(this.listener.events()).containsExactly("connected");
	}

	@Test
	void aConnectionThatIsLostWhileItTakesFramesIsTold() {
		AtomicInteger connections = new AtomicInteger();
		EngineLink link = link((events) -> {
			int number = connections.incrementAndGet();
			return new StubConnection() {

				@Override
				public boolean offer(List<OutboundFrame> frames) throws Exception {
					if (number == 1) {
						throw new EngineLostException("gone");
					}
					return false;
				}

			};
		});
		Awaitility.await().until(() -> {
			assertThat(link.broadcast(List.of(ByteBuffer.allocate(1), ByteBuffer.allocate(1)))).isNotEqualTo(Sent.FULL);
			return connections.get() == 2;
		});
		Awaitility.await().until(() -> this.listener.events().size() == 3);
		long dropped = link.statistics().dropped();
		assertThat(dropped).isPositive();
		assertThat(this.listener.events()).containsExactly("connected", "disconnected gone " + dropped, "connected");
		link.close();
	}

	private EngineLink link(Function<EngineEvents, EngineConnection> connections) {
		EngineLink link = new EngineLink(SETTINGS) {

			@Override
			protected EngineConnection connect(String cluster, NodeId self, EngineEvents events) {
				return connections.apply(events);
			}

		};
		link.start("shop", this.self, this.listener);
		return link;
	}

	private static class StubConnection implements EngineConnection {

		@Override
		public void send(List<OutboundFrame> frames) throws Exception {
		}

		@Override
		public void confirm() {
		}

		@Override
		public void close() {
		}

	}

}
