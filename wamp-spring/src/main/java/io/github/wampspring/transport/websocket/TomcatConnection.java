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

package io.github.wampspring.transport.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.TlsChannelBindings;
import io.github.wampspring.transport.TransportThreads;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.FrameChannel;
import io.github.wampspring.transport.framed.FrameConnection;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.util.net.SecureNio2Channel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.net.SocketWrapperBase.BlockingMode;
import org.apache.tomcat.websocket.MessagePart;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a session of Tomcat's server, past Tomcat's own writing: that has no way to
 * gather frames without a thread that waits for the peer, and answers each ping with such
 * a thread. Frames are built here and given to the socket, which calls back when the peer
 * has taken what it did not take at once; the pongs and closes that Tomcat wants to send
 * come here, too. All steps are done by one thread at a time, and none waits.
 * <p>
 * Reaching the socket takes three private fields of Tomcat. Where they are not as
 * expected, the session is written to by the means of Jakarta WebSocket.
 */
final class TomcatConnection implements FrameConnection {

	private static final Log logger = LogFactory.getLog(TomcatConnection.class);

	private static final @Nullable TomcatAccess ACCESS = TomcatAccess.open();

	private final WsSession session;

	private final SocketWrapperBase<?> socket;

	private final TransportThreads threads;

	/** How many requests for a step there are. */
	private final AtomicInteger steps = new AtomicInteger();

	/** What is to be written besides data; only the newest of a kind matters. */
	private final AtomicReference<@Nullable ByteBuffer> pong = new AtomicReference<>();

	private final AtomicReference<@Nullable Ping> ping = new AtomicReference<>();

	private final AtomicReference<@Nullable ByteBuffer> close = new AtomicReference<>();

	private final WriteHandler handler = new WriteHandler();

	private @Nullable Sending sending;

	/** Runs when the write under way is over. */
	private @Nullable Runnable afterWrite;

	private boolean writing;

	private volatile boolean written;

	private volatile @Nullable Throwable failure;

	/** What the socket did not take at once. */
	private volatile ByteBuffer @Nullable [] waiting;

	private volatile long progress;

	private volatile boolean ended;

	private volatile boolean closing;

	/** How long the peer may take to answer a close. */
	private volatile long answerMillis = ANSWER_MILLIS;

	private volatile @Nullable TomcatReader reader;

	private @Nullable Diversion diversion;

	private boolean paused;

	private TomcatConnection(WsSession session, SocketWrapperBase<?> socket, TransportThreads threads) {
		this.session = session;
		this.socket = socket;
		this.threads = threads;
	}

	/**
	 * Takes over the writing of a session.
	 * @return {@code null} if this session cannot be written to in this way
	 */
	static @Nullable TomcatConnection of(Session session, ChannelGroup group) {
		SocketWrapperBase<?> socket = (ACCESS != null && session instanceof WsSession wsSession)
				? ACCESS.socketOf(wsSession) : null;
		if (ACCESS == null || socket == null) {
			return null;
		}
		long answer = Math.min(group.settings().sendTimeout().toMillis(), ANSWER_MILLIS);
		session.getUserProperties().put(JakartaSessions.SESSION_CLOSE_TIMEOUT, answer);
		TomcatConnection connection = new TomcatConnection((WsSession) session, socket, group.threads());
		connection.answerMillis = answer;
		ACCESS.divert((WsSession) session, connection::divert);
		return connection;
	}

	/**
	 * What the connection tells about its TLS. To be asked for while it is being opened,
	 * since Tomcat uses the objects of its sockets again.
	 */
	ChannelBindings bindings() {
		Object channel = this.socket.getSocket();
		return TlsChannelBindings.of((channel instanceof SecureNioChannel nio) ? nio.getSslEngine()
				: (channel instanceof SecureNio2Channel nio2) ? nio2.getSslEngine() : null);
	}

	private Transformation divert(Transformation transformation) {
		Diversion diversion = new Diversion(transformation, this);
		this.diversion = diversion;
		return diversion;
	}

	@Override
	public Executor executor() {
		return this.threads.few();
	}

	@Override
	public boolean isInline(Frame frame) {
		return true;
	}

	@Override
	public void send(List<Frame> frames, Completion completion) {
		this.sending = new Sending(frames, completion);
		step();
	}

	@Override
	public void ping(ByteBuffer content, Runnable written) {
		this.ping.set(new Ping(content, written));
		step();
	}

	private void step() {
		if (this.steps.getAndIncrement() == 0) {
			do {
				try {
					stepOnce();
				}
				catch (RuntimeException ex) {
					fail(ex);
				}
			}
			while (this.steps.decrementAndGet() > 0);
		}
	}

	private void stepOnce() {
		if (this.writing && !endWrite()) {
			return;
		}
		if (this.ended) {
			return;
		}
		ByteBuffer[] next = control();
		Sending sending = this.sending;
		if (next == null && sending != null) {
			next = sending.next();
			if (next == null) {
				this.sending = null;
				sending.completion.done(null);
				return;
			}
		}
		if (next != null) {
			write(next);
		}
	}

	/** What overtakes data, between two frames. */
	private ByteBuffer @Nullable [] control() {
		ByteBuffer pong = this.pong.getAndSet(null);
		if (pong != null) {
			return Frames.control(Frames.PONG, pong);
		}
		Ping ping = this.ping.getAndSet(null);
		if (ping != null) {
			this.afterWrite = ping.written;
			return Frames.control(Frames.PING, ping.content);
		}
		ByteBuffer close = this.close.getAndSet(null);
		if (close != null) {
			this.ended = true;
			return Frames.control(Frames.CLOSE, close);
		}
		return null;
	}

