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

package io.github.wampspring.router.cluster;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.github.wampspring.codec.Codecs;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.Sent;
import io.github.wampspring.router.cluster.link.SignedLink;
import io.github.wampspring.router.cluster.link.memory.SteppedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterNode}, one thing after the other.
 */
class ClusterNodeTests {

	private final SteppedCluster cluster = new SteppedCluster(7);

	private final FrameCodec codec = new FrameCodec(Codecs.all());

	private TestNode a = this.cluster.add("a");

	private TestNode b = this.cluster.add("b");

	private int kind(ByteBuffer frame) {
		return this.codec.open(frame.duplicate()).kind();
	}

	/** Loses what fits, once. */
	private void loseOnce(TestNode from, TestNode to, int kind) {
		boolean[] lost = { false };
		this.cluster.engine.setLosses((sender, receiver, frame) -> {
			boolean loses = !lost[0] && sender.equals(from.id()) && receiver.equals(to.id()) && kind(frame) == kind;
			lost[0] |= loses;
			return loses;
		});
	}

	private void meet() {
		this.cluster.settle();
		this.cluster.assertWhole();
		this.cluster.nodes.forEach((node) -> node.log.clear());
	}

	@Test
	void nodesMeetAndEachGivesItsStateOnce() {
		for (long seed = 0; seed < 100; seed++) {
			SteppedCluster cluster = new SteppedCluster(seed);
			TestNode a = cluster.add("a");
			TestNode b = cluster.add("b");
			for (int i = 0; i < 100; i++) {
				a.put(i);
			}
			cluster.steps((int) (seed % 20));
			TestNode c = cluster.add("c");
			c.put(5);
			cluster.settle();
			cluster.assertWhole();
			cluster.beats(10);
			cluster.assertWhole();
			assertThat(a.log).as("seed " + seed)
				.containsExactlyInAnyOrder("state", "state", "begins b", "completed b", "begins c", "completed c");
			assertThat(b.log).containsExactlyInAnyOrder("state", "state", "begins a", "completed a", "begins c",
					"completed c");
			assertThat(c.status().resynchronizations()).isZero();
		}
	}

	@Test
	void whatChangesComesAtOnceAndCallsAreAnswered() {
		meet();
		this.a.put(1);
		this.b.put(2);
		this.a.put(3);
		this.a.remove(1);
		assertThat(this.a.call(this.b.id())).isTrue();
		this.cluster.settle();
		this.cluster.assertWhole();
		assertThat(this.a.results).hasValue(1);
		assertThat(this.a.log).isEmpty();
		assertThat(this.a.node.hasMembers()).isTrue();
		assertThat(this.a.status().state()).isEqualTo(ClusterStatus.State.CONNECTED);
		assertThat(this.a.status().members()).singleElement()
			.satisfies((member) -> assertThat(member.node()).isEqualTo(this.b.id().toString()));
	}

	@Test
	void whatGoesToSomeIsEncodedOnce() {
		TestNode c = this.cluster.add("c");
		meet();
		AtomicInteger encoded = new AtomicInteger();
		List<Frame> received = new ArrayList<>();
		this.cluster.nodes.forEach((node) -> node.inspector = received::add);
		Payload payload = Payload.of(new Object() {

			@SuppressWarnings("unused")
			public int getValue() {
				return encoded.incrementAndGet();
			}

		});
		for (int i = 1; i <= 3; i++) {
			assertThat(this.a.node.send(List.of(this.b.id(), c.id()), new Frame.Event(TestNode.REALM, i, 0,
					"com.example.topic", Dict.EMPTY, Dict.EMPTY, payload, Dict.EMPTY, null, 0)))
				.isTrue();
			assertThat(encoded).hasValue(i);
			this.a.call(c.id());
		}
		this.cluster.settle();
		this.cluster.assertWhole();
		assertThat(received.stream().filter(Frame.Event.class::isInstance)).hasSize(6);
		assertThat(this.b.status().resynchronizations() + c.status().resynchronizations()).isZero();
		this.a.refuse(Sent.FULL);
		assertThat(this.a.node.send(List.of(this.b.id(), c.id()), new Frame.Kill(TestNode.REALM, 1, "x", null, true)))
			.isFalse();
	}

	@Test
	void aGapEndsCallsOnBothSidesAndBringsTheStateAgain() {
		meet();
		this.b.put(7);
		this.cluster.settle();
		loseOnce(this.a, this.b, FrameCodec.INVOKE);
		assertThat(this.a.call(this.b.id())).isTrue();
		this.cluster.settle();
		assertThat(this.a.calls).hasSize(1);
		assertThat(this.a.call(this.b.id())).isTrue();
		this.cluster.settle();
		this.cluster.assertWhole();
		assertThat(this.a.results).hasValue(0);
		assertThat(this.a.log).containsExactly("interrupted b", "state");
		assertThat(this.b.log).containsExactly("interrupted a", "begins a", "completed a");
		assertThat(this.b.status().resynchronizations()).isEqualTo(1);
		assertThat(this.a.status().resynchronizations()).isZero();
	}

