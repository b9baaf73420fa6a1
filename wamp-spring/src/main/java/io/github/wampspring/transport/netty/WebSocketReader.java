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
import java.nio.charset.StandardCharsets;

import io.github.wampspring.codec.Utf8;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.framed.ChannelReceiver;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a WebSocket without extensions (RFC 6455, section 5). Messages are
 * brought to the receiver as they are read, without an object for each frame.
 */
final class WebSocketReader implements FrameReader {

	private static final int RESERVED = 0x70;

	private static final int CONTROL = 0x8;

	private static final int MAX_CONTROL = 125;

	private final boolean client;

	private final Peer peer;

	private final ChannelReceiver receiver;

	/**
	 * The header of a frame, as far as it has come, and its length once that is known.
	 */
	private final byte[] header = new byte[Framing.OVERHEAD];

	private int headerLength;

	private int headerSize = 2;

	private int opCode;

	private boolean fin;

	private long left;

	private int mask;

	/** The content of a control frame, as far as it has come. */
	private byte @Nullable [] control;

	private int controlLength;

	private boolean inMessage;

	private boolean text;

	/** Whether what comes does not matter any more. */
	private boolean over;

	/**
	 * Creates the reader of a connection.
	 * @param client whether this end is the client, to which nothing comes masked
	 * @param receiver gets the messages
	 * @param peer gets the rest
	 */
	WebSocketReader(boolean client, ChannelReceiver receiver, Peer peer) {
		this.client = client;
		this.receiver = receiver;
		this.peer = peer;
	}

	@Override
	public void read(ByteBuf bytes) {
		while (!this.over && bytes.isReadable()) {
			if (this.headerLength < this.headerSize) {
				readHeader(bytes);
			}
			else if (this.control != null) {
				readControl(bytes, this.control);
			}
			else {
				readData(bytes);
			}
		}
		bytes.skipBytes(bytes.readableBytes());
	}

	private void readHeader(ByteBuf bytes) {
		int count = Math.min(this.headerSize - this.headerLength, bytes.readableBytes());
		bytes.readBytes(this.header, this.headerLength, count);
		this.headerLength += count;
		if (this.headerLength < this.headerSize) {
			return;
		}
		if (this.headerSize == 2 && beginFrame()) {
			return;
		}
		int length = this.header[1] & 0x7F;
		ByteBuffer header = ByteBuffer.wrap(this.header, 2, this.headerSize - 2);
		this.left = (length < 126) ? length : (length == 126) ? header.getShort() & 0xFFFF : header.getLong();
		if (this.left < 0) {
			fail(ChannelClose.violation("a frame has a negative length"));
			return;
		}
		this.mask = this.client ? 0 : header.getInt();
		if ((this.opCode & CONTROL) != 0) {
			this.control = new byte[length];
			this.controlLength = 0;
			endOfContent();
		}
		else if (this.left == 0) {
			readData(bytes);
		}
	}

	/**
	 * Looks at the first two bytes of a frame.
	 * @return whether more of the header has to come, or nothing more matters
	 */
	private boolean beginFrame() {
		int first = this.header[0] & 0xFF;
		this.fin = (first & WebSocketFraming.FIN) != 0;
		this.opCode = first & 0x0F;
		boolean masked = (this.header[1] & WebSocketFraming.MASKED) != 0;
		int length = this.header[1] & 0x7F;
		String problem = problem(first, masked, length);
		if (problem != null) {
			fail(ChannelClose.violation(problem));
			return true;
		}
		this.headerSize += ((length < 126) ? 0 : (length == 126) ? Short.BYTES : Long.BYTES)
				+ (masked ? Integer.BYTES : 0);
		return this.headerSize > 2;
	}

	private @Nullable String problem(int first, boolean masked, int length) {
		if ((first & RESERVED) != 0) {
			return "a frame has a reserved bit";
		}
		if (masked == this.client) {
			return masked ? "a frame of a server is masked" : "a frame of a client is not masked";
		}
		return switch (this.opCode) {
			case WebSocketFraming.CONTINUATION -> this.inMessage ? null : "a continuation without a message";
			case WebSocketFraming.TEXT, WebSocketFraming.BINARY -> this.inMessage ? "a message within a message" : null;
			case WebSocketFraming.CLOSE, WebSocketFraming.PING, WebSocketFraming.PONG ->
				!this.fin ? "a control frame in fragments"
						: (length > MAX_CONTROL) ? "a control frame of more than 125 bytes" : null;
			default -> "a frame of an unknown kind";
		};
	}

	private void readData(ByteBuf bytes) {
		if (this.opCode != WebSocketFraming.CONTINUATION) {
			this.text = this.opCode == WebSocketFraming.TEXT;
		}
		int length = (int) Math.min(this.left, bytes.readableBytes());
		int start = bytes.readerIndex();
		int mask = this.mask;
		this.receiver.bytes(this.text, length, this.fin ? this.left - length : -1, (target, offset, count) -> {
			bytes.getBytes(start, target, offset, count);
			Masks.apply(target, offset, count, mask);
		});
		bytes.skipBytes(length);
		this.left -= length;
		this.mask = Integer.rotateLeft(mask, 8 * (length & 3));
		endOfContent();
	}

	private void readControl(ByteBuf bytes, byte[] control) {
		int count = Math.min(control.length - this.controlLength, bytes.readableBytes());
		bytes.readBytes(control, this.controlLength, count);
		this.controlLength += count;
		this.left -= count;
		endOfContent();
	}

	private void endOfContent() {
		if (this.left > 0) {
			return;
		}
		this.headerLength = 0;
		this.headerSize = 2;
		byte[] control = this.control;
		if (control != null) {
			this.control = null;
			Masks.apply(control, 0, control.length, this.mask);
			control(control);
			return;
		}
		this.inMessage = !this.fin;
		if (this.fin && !this.receiver.endOfMessage(this.text)) {
			fail(new ChannelClose(1007, "a text message is not UTF-8", null));
		}
	}

	private void control(byte[] content) {
		switch (this.opCode) {
			case WebSocketFraming.PING -> {
				this.receiver.pong();
				this.peer.ping(ByteBuffer.wrap(content));
			}
			case WebSocketFraming.PONG -> this.receiver.pong();
			default -> closed(content);
		}
	}

	private void closed(byte[] content) {
		if (content.length == 0) {
			this.over = true;
			this.peer.close(new ChannelClose(WebSocketFraming.NO_CODE, "", null));
			return;
		}
		int code = (content.length > 1) ? (content[0] & 0xFF) << 8 | content[1] & 0xFF : 0;
		if (!isCloseCode(code)) {
			fail(ChannelClose.violation("a close has no valid code"));
		}
		else if (!Utf8.isValid(content, 2, content.length - 2)) {
			fail(new ChannelClose(1007, "the reason of a close is not UTF-8", null));
		}
		else {
			this.over = true;
			this.peer.close(
					new ChannelClose(code, new String(content, 2, content.length - 2, StandardCharsets.UTF_8), null));
		}
	}

	/** RFC 6455, section 7.4, and the registry that it makes. */
	private static boolean isCloseCode(int code) {
		return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
	}

	private void fail(ChannelClose close) {
		this.over = true;
		this.peer.violation(close);
	}

}
