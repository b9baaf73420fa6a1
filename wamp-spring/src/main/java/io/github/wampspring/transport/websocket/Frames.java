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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.codec.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Builds a server's WebSocket frames (RFC 6455, section 5.2). Small messages are gathered
 * into one buffer; large ones go in fragments, so that a pong need not wait for all of
 * one.
 */
final class Frames {

	static final byte CLOSE = 0x8;

	static final byte PING = 0x9;

	static final byte PONG = 0xA;

	/** Tomcat's own sign that its buffer is to be written. */
	static final byte TOMCAT_FLUSH = 0x18;

	private static final int TEXT = 0x1;

	private static final int BINARY = 0x2;

	private static final int FIN = 0x80;

	private static final int MAX_HEADER = 10;

	/** The largest part of a message in one frame. */
	static final int PART = 128 * 1024;

	/** Messages up to this are copied and gathered. */
	private static final int SMALL = 8 * 1024;

	private static final int BUFFER = 64 * 1024;

	private final List<Frame> frames;

	private int index;

	/** The message that is on its way in fragments. */
	private @Nullable Frame message;

	private int offset;

	Frames(List<Frame> frames) {
		this.frames = frames;
	}

	/**
	 * The next buffers to be written.
	 * @return whole frames, or {@code null} if there are no more
	 */
	ByteBuffer @Nullable [] next() {
		if (this.message != null) {
			return fragment(this.message);
		}
		if (this.index == this.frames.size()) {
			return null;
		}
		Frame next = this.frames.get(this.index);
		if (next.length() > SMALL) {
			this.message = next;
			return fragment(next);
		}
		return gather(next);
	}

	private ByteBuffer[] gather(Frame first) {
		int length = first.length() + MAX_HEADER;
		for (int i = this.index + 1; i < this.frames.size() && length < BUFFER; i++) {
			length += this.frames.get(i).length() + MAX_HEADER;
		}
		ByteBuffer buffer = ByteBuffer.allocate(Math.min(length, BUFFER));
		Frame frame = first;
		while (frame.length() <= SMALL && frame.length() + MAX_HEADER <= buffer.remaining()) {
			header(buffer, FIN | opCode(), frame.length());
			frame.write(0, frame.length(), buffer::put);
			if (++this.index == this.frames.size()) {
				break;
			}
			frame = this.frames.get(this.index);
		}
		return new ByteBuffer[] { buffer.flip() };
	}

	private ByteBuffer[] fragment(Frame frame) {
		int length = Math.min(PART, frame.length() - this.offset);
		boolean last = this.offset + length == frame.length();
		ByteBuffer header = ByteBuffer.allocate(MAX_HEADER);
		header(header, (last ? FIN : 0) | ((this.offset == 0) ? opCode() : 0), length);
		List<ByteBuffer> buffers = new ArrayList<>(4);
		buffers.add(header.flip());
		// their positions count what was taken
		frame.write(this.offset, length, (bytes, at, count) -> buffers.add(ByteBuffer.wrap(bytes, at, count).slice()));
		this.offset += length;
		if (last) {
			this.message = null;
			this.offset = 0;
			this.index++;
		}
		return buffers.toArray(new ByteBuffer[0]);
	}

	private int opCode() {
		return this.frames.get(this.index).isText() ? TEXT : BINARY;
	}

	private static void header(ByteBuffer buffer, int first, int length) {
		buffer.put((byte) first);
		if (length < 126) {
			buffer.put((byte) length);
		}
		else if (length < 65536) {
			buffer.put((byte) 126).putShort((short) length);
		}
		else {
			buffer.put((byte) 127).putLong(length);
		}
	}

	/**
	 * A control frame.
	 * @param payload at most 125 bytes
	 */
	static ByteBuffer[] control(byte opCode, ByteBuffer payload) {
		ByteBuffer buffer = ByteBuffer.allocate(2 + payload.remaining());
		header(buffer, FIN | opCode, payload.remaining());
		return new ByteBuffer[] { buffer.put(payload).flip() };
	}

}