	@Test
	void aLostBroadcastIsSeen() {
		meet();
		loseOnce(this.a, this.b, FrameCodec.PUT);
		this.a.put(1);
		this.a.call(this.b.id());
		this.cluster.settle();
		this.cluster.assertWhole();
		assertThat(this.b.count("interrupted a")).isEqualTo(1);
		assertThat(this.a.results).hasValue(0);
	}

	@Test
	void theLossOfTheLastFrameIsSeenByAHeartbeat() {
		meet();
		loseOnce(this.b, this.a, FrameCodec.RESULT);
		this.a.call(this.b.id());
		this.cluster.settle();
		assertThat(this.a.calls).hasSize(1);
		this.cluster.beats(1);
		this.cluster.assertWhole();
		assertThat(this.a.log).containsExactly("interrupted b", "begins b", "completed b");
	}

	@Test
	void aQuestionOrAnAnswerThatIsLostIsAskedForAgain() {
		for (int kind : new int[] { FrameCodec.RESYNC, FrameCodec.BEGIN, FrameCodec.PUT, FrameCodec.END }) {
			for (boolean first : new boolean[] { true, false }) {
				SteppedCluster cluster = new SteppedCluster(kind);
				TestNode a = cluster.add("a");
				TestNode b = cluster.add("b");
				b.put(1);
				TestNode from = first ? a : b;
				boolean[] lost = { false };
				cluster.engine.setLosses((sender, receiver, frame) -> {
					boolean loses = !lost[0] && sender.equals(from.id()) && kind(frame) == kind
							&& !receiver.equals(sender);
					lost[0] |= loses;
					return loses;
				});
				cluster.settle();
				cluster.beats(4);
				cluster.assertWhole();
			}
		}
	}

	@Test
	void nobodyIsCalledWhoseAnswerWouldNotBeTaken() {
		meet();
		this.cluster.engine.setLosses((from, to, frame) -> from.equals(this.a.id()) && to.equals(this.b.id())
				&& kind(frame) != FrameCodec.HEARTBEAT);
		this.a.put(1);
		this.cluster.beats(1);
		assertThat(this.b.log).contains("interrupted a");
		assertThat(this.b.call(this.a.id())).isFalse();
		assertThat(this.b.node.send(this.a.id(), new Frame.Refusal("r", 1, true, false))).isEqualTo(Sent.QUEUED);
		this.cluster.engine.setLosses((from, to, frame) -> false);
		this.cluster.beats(4);
		assertThat(this.b.call(this.a.id())).isTrue();
		this.cluster.settle();
		this.cluster.assertWhole();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aDeadNodeIsGoneAfterTheTimeout(CapturedOutput output) {
		meet();
		this.b.put(1);
		this.cluster.settle();
		this.cluster.engine.partition(List.of(this.b.id()));
		this.a.call(this.b.id());
		this.cluster.beats(4);
		assertThat(this.a.node.members()).containsExactly(this.b.id());
		this.cluster.beats(3);
		assertThat(this.a.node.members()).isEmpty();
		assertThat(this.a.log).containsExactly("left b");
		assertThat(gone(output)).hasSize(2).allMatch((line) -> line.contains("WARN"));
		assertThat(this.a.calls).isEmpty();
		assertThat(this.a.node.send(this.b.id(), new Frame.Refusal("r", 1, true, false))).isEqualTo(Sent.DISCONNECTED);
	}

	private static List<String> gone(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("is gone from cluster")).toList();
	}

	@Test
	void aNodeWithoutAReceiverIsGoneSooner() {
		meet();
		// its connection ends without a word
		this.cluster.engine.setLosses((from, to, frame) -> from.equals(this.b.id()));
		this.b.node.close();
		this.cluster.forget(this.b);
		this.a.call(this.b.id());
		this.cluster.settle();
		assertThat(this.a.log).isEmpty();
		this.cluster.advance(Duration.ofMillis(51));
		assertThat(this.a.log).containsExactly("interrupted b");
		assertThat(this.a.calls).isEmpty();
		assertThat(this.a.call(this.b.id())).isFalse();
		this.cluster.advance(Duration.ofMillis(450));
		assertThat(this.a.log).containsExactly("interrupted b", "left b");
	}

	@Test
	void aNodeThatHasAReceiverAgainStaysThere() {
		meet();
		this.cluster.engine.partition(List.of(this.b.id()));
		this.a.call(this.b.id());
		suspect(this.a, this.b.id());
		this.cluster.advance(Duration.ofMillis(400));
		assertThat(this.a.log).containsExactly("interrupted b");
		assertThat(this.a.calls).isEmpty();
		this.cluster.engine.heal();
		this.b.put(1);
		this.cluster.beats(3);
		assertThat(this.a.log).doesNotContain("left b");
		assertThat(this.b.log).doesNotContain("left a");
		this.cluster.assertWhole();
	}

