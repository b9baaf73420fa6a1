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

import java.io.IOException;
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
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Netty. Everything is done by its event loop, which also reads: what a
 * message makes others be sent is gathered while there is something to read, and then
 * written at once, one write for each receiver. No write is begun before the last one was
 * taken by the socket, so that a peer that does not read keeps one buffer of the system's
 * memory at the most. Only a client's lone, small message is written by the thread that
 * sends it: to wake the event loop for it takes longer than to write it.
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

	/** Longer messages are written by the event loop. */
	private static final int SMALL = 2 * 1024;

	/** What a ping, a pong or a close takes. */
	private static final int CONTROL = Framing.OVERHEAD + 128;

	/** Where each event loop puts together what it writes. */
	private static final FastThreadLocal<ByteBuf> SCRATCH = new FastThreadLocal<>() {

		@Override
		protected void onRemoval(ByteBuf scratch) {
			scratch.release();
		}

	};

	private final Channel channel;

	private final EventLoop loop;

	private final Framing framing;

	private final long answerMillis;

	/** So much of a large message is written at a time. */
	private final int part;

	/** Written to directly, or {@code null} where Netty has to see what is written. */
	private final @Nullable DirectSocketChannel socket;

	/** Where a thread that is not the event loop puts a message. */
	private final @Nullable ByteBuf lone;

	/** Who writes. */
	private final WriteTurn turn = new WriteTurn(this::stepInLoop);

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
	 * @param client whether this end is the client
	 */
	NettyConnection(Channel channel, Framing framing, ChannelSettings settings, boolean client) {
		this.channel = channel;
		this.loop = channel.eventLoop();
		this.framing = framing;
		this.answerMillis = Math.min(settings.sendTimeout().toMillis(), ANSWER_MILLIS);
		boolean secure = channel.pipeline().get(SslHandler.class) != null;
		this.part = secure ? TLS_PART : PART;
		this.socket = (!secure && channel instanceof DirectSocketChannel direct) ? direct : null;
		this.lone = (client && this.socket != null) ? Unpooled.buffer(256, SMALL + Framing.OVERHEAD) : null;
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
		return this.lone != null && frame.length() <= SMALL && !this.loop.inEventLoop();
	}

	@Override
	public boolean neverBlocks() {
		return true;
	}

	@Override
	public void send(List<Frame> frames, Completion completion) {
		if (!this.loop.inEventLoop()) {
			sendLone(frames, completion);
			return;
		}
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

	private void sendLone(List<Frame> frames, Completion completion) {
		DirectSocketChannel socket = this.socket;
		ByteBuf out = this.lone;
		if (socket == null || out == null || frames.size() > 1 || !isInline(frames.get(0)) || !this.turn.takeOther()) {
			sendInLoop(() -> send(frames, completion), completion);
			return;
		}
		try {
			this.framing.write(frames.get(0), 0, frames.get(0).length(), out.clear());
			socket.writeNow(out);
		}
		catch (IOException | RuntimeException | Error ex) {
			sendInLoop(() -> {
				this.turn.passOn();
				this.completion = completion;
				broken(ex);
			}, completion);
			return;
		}
		if (out.isReadable()) {
			sendInLoop(() -> sendRest(out, completion), completion);
		}
		else {
			this.turn.giveOther();
			completion.done(null);
		}
	}

	/** The rest of what another thread has begun to write. */
	private void sendRest(ByteBuf rest, Completion completion) {
		this.turn.passOn();
		this.completion = completion;
		if (this.ended) {
			fail(new ClosedChannelException());
			return;
		}
		try {
			queue(rest);
		}
		catch (RuntimeException | Error ex) {
			// half of a message is out: nothing may follow it
			broken(ex);
		}
	}

	private void sendInLoop(Runnable send, Completion completion) {
		try {
			this.loop.execute(send);
		}
		catch (RejectedExecutionException ex) {
			completion.done(new ClosedChannelException());
		}
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
			while (!this.waiting && !this.ended && this.turn.take()) {
				if (!writeNext()) {
					this.turn.give();
					break;
				}
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

	private void stepInLoop() {
		inLoop(this::step);
	}

	private void broken(Throwable failure) {
		fail(failure);
		this.channel.close();
	}

	private boolean writeNext() {
		boolean between = this.offset == 0 || this.framing.isInterruptible();
		if (between && this.pong != null) {
			ByteBuf out = buffer(CONTROL);
			this.framing.pong(this.pong, out);
			this.pong = null;
			write(out);
		}
		else if (between && this.ping != null) {
			ByteBuf out = buffer(CONTROL);
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

	/** A buffer for what is written next, before another one is asked for. */
	private ByteBuf buffer(int size) {
		if (this.socket == null) {
			return this.channel.alloc().directBuffer(size);
		}
		ByteBuf scratch = SCRATCH.get();
		if (scratch == null) {
			scratch = this.channel.alloc().directBuffer(WHOLE);
			SCRATCH.set(scratch);
		}
		return scratch.clear();
	}

	/**
	 * Puts as much as is written at a time into a buffer.
	 */
	private ByteBuf gather() {
		ByteBuf out = buffer(size());
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
		if (this.socket == null) {
			enqueue(buffer);
			return;
		}
		if (isQueueEmpty()) {
			try {
				this.socket.writeNow(buffer);
			}
			catch (IOException ex) {
				broken(ex);
				return;
			}
		}
		if (buffer.isReadable()) {
			queue(buffer);
		}
		else {
			// the peer need not have read anything for it, so that this is no progress
			this.writing.over(null);
		}
	}

	/** Whether the socket has taken the handshake, too. */
	private boolean isQueueEmpty() {
		ChannelOutboundBuffer queue = this.channel.unsafe().outboundBuffer();
		return queue == null || queue.isEmpty();
	}

	/** Leaves the rest to Netty. */
	private void queue(ByteBuf rest) {
		enqueue(this.channel.alloc().directBuffer(rest.readableBytes()).writeBytes(rest));
	}

	private void enqueue(ByteBuf buffer) {
		ChannelProgressivePromise promise = this.channel.newProgressivePromise();
		this.waiting = true;
		this.channel.writeAndFlush(buffer, promise);
		if (promise.isDone()) {
			// the peer need not have read anything for it, so that this is no progress
			this.writing.over(promise.cause());
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
		boolean first = this.closeTimer == null && this.close == null && !this.ended;
		if (first) {
			this.close = close;
			step();
		}
		if (first && !this.ended && !this.waiting) {
			// another thread writes at this moment
			this.hurried = true;
			awaitAnswer();
		}
		else {
			this.channel.close();
		}
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
		ByteBuf out = this.channel.alloc().directBuffer(CONTROL);
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
			if (!this.waiting && !this.ended && this.offset == 0 && this.turn.take()) {
				fail(new IllegalStateException("aborted"));
				ByteBuf out = this.channel.alloc().directBuffer(CONTROL);
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
			over(future.cause());
		}

		private void over(@Nullable Throwable failure) {
			NettyConnection.this.waiting = false;
			Runnable then = this.then;
			this.then = null;
			if (failure != null) {
				broken(failure);
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
