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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.ChannelReceiver;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.suite.NoLeaks;
import io.github.wampspring.transport.suite.ReadBy;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for channels over a stream with another {@link Framing} than that of WebSockets:
 * a length before each message, and nothing within one.
 */
@ExtendWith(NoLeaks.class)
class OtherFramingTests {

	private static final int MIB = 1024 * 1024;

	private static final int MESSAGE = 0;

	private static final int PING = 1;

	private static final int PONG = 2;

	private final ChannelGroup group = new ChannelGroup("test",
			ChannelSettings.defaults()
				.withSendLimits(64 * MIB, Duration.ofSeconds(20))
				.withHeartbeat(Duration.ofMillis(50), Duration.ofSeconds(20)));

	private final LinkedBlockingQueue<WampChannel> channels = new LinkedBlockingQueue<>();

	private final RecordingHandler handler = new RecordingHandler();

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final Socket socket = new Socket();

	@BeforeEach
	void connect() throws IOException {
		Channel listening = new ServerBootstrap().group(this.loops)
			.channel(NioServerSocketChannel.class)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					FramedHandler handler = new FramedHandler(channel,
							new ChannelInfo("test", "json", null, Map.of(), null, false),
							TestMessages.only("json").get(0), OtherFramingTests.this.group, false, new LengthFraming());
					channel.pipeline().addLast(handler);
					handler.accept((opened) -> {
						opened.established("test");
						OtherFramingTests.this.channels.add(opened);
						return OtherFramingTests.this.handler;
					});
				}

			})
			.bind(InetAddress.getLoopbackAddress(), 0)
			.syncUninterruptibly()
			.channel();
		this.socket.setReceiveBufferSize(4096);
		this.socket.setSoTimeout(20_000);
		this.socket.connect(listening.localAddress());
	}

	@AfterEach
	void close() throws IOException {
		this.socket.close();
		this.group.close();
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	private WampChannel channel() throws InterruptedException {
		WampChannel channel = this.channels.poll(20, TimeUnit.SECONDS);
		assertThat(channel).isNotNull();
		return channel;
	}

	private void write(int type, byte[] content) throws IOException {
		write(this.socket, type, content);
	}

	private static void write(Socket socket, int type, byte[] content) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(ByteBuffer.allocate(4 + content.length).putInt(type << 24 | content.length).put(content).array());
	}

	private Received read() throws IOException {
		return read(this.socket);
	}

	private static Received read(Socket socket) throws IOException {
		DataInputStream in = new DataInputStream(socket.getInputStream());
		int head = in.readInt();
		return new Received(head >>> 24, in.readNBytes(head & 0xFFFFFF));
	}

	@Test
	void messagesGoBothWays() throws Exception {
		WampChannel channel = channel();
		for (int i = 1; i <= 100; i++) {
			write(MESSAGE, ReadBy.json(i, "x".repeat(1000 * i)));
			assertThat(request(this.handler.next())).isEqualTo(i);
			channel.send(publish(i, "x".repeat(1000 * i)));
			Received received = next(MESSAGE);
			assertThat(received.content()).isEqualTo(ReadBy.json(i, "x".repeat(1000 * i)));
		}
	}

	private Received next(int type) throws IOException {
		Received received = read();
		while (received.type() != type) {
			assertThat(received.type()).isEqualTo(PING);
			received = read();
		}
		return received;
	}

	/**
	 * Waits until the server has pinged a later connection of the same thread several
	 * times: by then it has read what came before, and pings are due on all others.
	 */
	private void awaitPingsOfAnother() throws IOException {
		try (Socket other = new Socket()) {
			other.setSoTimeout(20_000);
			other.connect(this.socket.getRemoteSocketAddress());
			for (int i = 0; i < 3; i++) {
				Received ping = read(other);
				assertThat(ping.type()).isEqualTo(PING);
				write(other, PONG, ping.content());
			}
		}
	}

	@Test
	void aLargeMessageStaysWholeAndPingsAndAnswersWaitForItsEnd() throws Exception {
		WampChannel channel = channel();
		String text = "x".repeat(12 * MIB);
		channel.send(publish(1, text));
		channel.send(publish(2, "next"));
		write(PING, "hello".getBytes(StandardCharsets.US_ASCII));
		awaitPingsOfAnother();
		boolean answered = false;
		Received large = read();
		while (large.type() != MESSAGE) {
			// what came before the message was begun
			answered |= large.type() == PONG;
			large = read();
		}
		assertThat(large.content()).isEqualTo(ReadBy.json(1, text));
		boolean pinged = false;
		boolean next = false;
		while (!pinged || !answered || !next) {
			Received received = read();
			switch (received.type()) {
				case PING -> pinged = true;
				case PONG -> {
					assertThat(received.content()).asString().isEqualTo("hello");
					answered = true;
				}
				default -> {
					assertThat(received.content()).isEqualTo(ReadBy.json(2, "next"));
					next = true;
				}
			}
		}
	}

	@Test
	void aCloseIsTheEndOfTheStreamAfterAllMessages() throws Exception {
		WampChannel channel = channel();
		for (int i = 1; i <= 100; i++) {
			channel.enqueue(publish(i, "x"));
		}
		channel.close(ChannelClose.normal("done"));
		for (int i = 1; i <= 100; i++) {
			assertThat(next(MESSAGE).content()).isEqualTo(ReadBy.json(i, "x"));
		}
		assertThat(this.socket.getInputStream().read()).isNegative();
		assertThat(this.handler.closed().reason()).isEqualTo("done");
	}

	@Test
	void aViolationEndsTheConnection() throws Exception {
		channel();
		write(7, new byte[0]);
		write(MESSAGE, ReadBy.json(1, "x"));
		assertThat(this.handler.closed().code()).isEqualTo(1002);
		assertThat(this.handler.messages).isEmpty();
	}

	private record Received(int type, byte[] content) {
	}

	private static final class LengthFraming implements Framing {

		@Override
		public FrameReader reader(ChannelReceiver receiver, FrameReader.Peer peer) {
			return new LengthReader(receiver, peer);
		}

		@Override
		public void write(Frame frame, int start, int length, ByteBuf out) {
			if (start == 0) {
				out.writeInt(frame.length());
			}
			frame.write(start, length, out::writeBytes);
		}

		@Override
		public boolean isInterruptible() {
			return false;
		}

		@Override
		public void ping(ByteBuffer content, ByteBuf out) {
			out.writeInt(PING << 24 | content.remaining()).writeBytes(content);
		}

		@Override
		public void pong(ByteBuffer content, ByteBuf out) {
			out.writeInt(PONG << 24 | content.remaining()).writeBytes(content);
		}

		@Override
		public boolean close(ChannelClose close, ByteBuf out) {
			return false;
		}

	}

	private static final class LengthReader implements FrameReader {

		private final ChannelReceiver receiver;

		private final Peer peer;

		private final ByteBuffer head = ByteBuffer.allocate(4);

		private byte[] content = new byte[0];

		private int at;

		private boolean over;

		LengthReader(ChannelReceiver receiver, Peer peer) {
			this.receiver = receiver;
			this.peer = peer;
		}

		@Override
		public void read(ByteBuf bytes) {
			while (bytes.isReadable() && !this.over) {
				if (this.head.hasRemaining()) {
					this.head.put(bytes.readByte());
					this.content = this.head.hasRemaining() ? this.content : new byte[this.head.getInt(0) & 0xFFFFFF];
					this.at = 0;
				}
				if (!this.head.hasRemaining()) {
					int count = Math.min(bytes.readableBytes(), this.content.length - this.at);
					bytes.readBytes(this.content, this.at, count);
					this.at += count;
					if (this.at == this.content.length) {
						this.head.clear();
						frame(this.head.get(0), Arrays.copyOf(this.content, this.at));
					}
				}
			}
			bytes.skipBytes(bytes.readableBytes());
		}

		private void frame(int type, byte[] content) {
			switch (type) {
				case MESSAGE -> {
					this.receiver.bytes(true, content.length, 0,
							(target, offset, count) -> System.arraycopy(content, 0, target, offset, count));
					this.receiver.endOfMessage(true);
				}
				case PING -> this.peer.ping(ByteBuffer.wrap(content));
				case PONG -> this.receiver.pong();
				default -> {
					this.over = true;
					this.peer.violation(ChannelClose.violation("a frame of an unknown kind"));
				}
			}
		}

	}

}
