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

package io.github.wampspring.transport.suite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The other end of a connection, byte by byte. */
public final class RawPeer implements AutoCloseable {

	private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");

	public final Socket socket;

	public RawPeer(Socket socket) {
		this.socket = socket;
	}

	/** A client that has done its handshake, and reads nothing more unless told to. */
	public static RawPeer client(int port, String subprotocols, int receiveBuffer) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(receiveBuffer);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return client(socket, port, subprotocols);
	}

	/** The same over TLS, to a server that is localhost. */
	static RawPeer secureClient(int port, String subprotocols, int receiveBuffer) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(receiveBuffer);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		Socket secure = TestCertificates.trusting("localhost")
			.getSocketFactory()
			.createSocket(socket, "localhost", port, true);
		return client(secure, port, subprotocols);
	}

	private static RawPeer client(Socket socket, int port, String subprotocols) throws IOException {
		RawPeer peer = new RawPeer(socket);
		peer.write("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + port
				+ "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
				+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
				+ (subprotocols.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + subprotocols + "\r\n") + "\r\n");
		return peer;
	}

	public String readHead() throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		InputStream in = this.socket.getInputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int b = in.read();
			if (b < 0) {
				throw new IOException("ended in the middle of the head: " + head);
			}
			head.write(b);
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

	/** Reads a frame of less than 126 bytes, and tells its first byte and payload. */
	public String readFrame() throws IOException {
		InputStream in = this.socket.getInputStream();
		int type = in.read();
		byte[] payload = in.readNBytes(in.read());
		return Integer.toHexString(type) + " " + new String(payload, StandardCharsets.ISO_8859_1);
	}

	/** Reads a frame of any length. */
	public Received read() throws IOException {
		InputStream in = this.socket.getInputStream();
		int first = in.read();
		if (first < 0) {
			throw new IOException("the connection has ended");
		}
		long length = in.read();
		length = (length == 126) ? ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xFFFF
				: (length == 127) ? ByteBuffer.wrap(in.readNBytes(8)).getLong() : length;
		return new Received(first, in.readNBytes((int) length));
	}

	/** Reads until a close comes, and tells its code. */
	public int readClose() throws IOException {
		Received received = read();
		while (received.first() != 0x88) {
			received = read();
		}
		return ByteBuffer.wrap(received.payload()).getShort();
	}

	/** A masked frame as it goes over the wire. */
	public static byte[] frame(int first, byte[] payload, int mask) {
		ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
		frame.put((byte) first);
		if (payload.length < 126) {
			frame.put((byte) (0x80 | payload.length));
		}
		else if (payload.length < 65536) {
			frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
		}
		else {
			frame.put((byte) (0x80 | 127)).putLong(payload.length);
		}
		frame.putInt(mask);
		for (int i = 0; i < payload.length; i++) {
			frame.put((byte) (payload[i] ^ (mask >>> (24 - 8 * (i & 3)))));
		}
		return Arrays.copyOf(frame.array(), frame.position());
	}

	public void write(String text) throws IOException {
		write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	public void write(byte[] bytes) throws IOException {
		OutputStream out = this.socket.getOutputStream();
		out.write(bytes);
		out.flush();
	}

	/** Writes a masked frame of less than 126 bytes. */
	public void writeFrame(int type, String payload) throws IOException {
		byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
		byte[] frame = new byte[6 + bytes.length];
		frame[0] = (byte) type;
		frame[1] = (byte) (0x80 | bytes.length);
		System.arraycopy(bytes, 0, frame, 6, bytes.length);
		write(frame);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/** A frame that came. */
	public record Received(int first, byte[] payload) {
	}

	/** A server for one connection at a time. */
	public static final class Server implements AutoCloseable {

		private final ServerSocket socket = new ServerSocket();

		public Server(Script script) throws IOException {
			// so that what a slow script has not read does not wait in the kernel
			this.socket.setReceiveBufferSize(64 * 1024);
			this.socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			Thread thread = new Thread(() -> run(script));
			thread.setDaemon(true);
			thread.start();
		}

		/** A server that answers each request with the same. */
		public static Server answering(String answer) throws IOException {
			return new Server((peer) -> {
				peer.readHead();
				peer.write(answer);
			});
		}

		/** A server that does the handshake of a WebSocket. */
		public static Server webSocket(String headers, Script then) throws IOException {
			return new Server((peer) -> {
				Matcher key = KEY.matcher(peer.readHead());
				if (!key.find()) {
					throw new IOException("no key");
				}
				MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
				byte[] accept = sha1.digest(
						(key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
				peer.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
						+ "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(accept) + "\r\n" + headers
						+ "\r\n");
				then.run(peer);
			});
		}

		private void run(Script script) {
			while (!this.socket.isClosed()) {
				try (RawPeer peer = new RawPeer(this.socket.accept())) {
					script.run(peer);
				}
				catch (Exception ex) {
					// the next one, please
				}
			}
		}

		public URI url() {
			return URI.create("ws://127.0.0.1:" + this.socket.getLocalPort() + "/ws");
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

	/** What a server does with a connection. */
	public interface Script {

		void run(RawPeer peer) throws Exception;

	}

}
