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

package io.github.wampspring.benchmarks.client;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Measures what a router does with large payloads, without a WAMP library at either end:
 * one caller, one call at a time, and a callee that sends the arguments back, all of it
 * JSON. Options: the URL, the realm, seconds, and the payload's size.
 */
public final class RawPayload {

	private static final String PROCEDURE = "bench.raw";

	private RawPayload() {
	}

	public static void main(String[] args) throws IOException {
		URI url = URI.create(args[0]);
		String realm = (args.length > 1) ? args[1] : "realm1";
		double seconds = (args.length > 2) ? Double.parseDouble(args[2]) : 8;
		int size = (args.length > 3) ? Integer.parseInt(args[3]) : 1024 * 1024;
		Peer callee = new Peer(url, realm);
		callee.send("[64,1,{},\"" + PROCEDURE + "\"]");
		callee.read();
		Thread thread = new Thread(() -> echo(callee));
		thread.setDaemon(true);
		thread.start();
		Peer caller = new Peer(url, realm);
		byte[] rest = (",{},\"" + PROCEDURE + "\",[\"" + "x".repeat(size) + "\"]]").getBytes(StandardCharsets.US_ASCII);
		int calls = call(caller, rest, 0, 2, size);
		long start = System.nanoTime();
		int before = calls;
		calls = call(caller, rest, calls, seconds, size);
		double took = (System.nanoTime() - start) / 1e9;
		Report.emit("result", "ops", calls - before, "secs", took, "mb_per_s", (calls - before) * (size / 1e6) / took);
		Report.end();
	}

	private static int call(Peer caller, byte[] rest, int calls, double seconds, int size) throws IOException {
		int count = calls;
		long end = System.nanoTime() + (long) (seconds * 1e9);
		while (System.nanoTime() < end) {
			caller.send(("[48," + ++count).getBytes(StandardCharsets.US_ASCII), rest, 0);
			byte[] result = caller.read();
			if (result.length < size || result[1] != '5' || result[2] != '0') {
				throw new IOException(
						"not a result: " + new String(result, 0, Math.min(200, result.length), StandardCharsets.UTF_8));
			}
		}
		return count;
	}

	private static void echo(Peer callee) {
		try {
			while (true) {
				byte[] invocation = callee.read();
				String head = new String(invocation, 0, 200, StandardCharsets.ISO_8859_1);
				String id = head.substring(head.indexOf(',') + 1, head.indexOf(',', 5));
				int arguments = head.indexOf('[', 1);
				callee.send(("[70," + id + ",{},").getBytes(StandardCharsets.US_ASCII), invocation, arguments);
			}
		}
		catch (IOException ex) {
			Report.fail(ex);
		}
	}

	/** A session over a socket. */
	private static final class Peer {

		private final DataInputStream in;

		private final OutputStream out;

		Peer(URI url, String realm) throws IOException {
			Socket socket = new Socket(url.getHost(), url.getPort());
			socket.setTcpNoDelay(true);
			this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
			this.out = socket.getOutputStream();
			this.out.write(("GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
					+ "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
					+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: wamp.2.json\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			StringBuilder head = new StringBuilder();
			while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
				head.append((char) this.in.readUnsignedByte());
			}
			send("[1,\"" + realm + "\",{\"roles\":{\"caller\":{},\"callee\":{}}}]");
			read();
		}

		void send(String message) throws IOException {
			send(message.getBytes(StandardCharsets.US_ASCII), new byte[0], 0);
		}

		/** Writes a text of two parts; the mask is zero. */
		void send(byte[] first, byte[] second, int offset) throws IOException {
			int length = first.length + second.length - offset;
			ByteBuffer frame = ByteBuffer.allocate(14 + length);
			frame.put((byte) 0x81).put((byte) 0xFF).putLong(length).putInt(0);
			if (length < 65536) {
				frame.clear();
				frame.put((byte) 0x81);
				if (length < 126) {
					frame.put((byte) (0x80 | length));
				}
				else {
					frame.put((byte) 0xFE).putShort((short) length);
				}
				frame.putInt(0);
			}
			frame.put(first).put(second, offset, second.length - offset);
			this.out.write(frame.array(), 0, frame.position());
		}

		/** Reads a message. */
		byte[] read() throws IOException {
			byte[] message = new byte[0];
			while (true) {
				int type = this.in.readUnsignedByte();
				long length = this.in.readUnsignedByte();
				length = (length == 126) ? this.in.readUnsignedShort() : (length == 127) ? this.in.readLong() : length;
				byte[] payload = this.in.readNBytes((int) length);
				if (type == 0x89) {
					this.out.write(new byte[] { (byte) 0x8A, (byte) (0x80 | payload.length), 0, 0, 0, 0 });
					this.out.write(payload);
				}
				else if ((type & 0x8) != 0) {
					throw new IOException("the router closed: " + Arrays.toString(payload));
				}
				else {
					int before = message.length;
					message = (before == 0) ? payload : Arrays.copyOf(message, before + payload.length);
					if (before > 0) {
						System.arraycopy(payload, 0, message, before, payload.length);
					}
					if ((type & 0x80) != 0) {
						return message;
					}
				}
			}
		}

	}

}