	@Test
	void aNodeWithoutAReceiverIsGoneSoonerEvenIfNothingIsSentToIt() {
		meet();
		this.cluster.engine.setLosses((from, to, frame) -> from.equals(this.b.id()));
		this.b.node.close();
		this.cluster.forget(this.b);
		this.cluster.beats(2);
		assertThat(this.a.log).isEmpty();
		this.cluster.advance(Duration.ofMillis(501));
		assertThat(this.a.log).containsExactly("interrupted b", "left b");
	}

	@Test
	void aDeadNodeIsGoneWithinTheTimeoutWhereverThatEndsBetweenHeartbeats() {
		meet();
		this.cluster.advance(Duration.ofMillis(300));
		TestNode c = this.cluster.add("c");
		meet();
		this.cluster.beats(1);
		this.cluster.engine.partition(List.of(c.id()));
		this.cluster.advance(Duration.ofMillis(5_000));
		assertThat(this.a.log).containsExactly("left c");
		assertThat(this.b.log).containsExactly("left c");
	}

	@Test
	void aSuspicionThatIsWrongIsNone() {
		meet();
		for (int i = 0; i < 3; i++) {
			suspect(this.a, this.b.id());
			this.cluster.advance(Duration.ofMillis(600));
		}
		suspect(this.a, NodeId.create("nobody"));
		this.cluster.beats(2);
		assertThat(this.a.log).isEmpty();
		this.cluster.assertWhole();
	}

