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

package io.github.wampspring.transport.netty;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.framed.FrameConnection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Netty. Everything is done by its event loop, which also reads: what a
 * message makes others be sent is gathered while there is something to read, and then
 * written at once, one write for each receiver. No write is begun before the last one was
 * taken by the socket, so that a peer that does not read keeps one buffer of the system's
 * memory at the most.
 */
final class NettyConnection implements FrameConnection {

	/** So much is written at a time. */
	private static final int BUFFER = 64 * 1024;

	/** So much of a large message, for which fewer writes are better. */
	private static final int PART = 128 * 1024;

	/** The same over TLS, of which only whole writes are seen to be taken. */
	private static final int TLS_PART = 16 * 1024;

	/** Smaller messages are not cut. */
	private static final int WHOLE = 8 * 1024;

	private final Channel channel;

	private final EventLoop loop;

	private final Framing framing;

	private final long answerMillis;

	/** So much of a large message is written at a time. */
	private final int part;

	private final Writing writing = new Writing();

	/** Frames on their way; how far they are. */
	private List<Frame> frames = List.of();

	private int index;

	private int offset;

	private @Nullable Completion completion;

	/** What is to be written besides data; only the newest of a kind matters. */
	private @Nullable ByteBuffer pong;

	private @Nullable ByteBuffer ping;

	private @Nullable Runnable pinged;

	private @Nullable ChannelClose close;

	private @Nullable ScheduledFuture<?> closeTimer;

	private boolean stepping;

	private boolean ended;

	private volatile boolean waiting;

	private volatile long progress;

	private volatile boolean hurried;

	/**
	 * Creates a connection.
	 * @param channel the open channel
	 * @param framing how messages are told apart
	 * @param settings how long to wait for the peer
	 */
	NettyConnection(Channel channel, Framing framing, ChannelSettings settings) {
		this.channel = channel;
		this.loop = channel.eventLoop();
		this.framing = framing;
		this.answerMillis = Math.min(settings.sendTimeout().toMillis(), ANSWER_MILLIS);
		this.part = (channel.pipeline().get(SslHandler.class) != null) ? TLS_PART : PART;
	}

	@Override
	public Executor executor() {
		return this.loop;
	}

	@Override
	public boolean isOwnThread() {
		return this.loop.inEventLoop();
	}

	@Override
	public boolean isInline(Frame frame) {
		return false;
	}

	@Override
	public void send(List<Frame> frames, Completion completion) {
		if (this.ended) {
			completion.done(new ClosedChannelException());
			return;
		}
		this.frames = frames;
		this.index = 0;
		this.offset = 0;
		this.completion = completion;
		step();
	}

	@Override
	public void ping(ByteBuffer content, Runnable written) {
		inLoop(() -> {
			this.ping = content;
			this.pinged = written;
			step();
		});
	}

	/**
	 * Answers a ping.
	 */
	void pong(ByteBuffer content) {
		this.pong = content;
		step();
	}

	/**
	 * Writes until the socket takes no more, or there is nothing to write.
	 */
	private void step() {
		if (this.stepping) {
			return;
		}
		this.stepping = true;
		try {
			while (!this.waiting && !this.ended && writeNext()) {
				// goes on
			}
		}
		catch (RuntimeException | Error ex) {
			// such as no memory for a buffer: nobody would go on with the rest
			broken(ex);
		}
		finally {
			this.stepping = false;
		}
	}

	private void broken(Throwable failure) {
		fail(failure);
		this.channel.close();
	}

	private boolean writeNext() {
		boolean between = this.offset == 0 || this.framing.isInterruptible();
		if (between && this.pong != null) {
			ByteBuf out = control();
			this.framing.pong(this.pong, out);
			this.pong = null;
			write(out);
		}
		else if (between && this.ping != null) {
			ByteBuf out = control();
			this.framing.ping(this.ping, out);
			this.ping = null;
			this.writing.then = this.pinged;
			write(out);
		}
		else if (this.index < this.frames.size()) {
			write(gather());
		}
		else if (this.completion != null) {
			Completion completion = this.completion;
			this.completion = null;
			this.frames = List.of();
			this.index = 0;
			completion.done(null);
		}
		else if (this.close != null) {
			last(this.close);
		}
		else {
			return false;
		}
		return true;
	}

	private ByteBuf control() {
		return this.channel.alloc().directBuffer(Framing.OVERHEAD + 128);
	}

