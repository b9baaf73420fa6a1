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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.resume.ReplayLimits;
import io.github.wampspring.transport.resume.ReplayMemory;
import io.github.wampspring.transport.resume.ResumableChannel;
import io.github.wampspring.transport.resume.ResumeListener;
import io.github.wampspring.transport.resume.ResumeThreads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A channel without a transport ends, whatever threads there are. */
class SuspendedChannelTests {

	private final List<Runnable> timers = new ArrayList<>();

	private final List<ChannelClose> closes = new ArrayList<>();

	/** Thrown instead of running something on a thread, or later. */
	private Throwable ending;

	private Throwable waiting;

	private final RecordingChannel transport = new RecordingChannel(false);

	private ResumableChannel channel;

	private boolean ended;

	@BeforeEach
	void begin() {
		ResumeThreads threads = new ResumeThreads((task) -> {
			fail(this.ending);
			task.run();
		}, (task, delay) -> {
			fail(this.waiting);
			this.timers.add(task);
			return new CompletableFuture<Void>();
		});
		this.transport.setHandler(ResumableChannel.over(this.transport, threads, (channel) -> {
			this.channel = channel;
			return new Handler();
		}));
		this.channel.begin(ReplayLimits.defaults(), new ReplayMemory(Long.MAX_VALUE), Duration.ofMinutes(1), true,
				new Listener());
	}

	private static void fail(Throwable failure) {
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure instanceof RuntimeException exception) {
			throw exception;
		}
	}

	private static Throwable refusal(boolean thread) {
		return thread ? new OutOfMemoryError("no thread") : new RejectedExecutionException();
	}

	private void time() {
		List<Runnable> due = List.copyOf(this.timers);
		this.timers.clear();
		due.forEach(Runnable::run);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void atOnceWhereNobodyWatchesTheTime(boolean thread) {
		this.waiting = refusal(thread);
		this.transport.disconnect();
		assertThat(this.closes).hasSize(1);
		assertThat(this.ended).isTrue();
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.channel.isSuspended()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whenItsTimeIsOver(boolean thread) {
		this.transport.disconnect();
		assertThat(this.channel.isSuspended()).isTrue();
		this.ending = refusal(thread);
		time();
		assertThat(this.closes).isEmpty();
		time();
		assertThat(this.closes).hasSize(1);
		assertThat(this.ended).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whenItIsClosed(boolean thread) {
		this.transport.disconnect();
		this.timers.clear();
		this.ending = refusal(thread);
		this.channel.close(ChannelClose.normal("killed"));
		assertThat(this.closes).isEmpty();
		time();
		assertThat(this.closes).containsExactly(ChannelClose.normal("killed"));
		assertThat(this.ended).isTrue();
	}

	private final class Handler implements WampChannelHandler {

		@Override
		public void onMessage(WampMessage message) {
		}

		@Override
		public void onOversized(MessageType type, long request, int limit) {
		}

		@Override
		public void onViolation(ProtocolViolation violation) {
		}

		@Override
		public void onClose(ChannelClose close) {
			SuspendedChannelTests.this.closes.add(close);
		}

	}

	private final class Listener implements ResumeListener {

		@Override
		public boolean onLoss(ChannelClose close) {
			return true;
		}

		@Override
		public void onResume() {
		}

		@Override
		public void onEnd() {
			SuspendedChannelTests.this.ended = true;
		}

	}

}
