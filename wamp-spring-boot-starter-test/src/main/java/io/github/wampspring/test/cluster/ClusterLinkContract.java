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

package io.github.wampspring.test.cluster;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What each {@link ClusterLink} has to keep. Extend it by a test class that makes links
 * over an engine, which runs; with a {@link #control()} of the engine, what happens when
 * it stalls and dies is tested as well.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ClusterLinkContract {

	private static final int MANY = 2_000;

	private static final int MEBIBYTE = 1024 * 1024;

	/** Threads that come and go without anybody's doing. */
	private static final List<String> OTHERS = List.of("ForkJoinPool.commonPool", "process reaper", "Common-Cleaner",
			"Attach Listener", "globalEventExecutor", "junit-");

	private final String cluster = "contract-" + UUID.randomUUID();

	private final List<LinkedNode> nodes = new ArrayList<>();

	/**
	 * For subclasses.
	 */
	protected ClusterLinkContract() {
	}

	/**
	 * Makes a link.
	 * @param settings its limits and times; a link that has others of its own ignores
	 * what it cannot set
	 * @return the link, which is not started
	 */
	protected abstract ClusterLink createLink(LinkSettings settings);

	/**
	 * What can be done to the engine.
	 * @return {@code null} where nothing can be done; tests that need it are then skipped
	 */
	protected @Nullable EngineControl control() {
		return null;
	}

	/**
	 * Whether the engine tells of frames that had no receiver.
	 * @return {@code true} by default
	 */
	protected boolean hintsAtDeadNodes() {
		return true;
	}

	@AfterEach
	void end() {
		EngineControl control = control();
		if (control != null) {
			control.resume();
			control.start();
		}
		this.nodes.forEach(LinkedNode::close);
	}

	private LinkedNode node(String name) {
		return node(name, LinkSettings.defaults());
	}

	private LinkedNode node(String name, LinkSettings settings) {
		return started(name, settings).awaitConnected();
	}

	private LinkedNode started(String name, LinkSettings settings) {
		LinkedNode node = new LinkedNode(name, createLink(settings));
		this.nodes.add(node);
		return node.start(this.cluster);
	}

	private EngineControl engine() {
		EngineControl control = control();
		Assumptions.assumeTrue(control != null, "This engine cannot be controlled");
		if (control == null) {
			throw new IllegalStateException();
		}
		return control;
	}

	private static List<Integer> range(int end) {
		return IntStream.range(0, end).boxed().toList();
	}

	private static void awaitNumbers(LinkedNode node, int stream, int count) {
		LinkedNode.await(count + " frames of stream " + stream, () -> node.numbers(stream).size() >= count);
	}

	@Test
	void framesOfAPairKeepTheirOrderWithBroadcastsAmongThem() {
		LinkedNode sender = node("sender");
		LinkedNode receiver = node("receiver");
		for (int i = 0; i < MANY; i++) {
			if (i % 3 == 0) {
				sender.broadcast(1, i);
			}
			else {
				sender.send(receiver.id(), 1, i);
			}
		}
		awaitNumbers(receiver, 1, MANY);
		assertThat(receiver.numbers(1)).isEqualTo(range(MANY));
	}

	@Test
	void framesOfEachSenderKeepTheirOrder() throws InterruptedException {
		LinkedNode receiver = node("receiver");
		LinkedNode one = node("one");
		LinkedNode other = node("other");
		parallel(() -> IntStream.range(0, MANY).forEach((i) -> mix(one, receiver, 1, i)),
				() -> IntStream.range(0, MANY).forEach((i) -> mix(other, receiver, 2, i)));
		awaitNumbers(receiver, 1, MANY);
		awaitNumbers(receiver, 2, MANY);
		assertThat(receiver.numbers(1)).isEqualTo(range(MANY));
		assertThat(receiver.numbers(2)).isEqualTo(range(MANY));
	}

	@Test
	void framesOfEachThreadKeepTheirOrder() throws InterruptedException {
		LinkedNode receiver = node("receiver");
		LinkedNode sender = node("sender");
		parallel(() -> IntStream.range(0, MANY).forEach((i) -> mix(sender, receiver, 1, i)),
				() -> IntStream.range(0, MANY).forEach((i) -> mix(sender, receiver, 2, i)),
				() -> IntStream.range(0, MANY).forEach((i) -> mix(sender, receiver, 3, i)));
		for (int stream = 1; stream <= 3; stream++) {
			awaitNumbers(receiver, stream, MANY);
			assertThat(receiver.numbers(stream)).isEqualTo(range(MANY));
		}
	}

	private static void mix(LinkedNode sender, LinkedNode receiver, int stream, int number) {
		if (number % 5 == 0) {
			sender.broadcast(stream, number);
		}
		else {
			sender.send(receiver.id(), stream, number);
		}
	}

	private static void parallel(Runnable... tasks) throws InterruptedException {
		List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
		List<Thread> threads = new ArrayList<>();
		for (Runnable task : tasks) {
			Thread thread = new Thread(task, "contract-task");
			thread.setUncaughtExceptionHandler((failed, ex) -> failures.add(ex));
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(failures).isEmpty();
	}

	@Test
	void aBroadcastReachesEachNodeOnceAndComesBackToItsSender() {
		LinkedNode sender = node("sender");
		LinkedNode one = node("one");
		LinkedNode other = node("other");
		for (int i = 0; i < 100; i++) {
			sender.broadcast(1, i);
		}
		for (LinkedNode node : List.of(sender, one, other)) {
			awaitNumbers(node, 1, 100);
			assertThat(node.numbers(1)).isEqualTo(range(100));
		}
	}

	@Test
	void aFrameReachesTheNodeThatItIsForOnly() {
		LinkedNode sender = node("sender");
		LinkedNode receiver = node("receiver");
		LinkedNode other = node("other");
		sender.send(receiver.id(), 1, 0);
		sender.send(sender.id(), 2, 0);
		sender.broadcast(3, 0);
		for (LinkedNode node : List.of(sender, receiver, other)) {
			awaitNumbers(node, 3, 1);
		}
		assertThat(sender.streams()).containsExactly(2, 3);
		assertThat(receiver.streams()).containsExactly(1, 3);
		assertThat(other.streams()).containsExactly(3);
	}

	@Test
	void framesOfAllSizesComeAsTheyAre() {
		LinkedNode sender = node("sender");
		LinkedNode receiver = node("receiver");
		int max = sender.link().maxFrame();
		List<byte[]> frames = new ArrayList<>();
		for (int size : new int[] { 0, 1, 100, max - 1, max }) {
			byte[] frame = new byte[size];
			for (int i = 0; i < size; i++) {
				frame[i] = (byte) (i * 31);
			}
			frames.add(frame);
			LinkedNode.insist(() -> sender.link().send(receiver.id(), ByteBuffer.wrap(frame)));
		}
		LinkedNode.await("the frames", () -> receiver.frames().size() == frames.size());
		for (int i = 0; i < frames.size(); i++) {
			ByteBuffer frame = receiver.frames().get(i);
			byte[] bytes = new byte[frame.remaining()];
			frame.get(bytes);
			assertThat(bytes).isEqualTo(frames.get(i));
		}
		assertThat(sender.link().send(receiver.id(), ByteBuffer.allocate(max + 1))).isEqualTo(Sent.TOO_LARGE);
		assertThat(sender.link().broadcast(ByteBuffer.allocate(max + 1))).isEqualTo(Sent.TOO_LARGE);
	}

	@Test
	void buffersOfAllKindsAreReadFromTheirPositionAndStayAsTheyAre() {
		LinkedNode sender = node("sender");
		LinkedNode receiver = node("receiver");
		ByteBuffer part = ByteBuffer.wrap(new byte[] { 9, 9, 1, 2, 3, 9 }, 2, 3);
		ByteBuffer slice = ByteBuffer.wrap(new byte[] { 9, 9, 1, 2, 3, 9 }, 2, 3).slice();
		ByteBuffer readOnly = ByteBuffer.wrap(new byte[] { 1, 2, 3 }).asReadOnlyBuffer();
		ByteBuffer direct = ByteBuffer.allocateDirect(3).put(new byte[] { 1, 2, 3 }).flip();
		List<ByteBuffer> buffers = List.of(part, slice, readOnly, direct);
		buffers.forEach((buffer) -> LinkedNode.insist(() -> sender.link().send(receiver.id(), buffer)));
		LinkedNode.insist(() -> sender.link().send(receiver.id(), buffers));
		LinkedNode.await("the frames", () -> receiver.frames().size() == 8);
		assertThat(receiver.frames()).allMatch(ByteBuffer.wrap(new byte[] { 1, 2, 3 })::equals);
		assertThat(part.position()).isEqualTo(2);
		assertThat(buffers).allMatch((buffer) -> buffer.remaining() == 3);
	}

	@Test
	void framesThatAreSentTogetherStayTogether() throws InterruptedException {
		LinkedNode sender = node("sender");
		LinkedNode receiver = node("receiver");
		Runnable one = () -> IntStream.range(0, 300).forEach((i) -> together(sender, receiver, 1, i));
		Runnable other = () -> IntStream.range(0, 300).forEach((i) -> together(sender, receiver, 2, i));
		parallel(one, other);
		awaitNumbers(receiver, 1, 900);
		awaitNumbers(receiver, 2, 900);
		List<Integer> streams = receiver.streams();
		for (int i = 0; i < streams.size(); i += 3) {
			assertThat(streams.subList(i, i + 3)).containsOnly(streams.get(i));
		}
	}

	private static void together(LinkedNode sender, LinkedNode receiver, int stream, int number) {
		List<ByteBuffer> frames = IntStream.range(0, 3)
			.mapToObj((i) -> LinkedNode.frame(stream, 3 * number + i))
			.toList();
		LinkedNode.insist(
				() -> (number % 2 == 0) ? sender.link().broadcast(frames) : sender.link().send(receiver.id(), frames));
	}

	@Test
	void clustersDoNotHearEachOther() {
		LinkedNode here = node("node");
		LinkedNode there = new LinkedNode("node", createLink(LinkSettings.defaults()));
		this.nodes.add(there);
		there.start(this.cluster + "-b").awaitConnected();
		here.broadcast(1, 0);
		here.send(there.id(), 2, 0);
		there.broadcast(3, 0);
		awaitNumbers(here, 1, 1);
		awaitNumbers(there, 3, 1);
		assertThat(here.streams()).containsExactly(1);
		assertThat(there.streams()).containsExactly(3);
	}

	@Test
	void whatIsForAFormerLifeOfANodeDoesNotComeToTheNext() {
		LinkedNode sender = node("sender");
		LinkedNode former = node("receiver");
		former.close();
		LinkedNode next = node("receiver");
		sender.send(former.id(), 1, 0);
		sender.send(next.id(), 2, 0);
		awaitNumbers(next, 2, 1);
		assertThat(next.streams()).containsExactly(2);
	}

	@Test
	void aNodeThatIsNotThereIsSuspected() {
		Assumptions.assumeTrue(hintsAtDeadNodes(), "This engine does not tell of frames without a receiver");
		LinkedNode sender = node("sender");
		LinkedNode gone = node("gone");
		LinkedNode alive = node("alive");
		NodeId never = NodeId.create("never.there");
		sender.send(gone.id(), 1, 0);
		awaitNumbers(gone, 1, 1);
		gone.close();
		LinkedNode.await("the hint at one that has gone", () -> {
			sender.send(gone.id(), 1, 1);
			return sender.suspects().contains(gone.id());
		});
		sender.send(never, 1, 0);
		sender.send(alive.id(), 1, 0);
		LinkedNode.await("the hint at one that never was", () -> sender.suspects().contains(never));
		awaitNumbers(alive, 1, 1);
		assertThat(sender.suspects()).containsExactlyInAnyOrder(gone.id(), never);
	}

	@Test
	void aListenerThatThrowsHarmsNothing() {
		LinkedNode sender = node("sender");
		LinkedNode receiver = node("receiver");
		receiver.onFrame((frame) -> {
			if (frame.getInt(frame.position() + 4) % 2 == 0) {
				throw new IllegalStateException("Thrown by the test");
			}
			throw new StackOverflowError("Thrown by the test");
		});
		for (int i = 0; i < 100; i++) {
			sender.send(receiver.id(), 1, i);
		}
		awaitNumbers(receiver, 1, 100);
		receiver.onFrame((frame) -> Thread.currentThread().interrupt());
		for (int i = 100; i < 200; i++) {
			sender.send(receiver.id(), 1, i);
		}
		awaitNumbers(receiver, 1, 200);
		assertThat(receiver.numbers(1)).isEqualTo(range(200));
	}

	@Test
	void theListenerIsCalledByOneThread() throws InterruptedException {
		LinkedNode receiver = node("receiver");
		LinkedNode one = node("one");
		LinkedNode other = node("other");
		NodeId never = NodeId.create("never");
		parallel(() -> IntStream.range(0, 500).forEach((i) -> mix(one, receiver, 1, i)),
				() -> IntStream.range(0, 500).forEach((i) -> mix(other, receiver, 2, i)),
				() -> IntStream.range(0, 500).forEach((i) -> receiver.send(never, 3, i)));
		awaitNumbers(receiver, 1, 500);
		awaitNumbers(receiver, 2, 500);
		assertThat(receiver.threads()).hasSize(1);
		assertThat(receiver.hasOverlapped()).isFalse();
	}

	@Test
	void aListenerMaySend() {
		LinkedNode one = node("one");
		LinkedNode other = node("other");
		one.onFrame((frame) -> one.link().send(other.id(), LinkedNode.frame(2, frame.getInt(frame.position() + 4))));
		other.onFrame((frame) -> {
			int number = frame.getInt(frame.position() + 4);
			if (number < 500) {
				other.link().send(one.id(), LinkedNode.frame(1, number + 1));
			}
		});
		other.send(one.id(), 1, 0);
		awaitNumbers(other, 2, 501);
		assertThat(one.numbers(1)).isEqualTo(range(501));
		assertThat(other.numbers(2)).isEqualTo(range(501));
	}

	@Test
	void aSlowListenerLosesFramesOfItsOwnOnly() {
		LinkSettings settings = LinkSettings.defaults();
		LinkedNode sender = node("sender", settings.withQueue(200, MEBIBYTE));
		LinkedNode quick = node("quick", settings);
		LinkedNode slow = node("slow", settings.withReceiveQueue(100, 10 * MEBIBYTE));
		CountDownLatch release = new CountDownLatch(1);
		slow.onFrame((frame) -> awaitQuietly(release));
		int count = 0;
		while (slow.link().statistics().missed() == 0 && slow.link().statistics().connected() && count < 1_000_000) {
			sender.broadcast(1, count++);
			awaitNumbers(quick, 1, count - 1_000);
		}
		int sent = count;
		awaitNumbers(quick, 1, sent);
		release.countDown();
		LinkedNode.await("the gap to be told", () -> slow.missed() > 0 || !slow.reasons().isEmpty());
		LinkedNode.await("a frame after the gap", () -> {
			sender.send(slow.id(), 2, 0);
			return !slow.numbers(2).isEmpty();
		});
		assertThat(quick.numbers(1)).isEqualTo(range(sent));
		assertThat(slow.numbers(1)).isSorted().doesNotHaveDuplicates().hasSizeLessThan(sent);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void whatWasQueuedBeforeTheCloseStillGoesOut() {
		LinkedNode receiver = node("receiver");
		LinkedNode sender = node("sender");
		for (int i = 0; i < 200; i++) {
			sender.send(receiver.id(), 1, i);
		}
		sender.broadcast(1, 200);
		sender.close();
		awaitNumbers(receiver, 1, 201);
		assertThat(receiver.numbers(1)).isEqualTo(range(201));
	}

	@Test
	void aClosedLinkIsQuietAndStaysClosed() {
		LinkedNode node = node("node");
		LinkedNode other = node("other");
		node.close();
		int calls = node.calls();
		assertThat(node.link().send(other.id(), LinkedNode.frame(1, 0))).isEqualTo(Sent.DISCONNECTED);
		assertThat(node.link().broadcast(LinkedNode.frame(1, 0))).isEqualTo(Sent.DISCONNECTED);
		assertThat(node.link().statistics().connected()).isFalse();
		other.send(node.id(), 2, 0);
		other.broadcast(3, 0);
		awaitNumbers(other, 3, 1);
		node.close();
		assertThat(node.calls()).isEqualTo(calls);
		assertThat(other.streams()).containsExactly(3);
		assertThatIllegalStateException().isThrownBy(() -> node.start(this.cluster));
	}

	@Test
	void aLinkIsStartedOnceAndOnlyForAClusterWithAName() {
		LinkedNode node = node("node");
		assertThatIllegalStateException().isThrownBy(() -> node.start(this.cluster));
		try (ClusterLink link = createLink(LinkSettings.defaults())) {
			assertThat(link.broadcast(LinkedNode.frame(1, 0))).isEqualTo(Sent.DISCONNECTED);
			assertThatIllegalArgumentException().isThrownBy(() -> link.start("a cluster", node.id(), node))
				.withMessageContaining("a cluster");
			assertThatIllegalArgumentException().isThrownBy(() -> link.start("", node.id(), node));
		}
	}

	@Test
	void aListenerMayCloseTheLink() {
		LinkedNode node = node("node");
		AtomicBoolean closed = new AtomicBoolean();
		node.onFrame((frame) -> {
			node.close();
			closed.set(true);
		});
		LinkedNode.insist(() -> node.link().send(node.id(), List.of(LinkedNode.frame(1, 0), LinkedNode.frame(1, 1))));
		LinkedNode.await("the close", closed::get);
		assertThat(node.numbers(1)).containsExactly(0);
	}

	@Test
	void aLinkMayBeClosedWhileManySend() throws InterruptedException {
		LinkedNode receiver = node("receiver");
		LinkedNode sender = node("sender");
		CountDownLatch sending = new CountDownLatch(3);
		Runnable send = () -> {
			for (int i = 0; sender.link().send(receiver.id(), LinkedNode.frame(1, i)) != Sent.DISCONNECTED; i++) {
				if (i == 100) {
					sending.countDown();
				}
			}
		};
		parallel(send, send, send, () -> {
			awaitQuietly(sending);
			sender.close();
		});
		int calls = sender.calls();
		receiver.broadcast(2, 0);
		awaitNumbers(receiver, 2, 1);
		assertThat(sender.calls()).isEqualTo(calls);
	}

	@Test
	void aLinkMayBeClosedWhileItsListenerDoesNotReturn() throws InterruptedException {
		LinkedNode receiver = node("receiver");
		LinkedNode sender = node("sender");
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch called = new CountDownLatch(1);
		receiver.onFrame((frame) -> {
			called.countDown();
			awaitQuietly(never);
		});
		sender.send(receiver.id(), 1, 0);
		sender.send(receiver.id(), 1, 1);
		assertThat(called.await(60, TimeUnit.SECONDS)).isTrue();
		receiver.close();
		LinkedNode.await("the listener's thread to end", () -> receiver.threads().stream().noneMatch(Thread::isAlive));
		assertThat(receiver.numbers(1)).containsExactly(0);
	}

	@Test
	void noThreadIsLeft() {
		Set<Thread> before = threads();
		for (int i = 0; i < 3; i++) {
			LinkedNode one = node("one");
			LinkedNode other = node("other");
			one.send(other.id(), 1, 0);
			awaitNumbers(other, 1, 1);
			started("quick", LinkSettings.defaults()).close();
			one.close();
			other.close();
		}
		awaitNoOtherThreadsThan(before);
	}

	private static Set<Thread> threads() {
		return new HashSet<>(Thread.getAllStackTraces().keySet());
	}

	private static void awaitNoOtherThreadsThan(Set<Thread> before) {
		LinkedNode.await("threads to end", () -> {
			Set<Thread> now = threads();
			now.removeAll(before);
			now.removeIf((thread) -> OTHERS.stream().anyMatch(thread.getName()::startsWith));
			return now.isEmpty();
		});
	}

	@Test
	void aLinkMayBeStartedWithoutTheEngine() {
		EngineControl engine = engine();
		engine.kill();
		LinkedNode one = started("one", LinkSettings.defaults());
		LinkedNode other = started("other", LinkSettings.defaults());
		LinkedNode.await("the failure to be told", () -> !one.reasons().isEmpty());
		assertThat(one.reasons().get(0)).isNotBlank();
		assertThat(one.connections()).isZero();
		assertThat(one.link().broadcast(LinkedNode.frame(1, 0))).isEqualTo(Sent.DISCONNECTED);
		engine.start();
		one.awaitConnected();
		other.awaitConnected();
		one.send(other.id(), 1, 0);
		awaitNumbers(other, 1, 1);
		assertThat(other.numbers(1)).containsExactly(0);
	}

	@Test
	void aLinkComesBackAfterTheEngineWasLost() {
		EngineControl engine = engine();
		LinkedNode one = node("one");
		LinkedNode other = node("other");
		for (int round = 1; round <= 3; round++) {
			int stream = round;
			for (int i = 0; i < 100; i++) {
				one.send(other.id(), stream, i);
			}
			awaitNumbers(other, stream, 100);
			int failures = one.reasons().size();
			engine.kill();
			LinkedNode.await("the loss to be told", () -> one.reasons().size() > failures && !one.isConnected());
			LinkedNode.await("the loss to be told to the other", () -> !other.isConnected());
			assertThat(one.link().broadcast(LinkedNode.frame(9, 0))).isEqualTo(Sent.DISCONNECTED);
			assertThat(one.link().statistics().connected()).isFalse();
			assertThat(one.link().statistics().queuedFrames()).isZero();
			engine.start();
			one.awaitConnected();
			other.awaitConnected();
		}
		one.broadcast(4, 0);
		awaitNumbers(other, 4, 1);
		awaitNumbers(one, 4, 1);
		assertThat(other.numbers(3)).isEqualTo(range(100));
		assertThat(other.numbers(9)).isEmpty();
		assertThat(one.threads()).hasSize(1);
	}

	@Test
	void theQueueToAStalledEngineIsBoundedAndNobodyWaits() {
		EngineControl engine = engine();
		LinkSettings settings = LinkSettings.defaults().withTimeout(Duration.ofSeconds(120));
		LinkedNode sender = node("sender", settings);
		LinkedNode receiver = node("receiver", settings);
		engine.stall();
		long before = usedMemory();
		int full = 0;
		for (int i = 0; i < 300_000; i++) {
			ByteBuffer frame = ByteBuffer.allocate(2048).putInt(1).putInt(i).clear();
			Sent sent = (i % 10 == 0) ? sender.link().broadcast(frame) : sender.link().send(receiver.id(), frame);
			full += (sent == Sent.FULL) ? 1 : 0;
		}
		assertThat(usedMemory() - before).as("more memory in use").isLessThan(100L * MEBIBYTE);
		assertThat(full).isGreaterThan(200_000);
		assertThat(sender.link().statistics().full()).isEqualTo(full);
		assertThat(sender.link().statistics().queuedBytes()).isLessThanOrEqualTo(settings.queueBytes());
		engine.resume();
		LinkedNode.await("what was queued to be sent", () -> sender.link().statistics().queuedFrames() == 0);
		sender.send(receiver.id(), 2, 0);
		awaitNumbers(receiver, 2, 1);
		List<Integer> numbers = receiver.frames()
			.stream()
			.filter((frame) -> frame.remaining() == 2048)
			.map((frame) -> frame.getInt(frame.position() + 4))
			.toList();
		assertThat(numbers).isSorted().doesNotHaveDuplicates().isNotEmpty();
		assertThat(sender.connections()).isEqualTo(1);
	}

	private static long usedMemory() {
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			System.gc();
			used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return used;
	}

	@Test
	void anEngineThatStalledForTooLongIsLostWithWhatWasQueued() {
		EngineControl engine = engine();
		LinkSettings settings = LinkSettings.defaults().withTimeout(Duration.ofSeconds(3));
		LinkedNode sender = node("sender", settings);
		LinkedNode receiver = node("receiver", settings);
		engine.stall();
		int taken = 0;
		byte[] content = new byte[2048];
		while (taken < 1_000_000
				&& sender.link().send(receiver.id(), ByteBuffer.wrap(content.clone())) == Sent.QUEUED) {
			taken++;
		}
		LinkedNode.await("the loss to be told", () -> !sender.isConnected() && !receiver.isConnected());
		assertThat(sender.link().statistics().queuedFrames()).isZero();
		engine.resume();
		sender.awaitConnected();
		receiver.awaitConnected();
		for (int i = 0; i < MANY; i++) {
			mix(sender, receiver, 1, i);
		}
		awaitNumbers(receiver, 1, MANY);
		assertThat(receiver.numbers(1)).isEqualTo(range(MANY));
		long late = receiver.frames().stream().filter((frame) -> frame.remaining() == 2048).count();
		assertThat(late + sender.dropped()).isGreaterThanOrEqualTo(taken);
		// but for what the engine had in its hands, nothing is sent after the loss
		assertThat(late).isLessThan(taken / 2);
		assertThat(sender.link().statistics().dropped()).isEqualTo(sender.dropped());
	}

	@Test
	void aLinkMayBeClosedWhileTheEngineStalls() {
		EngineControl engine = engine();
		Set<Thread> before = threads();
		LinkSettings settings = LinkSettings.defaults().withTimeout(Duration.ofSeconds(5));
		LinkedNode sender = node("sender", settings);
		LinkedNode receiver = node("receiver", settings);
		engine.stall();
		for (int i = 0; i < 10_000; i++) {
			sender.link().send(receiver.id(), ByteBuffer.allocate(2048));
		}
		LinkedNode connecting = started("connecting", settings);
		sender.close();
		receiver.close();
		connecting.close();
		assertThat(sender.link().broadcast(LinkedNode.frame(1, 0))).isEqualTo(Sent.DISCONNECTED);
		awaitNoOtherThreadsThan(before);
	}

	@Test
	void aLinkMayBeClosedWhileTheEngineIsGone() {
		EngineControl engine = engine();
		Set<Thread> before = threads();
		LinkedNode node = node("node");
		engine.kill();
		LinkedNode connecting = started("connecting", LinkSettings.defaults());
		LinkedNode.await("the loss to be told", () -> !node.isConnected() && !connecting.reasons().isEmpty());
		node.close();
		connecting.close();
		int calls = node.calls();
		engine.start();
		awaitNoOtherThreadsThan(before);
		assertThat(node.calls()).isEqualTo(calls);
	}

}