	/**
	 * Puts as much as is written at a time into a buffer.
	 */
	private ByteBuf gather() {
		ByteBuf out = this.channel.alloc().directBuffer(size());
		do {
			Frame frame = this.frames.get(this.index);
			int left = frame.length() - this.offset;
			if (out.isReadable() && (left > WHOLE || out.readableBytes() + left > Math.min(this.part, BUFFER))) {
				break;
			}
			int length = Math.min(left, this.part);
			this.framing.write(frame, this.offset, length, out);
			this.offset += length;
			if (length == left) {
				this.offset = 0;
				this.index++;
			}
		}
		while (this.offset == 0 && this.index < this.frames.size());
		return out;
	}

	private int size() {
		int size = 0;
		int first = this.offset;
		for (int i = this.index; i < this.frames.size() && size < BUFFER; i++) {
			size += Math.min(this.frames.get(i).length() - first, this.part) + Framing.OVERHEAD;
			first = 0;
		}
		return size;
	}

	private void write(ByteBuf buffer) {
		ChannelProgressivePromise promise = this.channel.newProgressivePromise();
		this.waiting = true;
		this.channel.writeAndFlush(buffer, promise);
		if (promise.isDone()) {
			// the peer need not have read anything for it, so that this is no progress
			this.writing.over(promise);
		}
		else {
			promise.addListener(this.writing);
		}
	}

	private void fail(Throwable failure) {
		this.ended = true;
		Completion completion = this.completion;
		this.completion = null;
		this.frames = List.of();
		if (completion != null) {
			completion.done(failure);
		}
	}

	@Override
	public boolean isWaiting() {
		return this.waiting;
	}

	@Override
	public long progress() {
		return this.progress;
	}

	@Override
	public void pause() {
		autoRead(false);
	}

	@Override
	public void resume() {
		autoRead(true);
	}

	private void autoRead(boolean autoRead) {
		try {
			this.channel.config().setAutoRead(autoRead);
		}
		catch (RejectedExecutionException ex) {
			// the loop has ended, and its channels with it
		}
	}

	@Override
	public void close(ChannelClose close) {
		inLoop(() -> {
			this.close = close;
			step();
		});
	}

	/**
	 * The peer has said its last words, which are answered unless they are an answer.
	 */
	void closedByPeer(ChannelClose close) {
		if (this.closeTimer == null && this.close == null && !this.ended) {
			this.close = close;
			step();
		}
		this.channel.close();
	}

	/**
	 * The peer has sent what cannot be understood. It is told, and gets a moment to read
	 * it; nothing it sends matters any more.
	 */
	void violated(ChannelClose close) {
		this.hurried = true;
		if (this.close == null) {
			close(close);
		}
		awaitAnswer();
	}

	private void last(ChannelClose close) {
		ByteBuf out = control();
		boolean answered = this.framing.close(close, out);
		this.ended = true;
		ChannelFuture written = this.channel.writeAndFlush(out);
		if (answered) {
			resume();
			awaitAnswer();
		}
		else {
			written.addListener((done) -> this.channel.close());
		}
	}

	private void awaitAnswer() {
		ScheduledFuture<?> timer = this.closeTimer;
		if (timer != null) {
			timer.cancel(false);
		}
		if (this.channel.isOpen()) {
			this.closeTimer = this.loop.schedule(() -> {
				this.channel.close();
			}, this.hurried ? SHORT_ANSWER_MILLIS : this.answerMillis, TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void abort(ChannelClose close) {
		inLoop(() -> {
			if (!this.waiting && !this.ended && this.offset == 0) {
				fail(new IllegalStateException("aborted"));
				ByteBuf out = control();
				this.framing.close(close, out);
				this.channel.writeAndFlush(out);
			}
			this.ended = true;
			this.channel.close();
		});
	}

	@Override
	public void hurry() {
		this.hurried = true;
		inLoop(() -> {
			if (this.closeTimer != null) {
				awaitAnswer();
			}
		});
	}

	private void inLoop(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
			return;
		}
		try {
			this.loop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// the loop has ended, and its channels with it
		}
	}

	/**
	 * The connection is gone.
	 */
	void closed() {
		ScheduledFuture<?> timer = this.closeTimer;
		if (timer != null) {
			timer.cancel(false);
		}
		this.ended = true;
	}

	/** The write under way. */
	private final class Writing implements ChannelProgressiveFutureListener {

		/** Runs when it is over. */
		private @Nullable Runnable then;

		@Override
		public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
			NettyConnection.this.progress++;
		}

		@Override
		public void operationComplete(ChannelProgressiveFuture future) {
			NettyConnection.this.progress++;
			over(future);
		}

		private void over(ChannelFuture future) {
			NettyConnection.this.waiting = false;
			Runnable then = this.then;
			this.then = null;
			if (!future.isSuccess()) {
				broken(future.cause());
			}
			else {
				if (then != null) {
					then.run();
				}
				step();
			}
		}

	}

}
