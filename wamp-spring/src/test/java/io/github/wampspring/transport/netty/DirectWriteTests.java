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

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.framed.ChannelReceiver;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what other threads than the event loop write.
 */
@Timeout(60)
class DirectWriteTests {

	private static final Frame LONE = Frame.text("0123456789".repeat(100));

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private ServerSocket server;

	private Socket peer;

	private DirectSocketChannel channel;

	private NettyConnection connection;

	private volatile boolean stopped;

	@BeforeEach
	void connect() throws IOException {
		this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		this.channel = (DirectSocketChannel) new Bootstrap().group(this.loops)
			.channelFactory(DirectSocketChannel::new)
			.option(ChannelOption.ALLOCATOR, HeapAllocator.INSTANCE)
			.handler(new ChannelInboundHandlerAdapter())
			.connect(this.server.getLocalSocketAddress())
			.syncUninterruptibly()
			.channel();
		this.peer = this.server.accept();
		this.connection = new NettyConnection(this.channel, new WebSocketFraming(true), ChannelSettings.defaults(),
				true);
	}

	@AfterEach
	void close() throws IOException {
		this.stopped = true;
		this.peer.close();
		this.server.close();
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	/** A connection that does something before it writes a message. */
	private NettyConnection connection(Step step) {
		WebSocketFraming framing = new WebSocketFraming(true);
		return new NettyConnection(this.channel, new Framing() {

			@Override
			public FrameReader reader(ChannelReceiver receiver, FrameReader.Peer peer) {
				return framing.reader(receiver, peer);
			}

			@Override
			public void write(Frame frame, int start, int length, ByteBuf out) {
				try {
					step.run();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				framing.write(frame, start, length, out);
			}

			@Override
			public boolean isInterruptible() {
				return framing.isInterruptible();
			}

			@Override
			public void ping(ByteBuffer content, ByteBuf out) {
				framing.ping(content, out);
			}

			@Override
			public void pong(ByteBuffer content, ByteBuf out) {
				framing.pong(content, out);
			}

			@Override
			public boolean close(ChannelClose close, ByteBuf out) {
				return framing.close(close, out);
			}

		}, ChannelSettings.defaults(), true);
	}

	/** What was sent, with how it ended. */
	private CompletableFuture<@Nullable Throwable> send(Frame frame) {
		CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
		this.connection.send(List.of(frame), end::complete);
		return end;
	}

	/** Sends until the peer has to read something: what waits for it. */
	private List<CompletableFuture<@Nullable Throwable>> fill() throws Exception {
		List<CompletableFuture<@Nullable Throwable>> sent = new ArrayList<>();
		try {
			while (true) {
				sent.add(send(LONE));
				sent.get(sent.size() - 1).get(500, TimeUnit.MILLISECONDS);
			}
		}
		catch (TimeoutException ex) {
			return sent;
		}
	}

	/** Reads a frame, which has to be whole. */
	private static String read(DataInputStream in) throws IOException {
		int first = in.readUnsignedByte();
		int length = in.readUnsignedByte() & 0x7F;
		if (length == 126) {
			length = in.readUnsignedShort();
		}
		byte[] mask = in.readNBytes(4);
		byte[] bytes = in.readNBytes(length);
		for (int i = 0; i < length; i++) {
			bytes[i] ^= mask[i % 4];
		}
		return Integer.toHexString(first) + " " + new String(bytes, StandardCharsets.UTF_8);
	}

	private DataInputStream in() throws IOException {
		return new DataInputStream(this.peer.getInputStream());
	}

	@Test
	void aLoneMessageIsWrittenByTheThreadThatSendsIt() throws Exception {
		CompletableFuture<Void> goOn = new CompletableFuture<>();
		this.loops.execute(goOn::join);
		assertThat(this.connection.isInline(LONE)).isTrue();
		assertThat(send(LONE)).isCompletedWithValue(null);
		assertThat(read(in())).isEqualTo("81 " + "0123456789".repeat(100));
		goOn.complete(null);
	}

	@Test
	void aLongMessageIsWrittenByTheEventLoop() throws Exception {
		Frame frame = Frame.text("x".repeat(3_000));
		assertThat(this.connection.isInline(frame)).isFalse();
		CompletableFuture<@Nullable Throwable> end = send(frame);
		assertThat(read(in())).isEqualTo("81 " + "x".repeat(3_000));
		assertThat(end.join()).isNull();
	}

	@Test
	void whatTheSocketHasNotTakenIsWrittenBeforeAnythingElse() throws Exception {
		int sent = fill().size();
		assertThat(this.connection.isWaiting()).isTrue();
		AtomicInteger pings = new AtomicInteger();
		this.connection.ping(ByteBuffer.wrap(new byte[] { 'p' }), pings::incrementAndGet);
		DataInputStream in = in();
		for (int i = 0; i < sent; i++) {
			assertThat(read(in)).startsWith("81 ").hasSize(3 + 1_000);
		}
		assertThat(read(in)).isEqualTo("89 p");
		await().untilAsserted(() -> assertThat(pings).hasValue(1));
		await().until(() -> !this.connection.isWaiting());
		assertThat(send(LONE)).isCompletedWithValue(null);
		assertThat(read(in)).hasSize(3 + 1_000);
	}

	@Test
	void whoWaitsForARestLearnsOfTheEnd() throws Exception {
		List<CompletableFuture<@Nullable Throwable>> sent = fill();
		this.connection.abort(ChannelClose.broken("aborted", null));
		assertThat(sent.get(sent.size() - 1).get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void afterTheEndNothingIsWritten() throws Exception {
		this.loops.submit(() -> this.connection.close(new ChannelClose(1000, "bye", null))).sync();
		assertThat(send(LONE).get(10, TimeUnit.SECONDS)).isInstanceOf(ClosedChannelException.class);
		assertThat(read(in())).startsWith("88 ").endsWith("bye");
	}

	@Test
	void aConnectionThatIsGoneFails() throws Exception {
		this.channel.close().sync();
		assertThat(send(LONE).get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
		await().atMost(Duration.ofSeconds(10)).until(() -> !this.channel.isOpen());
	}

	@Test
	void whenTheEventLoopHasEndedItFails() throws Exception {
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
		assertThat(send(LONE).get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
	}

	@Test
	void theAnswerToACloseWaitsForWhoeverWrites() throws Exception {
		CountDownLatch writing = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		this.connection = connection(() -> {
			writing.countDown();
			goOn.await();
		});
		CompletableFuture<@Nullable Throwable> end = CompletableFuture.supplyAsync(() -> send(LONE))
			.thenCompose((sent) -> sent);
		writing.await();
		this.loops.submit(() -> this.connection.closedByPeer(new ChannelClose(1000, "bye", null))).sync();
		goOn.countDown();
		DataInputStream in = in();
		assertThat(read(in)).startsWith("81 ");
		assertThat(read(in)).startsWith("88 ").endsWith("bye");
		assertThat(end.get(10, TimeUnit.SECONDS)).isNull();
		assertThat(in.read()).isEqualTo(-1);
	}

	@Test
	void whatCannotBeWrittenEndsTheConnection() throws Exception {
		this.connection = connection(() -> {
			throw new OutOfMemoryError("expected");
		});
		assertThat(send(LONE).get(10, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
		assertThat(in().read()).isEqualTo(-1);
	}

	@Test
	void aThreadThatIsInterruptedWritesAndStaysInterrupted() throws Exception {
		Thread.currentThread().interrupt();
		CompletableFuture<@Nullable Throwable> end = send(LONE);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(end).isCompletedWithValue(null);
		assertThat(read(in())).startsWith("81 ");
		assertThat(this.channel.isOpen()).isTrue();
	}

	@Test
	void pongsDoNotBreakWhatOthersWrite() throws Exception {
		int count = 20_000;
		List<String> read = new ArrayList<>();
		Thread reader = new Thread(() -> {
			try {
				DataInputStream in = in();
				for (int i = 0; i < count; i++) {
					String frame = read(in);
					while (frame.startsWith("8a ")) {
						assertThat(frame).isEqualTo("8a pong");
						frame = read(in);
					}
					read.add(frame);
				}
			}
			catch (IOException ex) {
				// fewer have come
			}
		});
		reader.start();
		this.loops.execute(new Runnable() {

			@Override
			public void run() {
				if (!DirectWriteTests.this.stopped) {
					DirectWriteTests.this.connection.pong(ByteBuffer.wrap("pong".getBytes(StandardCharsets.UTF_8)));
					DirectWriteTests.this.loops.execute(this);
				}
			}

		});
		for (int i = 0; i < count; i++) {
			assertThat(send(Frame.text("message " + i)).get(10, TimeUnit.SECONDS)).isNull();
		}
		this.stopped = true;
		reader.join();
		assertThat(read).hasSize(count);
		for (int i = 0; i < count; i++) {
			assertThat(read.get(i)).isEqualTo("81 message " + i);
		}
	}

	private interface Step {

		void run() throws InterruptedException;

	}

}