	private static void suspect(TestNode node, NodeId suspected) {
		node.hint((listener) -> listener.suspect(suspected));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void goodbyeIsToldAndLateFramesOfTheGoneAreNobodys(CapturedOutput output) {
		meet();
		this.a.node.leaving();
		this.cluster.settle();
		assertThat(this.b.log).containsExactly("leaving a");
		TestNode c = this.cluster.add("c");
		this.cluster.settle();
		assertThat(c.log).containsSubsequence("begins a", "completed a", "leaving a");
		CompletableFuture<Void> barrier = this.a.node.barrier();
		this.a.node.close();
		this.cluster.forget(this.a);
		assertThat(barrier).isCompleted();
		assertThat(this.a.node.hasMembers()).isFalse();
		this.a.log.clear();
		this.cluster.settle();
		assertThat(this.b.log).endsWith("left a");
		assertThat(c.log).endsWith("left a");
		assertThat(gone(output)).hasSize(2).allMatch((line) -> line.contains("INFO"));
		assertThat(output).containsOnlyOnce("Instance " + this.a.id() + " has left cluster 'shop'");
		this.b.log.clear();
		ByteBuffer late = this.codec.encode(this.a.id(), new Frame.Heartbeat(1, java.util.Map.of()));
		FrameCodec.number(late, 0, 1_000);
		this.b.hint((listener) -> listener.received(late));
		this.cluster.beats(8);
		assertThat(this.b.log).isEmpty();
		assertThat(this.b.node.lateFrames()).isPositive();
		assertThat(this.a.log).isEmpty();
		assertThat(this.a.status().state()).isEqualTo(ClusterStatus.State.CLOSED);
		assertThat(this.a.node.broadcast(new Frame.Leaving())).isEqualTo(Sent.DISCONNECTED);
	}

	@Test
	void aNodeThatSleptIsForgottenAndComesBack() {
		for (long seed = 0; seed < 20; seed++) {
			SteppedCluster cluster = new SteppedCluster(seed);
			TestNode a = cluster.add("a");
			TestNode b = cluster.add("b");
			TestNode c = cluster.add("c");
			cluster.settle();
			b.put(1);
			cluster.settle();
			cluster.sleep(b);
			a.call(b.id());
			b.call(c.id());
			b.call(a.id());
			cluster.beats(20);
			assertThat(a.node.members()).containsExactly(c.id());
			assertThat(a.calls).isEmpty();
			a.put(4);
			c.put(5);
			if (seed % 2 == 0) {
				// what was sent meanwhile is gone
				cluster.engine.stop();
				cluster.engine.start();
			}
			b.log.clear();
			cluster.wake(b, seed % 4 < 2);
			cluster.beats(3);
			cluster.assertWhole();
			assertThat(b.log).as("seed " + seed).doesNotContain("left a", "left c");
		}
	}

	@Test
	void aShortSleepEndsNothing() {
		meet();
		this.cluster.sleep(this.b);
		this.a.call(this.b.id());
		this.cluster.beats(3);
		this.cluster.wake(this.b);
		this.cluster.beats(2);
		this.cluster.assertWhole();
		assertThat(this.a.log).isEmpty();
		assertThat(this.b.log).isEmpty();
		assertThat(this.a.results).hasValue(1);
	}

	@Test
	void halvesGoOnAloneAndMeetAgain() {
		TestNode c = this.cluster.add("c");
		TestNode d = this.cluster.add("d");
		meet();
		this.cluster.engine.partition(List.of(this.a.id(), this.b.id()));
		this.cluster.nodes.forEach((node) -> this.cluster.nodes.forEach((other) -> node.call(other.id())));
		this.cluster.beats(7);
		assertThat(this.a.node.members()).containsExactly(this.b.id());
		assertThat(c.node.members()).containsExactly(d.id());
		this.a.put(1);
		this.b.put(2);
		c.put(3);
		this.cluster.settle();
		assertThat(this.a.knows(this.b)).isTrue();
		this.cluster.engine.heal();
		this.cluster.beats(2);
		this.cluster.assertWhole();
		assertThat(this.a.count("begins c")).isEqualTo(1);
		assertThat(this.a.count("begins b")).isZero();
	}

	@Test
	void whoIsHeardButDoesNotHearIsNotWaitedFor() {
		meet();
		// b does not hear a, but a hears b
		this.cluster.engine.setLosses((from, to, frame) -> from.equals(this.a.id()) && to.equals(this.b.id()));
		this.a.call(this.b.id());
		this.cluster.beats(7);
		assertThat(this.b.node.members()).isEmpty();
		assertThat(this.a.calls).isEmpty();
		this.cluster.engine.setLosses((from, to, frame) -> false);
		this.a.put(1);
		this.cluster.beats(6);
		this.cluster.assertWhole();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void withoutTheEngineEachIsAlone(CapturedOutput output) {
		meet();
		this.a.call(this.b.id());
		this.cluster.engine.stop();
		this.cluster.settle();
		assertThat(this.a.status().state()).isEqualTo(ClusterStatus.State.DISCONNECTED);
		assertThat(this.a.status().problem()).isEqualTo("The engine cannot be reached: The engine was stopped");
		assertThat(this.a.node.members()).containsExactly(this.b.id());
		CompletableFuture<Void> barrier = this.a.node.barrier();
		this.a.put(1);
		this.cluster.beats(7);
		assertThat(this.a.node.members()).isEmpty();
		assertThat(this.a.calls).isEmpty();
		assertThat(barrier).isCompleted();
		assertThat(this.a.node.barrier()).isCompleted();
		this.b.put(2);
		this.cluster.engine.start();
		this.cluster.settle();
		this.cluster.assertWhole();
		assertThat(this.a.status().state()).isEqualTo(ClusterStatus.State.CONNECTED);
		assertThat(this.a.status().problem()).isNull();
		assertThat(output.toString().lines().filter((line) -> line.contains("cannot be reached"))).hasSize(2);
		assertThat(gone(output)).hasSize(2).allMatch((line) -> line.contains("INFO"));
	}

	@Test
	void aShortOutageEndsCallsAndLosesNoState() {
		meet();
		this.a.call(this.b.id());
		this.a.put(1);
		this.cluster.engine.stop();
		this.cluster.settle();
		this.b.put(2);
		this.cluster.beats(1);
		this.cluster.engine.start();
		this.cluster.beats(1);
		this.cluster.assertWhole();
		assertThat(this.a.count("left b")).isZero();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aNodeThatDoesNotHearItselfIsDeaf(CapturedOutput output) {
		meet();
		this.cluster.engine.setLosses((from, to, frame) -> to.equals(this.a.id()));
		this.cluster.beats(2);
		assertThat(this.a.status().state()).isEqualTo(ClusterStatus.State.CONNECTED);
		this.cluster.beats(3);
		assertThat(this.a.status().state()).isEqualTo(ClusterStatus.State.DEAF);
		assertThat(this.a.status().problem()).contains("does not hear itself");
		this.cluster.beats(5);
		this.cluster.engine.setLosses((from, to, frame) -> false);
		this.cluster.beats(3);
		assertThat(this.a.status().state()).isEqualTo(ClusterStatus.State.CONNECTED);
		assertThat(this.a.status().problem()).isNull();
		this.cluster.assertWhole();
		assertThat(output.toString().lines().filter((line) -> line.contains("does not hear itself"))).hasSize(1);
		assertThat(output.toString().lines().filter((line) -> line.contains("hears itself again"))).hasSize(1);
	}

	@Test
	void aReceiverThatIsTooSlowAsksForWhatItHasMissed() {
		TestNode slow = this.cluster.add("slow", LinkSettings.defaults().withReceiveQueue(10, 1 << 20));
		meet();
		this.cluster.sleep(slow);
		for (int i = 0; i < 100; i++) {
			this.a.put(i);
			this.a.call(slow.id());
			this.cluster.steps(2);
		}
		this.cluster.wake(slow);
		this.cluster.beats(6);
		this.cluster.assertWhole();
	}

	@Test
	void framesThatComeTwiceOrTooLateAreDropped() {
		meet();
		List<ByteBuffer> kept = new ArrayList<>();
		this.cluster.engine.setLosses((from, to, frame) -> {
			if (from.equals(this.a.id()) && to.equals(this.b.id())) {
				kept.add(frame.duplicate());
			}
			return false;
		});
		this.a.put(1);
		this.a.call(this.b.id());
		this.a.remove(1);
		this.cluster.settle();
		this.cluster.beats(1);
		long before = this.b.node.lateFrames();
		int count = kept.size();
		List.copyOf(kept).forEach((frame) -> this.b.hint((listener) -> listener.received(frame.duplicate())));
		this.cluster.settle();
		assertThat(this.b.node.lateFrames() - before).isEqualTo(count);
		assertThat(this.b.log).isEmpty();
		assertThat(this.a.results).hasValue(1);
		this.cluster.assertWhole();
	}

	@Test
	void aNumberThatASenderHasNotReachedIsTakenBack() {
		meet();
		for (int i = 0; i < 2; i++) {
			ByteBuffer forged = this.codec.encode(this.a.id(), new Frame.Synced(99));
			FrameCodec.number(forged, 5_000, 1);
			this.b.hint((listener) -> listener.received(forged));
			this.cluster.beats(3);
			this.cluster.assertWhole();
			assertThat(this.a.call(this.b.id())).isTrue();
			this.cluster.settle();
			assertThat(this.a.results).hasValue(i + 1);
		}
	}

	@Test
	void aLargeStateGoesThroughSmallQueues() {
		SteppedCluster cluster = new SteppedCluster(3);
		LinkSettings settings = LinkSettings.defaults().withQueue(64, 512 * 1024).withReceiveQueue(2_000, 4 << 20);
		TestNode large = cluster.add("large", settings);
		for (int i = 0; i < 100_000; i++) {
			large.put(i);
		}
		TestNode other = cluster.add("other", settings);
		cluster.settle();
		cluster.beats(1);
		int id = 200_000;
		while (!other.log.contains("completed large")) {
			large.put(id++);
			large.remove(id - 150_000);
			cluster.advance(Duration.ofMillis(200));
			assertThat(id).isLessThan(201_000);
		}
		cluster.beats(1);
		cluster.assertWhole();
		assertThat(other.log.stream().filter("begins large"::equals)).hasSize(1);
		assertThat(large.status().link().full()).isZero();
		assertThat(other.status().link().missed()).isZero();
	}

	@Test
	void aStateThatCouldNotBeSentIsBegunAgain() {
		this.a.put(1);
		this.a.refuse(Sent.FULL);
		this.cluster.settle();
		this.cluster.beats(1);
		assertThat(this.b.node.members()).isEmpty();
		this.a.refuse(Sent.QUEUED);
		this.cluster.beats(2);
		this.cluster.assertWhole();
	}

	@Test
	void whatIsTooLargeIsLeftOutOfTheState() {
		for (int i = 0; i < 50; i++) {
			this.a.put(i, (i == 7) ? "x".repeat(300_000) : "com.example");
		}
		this.cluster.beats(3);
		assertThat(this.b.log).endsWith("completed a");
		assertThat(this.b.copyOf(this.a)).hasSize(49);
	}

	@Test
	void whatIsTooLargeInterruptsNothing() {
		meet();
		Sent sent = this.a.node.sendOrInterrupt(this.b.id(), new Frame.Kill("r", 1, "x".repeat(300_000), null, true));
		assertThat(sent).isEqualTo(Sent.TOO_LARGE);
		this.cluster.beats(2);
		assertThat(this.b.log).isEmpty();
	}

	@Test
	void whatMustNotBeLostAloneInterrupts() {
		meet();
		Frame.Refusal frame = new Frame.Refusal("r", 1, true, false);
		this.a.refuse(Sent.FULL);
		assertThat(this.a.node.send(this.b.id(), frame)).isEqualTo(Sent.FULL);
		assertThat(this.a.node.broadcast(frame)).isEqualTo(Sent.FULL);
		this.a.refuse(Sent.QUEUED);
		this.cluster.beats(1);
		assertThat(this.b.log).isEmpty();
		this.a.refuse(Sent.FULL);
		assertThat(this.a.node.sendOrInterrupt(this.b.id(), frame)).isEqualTo(Sent.FULL);
		this.a.refuse(Sent.QUEUED);
		this.cluster.beats(1);
		assertThat(this.b.log).containsExactly("interrupted a", "begins a", "completed a");
		this.b.log.clear();
		this.a.refuse(Sent.FULL);
		assertThat(this.a.node.broadcastOrInterrupt(frame)).isEqualTo(Sent.FULL);
		this.a.refuse(Sent.QUEUED);
		this.cluster.beats(1);
		assertThat(this.b.log).containsExactly("interrupted a", "begins a", "completed a");
		this.cluster.assertWhole();
	}

	@Test
	void whatClientsSendLeavesRoomForWhatMustNotBeLost() {
		TestNode c = this.cluster.add("c", LinkSettings.defaults().withQueue(1_000, 1 << 20));
		meet();
		this.cluster.engine.stall();
		Frame.Proceed large = new Frame.Proceed(TestNode.REALM, 99, Dict.EMPTY, Payload.of("x".repeat(100_000)));
		List<NodeId> both = List.of(this.a.id(), this.b.id());
		int taken = 0;
		while (c.node.send(both, large)) {
			taken++;
		}
		assertThat(taken).isEqualTo(3);
		for (int i = 0; i < 100; i++) {
			c.put(i);
			assertThat(c.node.sendOrInterrupt(this.a.id(), new Frame.Refusal("r", i, true, false)))
				.isEqualTo(Sent.QUEUED);
		}
		this.cluster.engine.resume();
		this.cluster.beats(2);
		assertThat(this.a.log).isEmpty();
		assertThat(this.b.log).isEmpty();
		assertThat(c.log).isEmpty();
		this.cluster.assertWhole();
	}

	@Test
	void whatOnlyAnEmptyQueueTakesLeavesRoomForWhatMustNotBeLost() {
		TestNode c = this.cluster.add("c", LinkSettings.defaults().withQueue(1_000, 256 * 1024));
		meet();
		this.cluster.engine.stall();
		assertThat(c.node.send(this.a.id(),
				new Frame.Proceed(TestNode.REALM, 99, Dict.EMPTY, Payload.of("x".repeat(262_000)))))
			.isEqualTo(Sent.QUEUED);
		for (int i = 0; i < 100; i++) {
			c.put(i);
		}
		this.cluster.engine.resume();
		this.cluster.beats(2);
		assertThat(this.a.log).isEmpty();
		assertThat(this.b.log).isEmpty();
		this.cluster.assertWhole();
	}

	@Test
	void aBarrierCompletesWhenAllHaveHandledWhatWasSentBefore() {
		TestNode c = this.cluster.add("c");
		assertThat(this.a.node.barrier()).isCompleted();
		meet();
		this.a.put(1);
		CompletableFuture<Void> barrier = this.a.node.barrier();
		List<Boolean> known = new ArrayList<>();
		barrier.thenRun(() -> known.add(this.b.knows(this.a) && c.knows(this.a)));
		assertThat(barrier).isNotCompleted();
		this.cluster.settle();
		assertThat(barrier).isCompleted();
		assertThat(known).containsExactly(true);
	}

	@Test
	void aBarrierWaitsForOneThatHasMissedSomething() {
		meet();
		for (int kind : new int[] { FrameCodec.PUT, FrameCodec.SYNC, FrameCodec.SYNCED, FrameCodec.END }) {
			loseOnce((kind == FrameCodec.SYNCED) ? this.b : this.a, (kind == FrameCodec.SYNCED) ? this.a : this.b,
					kind);
			this.a.put(kind);
			CompletableFuture<Void> barrier = this.a.node.barrier();
			List<Boolean> known = new ArrayList<>();
			barrier.thenRun(() -> known.add(this.b.knows(this.a)));
			this.cluster.beats(4);
			assertThat(known).as("kind " + kind).containsExactly(true);
		}
		this.cluster.assertWhole();
	}

	@Test
	void aBarrierDoesNotWaitForTheDead() {
		TestNode c = this.cluster.add("c");
		meet();
		this.cluster.engine.partition(List.of(c.id()));
		CompletableFuture<Void> barrier = this.a.node.barrier();
		this.cluster.beats(3);
		assertThat(barrier).isNotCompleted();
		this.cluster.beats(4);
		assertThat(barrier).isCompleted();
		assertThat(this.a.log).containsExactly("left c");
		assertThat(this.a.node.members()).containsExactly(this.b.id());
	}

	@Test
	void whoIsHeardButDoesNotAnswerABarrierIsInterrupted() {
		meet();
		this.cluster.engine.setLosses((from, to, frame) -> from.equals(this.b.id()) && kind(frame) == FrameCodec.SYNCED
				&& this.a.log.isEmpty());
		CompletableFuture<Void> barrier = this.a.node.barrier();
		// the loss is seen by number, and the barrier asks again
		this.cluster.beats(8);
		assertThat(barrier).isCompleted();
		assertThat(this.a.log).contains("interrupted b");
		this.cluster.assertWhole();
	}

	@Test
	void stampsGrowAndAreNeverBehindThoseHeardOf() {
		long before = this.a.node.stamp();
		assertThat(this.a.node.stamp()).isGreaterThan(before);
		meet();
		long ahead = this.a.node.stamp() + (3_600_000L << 16);
		this.b.hint((listener) -> {
			ByteBuffer frame = this.codec.encode(NodeId.create("x"), new Frame.Heartbeat(ahead, java.util.Map.of()));
			FrameCodec.number(frame, 0, 1);
			listener.received(frame);
		});
		this.cluster.settle();
		assertThat(this.b.node.stamp()).isGreaterThan(ahead);
		this.cluster.beats(2);
		assertThat(this.a.node.stamp()).isGreaterThan(ahead);
		HybridClock clock = new HybridClock(() -> 5);
		clock.heard(Long.MAX_VALUE);
		clock.heard(-1);
		assertThat(clock.stamp()).isEqualTo(5 << 16);
		clock.heard(9L << 16);
		assertThat(clock.stamp()).isEqualTo((9L << 16) + 1);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void whatIsMalformedIsCountedAndLoggedOnce(CapturedOutput output) {
		meet();
		for (int i = 0; i < 50; i++) {
			this.a.hint((listener) -> listener.received(ByteBuffer.wrap(new byte[] { 9, 1 })));
			this.a.hint((listener) -> listener.received(ByteBuffer.allocate(0)));
			this.a.hint((listener) -> listener.refused("A frame without a signature was refused"));
		}
		assertThat(this.a.status().refusedFrames()).isEqualTo(150);
		assertThat(output.toString().lines().filter((line) -> line.contains("refused"))).hasSize(3);
		assertThat(output).contains("version 9").contains("version 1");
		this.cluster.beats(1);
		this.cluster.assertWhole();
	}

	@Test
	void whoRefusesTheFramesOfOthersAndHasMetNobodyHasAProblem() {
		TestNode alone = new SteppedCluster(1).add("alone");
		refuse(alone);
		assertThat(alone.status().problem()).isNull();
		SteppedCluster cluster = new SteppedCluster(1);
		TestNode first = cluster.add("first");
		cluster.settle();
		assertThat(first.status().problem()).isNull();
		refuse(first);
		assertThat(first.status().state()).isEqualTo(ClusterStatus.State.CONNECTED);
		assertThat(first.status().problem()).isEqualTo("Frames of other instances are refused. Another secret");
		cluster.beats(5);
		assertThat(first.status().problem()).isNotNull();
		cluster.advance(Duration.ofMillis(1));
		assertThat(first.status().problem()).isNull();
		refuse(first);
		TestNode second = cluster.add("second");
		cluster.settle();
		cluster.assertWhole();
		assertThat(first.status().problem()).isNull();
		second.node.close();
		cluster.forget(second);
		cluster.settle();
		refuse(first);
		assertThat(first.node.hasMembers()).isFalse();
		assertThat(first.status().problem()).isNull();
	}

	private static void refuse(TestNode node) {
		node.hint((listener) -> listener.refused("Another secret"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aStrangerWithManyVersionsSilencesNobody(CapturedOutput output) {
		meet();
		SteppedEngine engine = new SteppedEngine(1);
		ClusterLink stranger = engine.link(LinkSettings.defaults());
		stranger.start("shop", NodeId.create("stranger"), (frame) -> {
		});
		this.a.hint((listener) -> new SignedLink(engine.link(LinkSettings.defaults()), List.of("a secret of nodes"))
			.start("shop", NodeId.create("signed"), listener));
		engine.run(100);
		stranger.broadcast(ByteBuffer.allocate(0));
		stranger.broadcast(ByteBuffer.allocate(1));
		for (int version = 2; version <= 256; version++) {
			stranger.broadcast(ByteBuffer.wrap(new byte[] { (byte) version, 0 }));
		}
		engine.run(1_000);
		stranger.broadcast(ByteBuffer.wrap(new byte[] { SignedLink.VERSION, 0 }));
		engine.run(100);
		assertThat(this.a.status().refusedFrames()).isEqualTo(258);
		assertThat(output.toString().lines().filter((line) -> line.contains("A frame of version"))).hasSize(1);
		assertThat(output).contains("A frame without a signature was refused");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aBodyThatIsMalformedIsNotAskedForAgain(CapturedOutput output) {
		meet();
		ByteBuffer[] last = new ByteBuffer[1];
		this.cluster.engine.setLosses((from, to, frame) -> {
			if (kind(frame) == FrameCodec.PUT && from.equals(this.a.id()) && to.equals(this.b.id())) {
				byte[] bytes = new byte[frame.remaining()];
				frame.duplicate().get(bytes);
				last[0] = ByteBuffer.wrap(java.util.Arrays.copyOf(bytes, bytes.length - 3));
				return true;
			}
			return false;
		});
		for (int i = 0; i < 5; i++) {
			this.a.put(i);
			this.cluster.settle();
			this.b.hint((listener) -> listener.received(last[0]));
		}
		this.cluster.beats(3);
		assertThat(this.b.log).isEmpty();
		assertThat(this.b.status().refusedFrames()).isEqualTo(5);
		assertThat(output.toString().lines().filter((line) -> line.contains("was refused"))).hasSize(1);
	}

	@Test
	void strangersAreBounded() {
		meet();
		for (int i = 0; i < 1000; i++) {
			ByteBuffer frame = this.codec.encode(NodeId.create("stranger" + i), new Frame.Leaving());
			FrameCodec.number(frame, 0, 1);
			this.a.hint((listener) -> listener.received(frame));
		}
		assertThat(this.a.status().refusedFrames()).isEqualTo(1000 - Membership.MAX_NODES + 1);
		assertThat(this.a.node.members()).containsExactly(this.b.id());
		this.cluster.beats(7);
		TestNode c = this.cluster.add("c");
		this.cluster.settle();
		this.cluster.assertWhole();
		assertThat(c.knows(this.a)).isTrue();
	}

	@Test
	void whatIsToBeDoneInTurnIsDone() {
		meet();
		List<String> done = new ArrayList<>();
		this.a.node.execute(() -> done.add("first"));
		this.a.node.execute(() -> done.add("second"));
		assertThat(done).isEmpty();
		this.cluster.settle();
		assertThat(done).containsExactly("first", "second");
		this.b.inspector = (frame) -> {
			this.b.node.execute(() -> done.add("later"));
			done.add("now");
		};
		this.a.put(1);
		this.cluster.settle();
		assertThat(done).endsWith("now", "later");
	}

	@Test
	void afterAnythingThatCanGoWrongAllIsWholeAndNoCallHangs() {
		for (long seed = 0; seed < 150; seed++) {
			play(seed);
		}
	}

	private void play(long seed) {
		Random random = new Random(seed * 0x9E3779B97F4A7C15L);
		SteppedCluster cluster = new SteppedCluster(seed);
		LinkSettings settings = (seed % 3 == 0)
				? LinkSettings.defaults().withQueue(20, 300_000).withReceiveQueue(30, 300_000)
				: LinkSettings.defaults();
		for (String name : List.of("a", "b", "c", "d").subList(0, 2 + random.nextInt(3))) {
			cluster.add(name, settings).callsBack = seed % 2 == 0;
		}
		boolean[] asleep = new boolean[4];
		Predicate<Random> rarely = (source) -> source.nextInt(100) < 3;
		List<CompletableFuture<Void>> barriers = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			TestNode node = cluster.nodes.get(random.nextInt(cluster.nodes.size()));
			TestNode other = cluster.nodes.get(random.nextInt(cluster.nodes.size()));
			switch (random.nextInt(14)) {
				case 0, 1 -> node.put(random.nextInt(60));
				case 2 -> node.remove(random.nextInt(60));
				case 3, 4, 5 -> node.call(other.id());
				case 6 -> cluster.engine.setLosses((from, to, frame) -> random.nextInt(10) == 0);
				case 7 -> cluster.engine.setLosses((from, to, frame) -> false);
				case 8 -> barriers.add(node.node.barrier());
				case 9 -> cluster.beats(1);
				case 10 -> cluster.advance(Duration.ofMillis(random.nextInt(400)));
				case 11 -> {
					if (rarely.test(random)) {
						cluster.engine.stop();
						cluster.steps(random.nextInt(100));
						cluster.beats(random.nextInt(8));
						cluster.engine.start();
					}
				}
				case 12 -> {
					if (random.nextInt(5) == 0) {
						cluster.engine.partition(List.of(node.id()));
					}
					else {
						cluster.engine.heal();
					}
				}
				default -> {
					int index = cluster.nodes.indexOf(node);
					if (asleep[index]) {
						asleep[index] = false;
						cluster.wake(node);
					}
					else if (random.nextInt(4) == 0) {
						asleep[index] = true;
						cluster.sleep(node);
					}
				}
			}
			cluster.steps(random.nextInt(30));
		}
		cluster.engine.setLosses((from, to, frame) -> false);
		cluster.engine.heal();
		for (int i = 0; i < cluster.nodes.size(); i++) {
			if (asleep[i]) {
				cluster.wake(cluster.nodes.get(i));
			}
		}
		cluster.beats(14);
		try {
			cluster.assertWhole();
			assertThat(barriers).allMatch(CompletableFuture::isDone);
			cluster.nodes.forEach((node) -> node.log.clear());
			cluster.beats(10);
			cluster.nodes.forEach((node) -> assertThat(node.log).isEmpty());
		}
		catch (AssertionError ex) {
			throw new AssertionError("seed " + seed + ": " + ex.getMessage(), ex);
		}
	}

}
