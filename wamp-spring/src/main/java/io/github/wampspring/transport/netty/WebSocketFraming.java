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
import java.util.concurrent.ThreadLocalRandom;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.framed.ChannelReceiver;
import io.netty.buffer.ByteBuf;

/**
 * The frames of a WebSocket without extensions (RFC 6455, section 5). Large messages go
 * out in fragments, so that a pong need not wait for all of one.
 */
final class WebSocketFraming implements Framing {

	static final int CONTINUATION = 0x0;

	static final int TEXT = 0x1;

	static final int BINARY = 0x2;

	static final int CLOSE = 0x8;

	static final int PING = 0x9;

	static final int PONG = 0xA;

	static final int FIN = 0x80;

	static final int MASKED = 0x80;

	/** The code that stands for a close without one, and is never sent. */
	static final int NO_CODE = 1005;

	private final boolean client;

	/**
	 * Creates the framing of a connection.
	 * @param client whether this end is the client, which masks what it sends
	 */
	WebSocketFraming(boolean client) {
		this.client = client;
	}

	@Override
	public FrameReader reader(ChannelReceiver receiver, FrameReader.Peer peer) {
		return new WebSocketReader(this.client, receiver, peer);
	}

	@Override
	public void write(Frame frame, int start, int length, ByteBuf out) {
		boolean last = start + length == frame.length();
		int opCode = (start > 0) ? CONTINUATION : frame.isText() ? TEXT : BINARY;
		int mask = header((last ? FIN : 0) | opCode, length, out);
		int begin = out.writerIndex();
		frame.write(start, length, out::writeBytes);
		Masks.apply(out, begin, length, mask);
	}

	@Override
	public boolean isInterruptible() {
		return true;
	}

	@Override
	public void ping(ByteBuffer content, ByteBuf out) {
		control(PING, content, out);
	}

	@Override
	public void pong(ByteBuffer content, ByteBuf out) {
		control(PONG, content, out);
	}

	@Override
	public boolean close(ChannelClose close, ByteBuf out) {
		if (close.code() == NO_CODE) {
			control(CLOSE, ByteBuffer.allocate(0), out);
			return true;
		}
		byte[] reason = close.wireReason().getBytes(StandardCharsets.UTF_8);
		control(CLOSE, ByteBuffer.allocate(2 + reason.length).putShort((short) close.wireCode()).put(reason).flip(),
				out);
		return true;
	}

	private void control(int opCode, ByteBuffer content, ByteBuf out) {
		int length = content.remaining();
		int mask = header(FIN | opCode, length, out);
		int begin = out.writerIndex();
		out.writeBytes(content.duplicate());
		Masks.apply(out, begin, length, mask);
	}

	/**
	 * Writes a header.
	 * @return the mask, 0 for none
	 */
	private int header(int first, int length, ByteBuf out) {
		int masked = this.client ? MASKED : 0;
		out.writeByte(first);
		if (length < 126) {
			out.writeByte(masked | length);
		}
		else if (length <= 0xFFFF) {
			out.writeByte(masked | 126).writeShort(length);
		}
		else {
			out.writeByte(masked | 127).writeLong(length);
		}
		if (!this.client) {
			return 0;
		}
		int mask = ThreadLocalRandom.current().nextInt();
		out.writeInt(mask);
		return mask;
	}

}