	private void write(ByteBuffer[] buffers) {
		this.writing = true;
		this.written = false;
		this.socket.write(BlockingMode.SEMI_BLOCK, Long.MAX_VALUE, TimeUnit.MILLISECONDS, null,
				SocketWrapperBase.COMPLETE_WRITE_WITH_COMPLETION, this.handler, buffers);
		if (!this.written) {
			this.waiting = buffers;
		}
	}

	private boolean endWrite() {
		if (!this.written) {
			return false;
		}
		this.writing = false;
		if (this.waiting != null) {
			// what was left is counted as one, which is enough to see that it goes on
			this.progress += 1 + taken(this.waiting);
			this.waiting = null;
		}
		Throwable failure = this.failure;
		if (failure != null) {
			fail(failure);
			return true;
		}
		Runnable afterWrite = this.afterWrite;
		if (afterWrite != null) {
			this.afterWrite = null;
			afterWrite.run();
		}
		return true;
	}

	private void fail(Throwable failure) {
		this.ended = true;
		Sending sending = this.sending;
		this.sending = null;
		if (sending != null) {
			sending.completion.done(failure);
		}
	}

	private static long taken(ByteBuffer[] buffers) {
		long taken = 0;
		for (ByteBuffer buffer : buffers) {
			taken += buffer.position();
		}
		return taken;
	}

	@Override
	public boolean isWaiting() {
		return this.waiting != null;
	}

	@Override
	public long progress() {
		ByteBuffer[] waiting = this.waiting;
		return this.progress + ((waiting != null) ? taken(waiting) : 0);
	}

	@Override
	public void close(ChannelClose close) {
		try {
			this.session.close(JakartaSessions.reason(close));
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The connection was gone before it was closed", ex);
		}
		this.closing = true;
		awaitAnswer();
	}

	/**
	 * Tomcat itself looks only every ten seconds for peers that do not answer.
	 */
	private void awaitAnswer() {
		this.threads.later(this.socket::close, this.answerMillis);
	}

	@Override
	public void abort(ChannelClose close) {
		CloseReason reason = JakartaSessions.reason(close);
		try {
			this.session.doClose(reason, reason, true);
			// if it was closing already, it would wait for the peer's answer
			this.socket.close();
		}
		catch (RuntimeException ex) {
			logger.debug("The connection was closed the hard way", ex);
		}
	}

	@Override
	public void hurry() {
		this.answerMillis = SHORT_ANSWER_MILLIS;
		if (this.closing) {
			awaitAnswer();
		}
		else if (this.session.isOpen()) {
			this.session.getUserProperties().put(JakartaSessions.SESSION_CLOSE_TIMEOUT, SHORT_ANSWER_MILLIS);
		}
	}

	/**
	 * Brings messages straight to the channel, where the container can; else they come by
	 * the handler. While the session is being opened.
	 * @param channel the channel
	 * @param upgrade the container's end of the connection
	 */
	void deliverTo(FrameChannel channel, HttpUpgradeHandler upgrade) {
		TomcatReader reader = TomcatReader.takeOver(this.session, this.socket, upgrade, channel.receiver());
		this.reader = reader;
		if (reader != null && this.diversion != null) {
			// what Tomcat had for reading costs 32 KiB a session
			this.diversion.release();
		}
	}

	@Override
	public synchronized void pause() {
		this.paused = true;
		this.session.suspend();
	}

	@Override
	public synchronized void resume() {
		this.paused = false;
		goOn();
	}

	/**
	 * Goes on reading. In the moment in which Tomcat stops it would forget what it has
	 * read already, until the peer sends more.
	 */
	private synchronized void goOn() {
		TomcatReader reader = this.reader;
		if (!this.paused && (reader == null || !reader.isStopping() || this.threads.later(this::goOn, 1) == null)) {
			this.session.resume();
		}
	}

	/** What Tomcat itself wants to send. */
	private void tomcatSends(MessagePart part) throws IOException {
		switch (part.getOpCode()) {
			case Frames.PONG -> this.pong.set(copy(part.getPayload()));
			case Frames.CLOSE -> this.close.set(copy(part.getPayload()));
			case Frames.TOMCAT_FLUSH -> {
				return;
			}
			default -> throw new IOException("Only the channel sends messages");
		}
		step();
	}

	private static ByteBuffer copy(ByteBuffer buffer) {
		return ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
	}

	private record Ping(ByteBuffer content, Runnable written) {
	}

	/** Frames on their way, and the buffers that they make. */
	private static final class Sending {

		private final Frames frames;

		private final Completion completion;

		Sending(List<Frame> frames, Completion completion) {
			this.frames = new Frames(frames);
			this.completion = completion;
		}

		ByteBuffer @Nullable [] next() {
			return this.frames.next();
		}

	}

	private final class WriteHandler implements CompletionHandler<Long, @Nullable Void> {

		@Override
		public void completed(Long count, @Nullable Void attachment) {
			TomcatConnection.this.written = true;
			step();
		}

		@Override
		public void failed(Throwable failure, @Nullable Void attachment) {
			TomcatConnection.this.failure = failure;
			TomcatConnection.this.written = true;
			step();
		}

	}

	/** Stands between Tomcat's frames and the socket. */
	private static final class Diversion extends DelegatingTransformation {

		private final TomcatConnection connection;

		Diversion(Transformation delegate, TomcatConnection connection) {
			super(delegate);
			this.connection = connection;
		}

		@Override
		public List<MessagePart> sendMessagePart(List<MessagePart> parts) throws IOException {
			for (MessagePart part : parts) {
				this.connection.tomcatSends(part);
			}
			return List.of();
		}

	}

}
