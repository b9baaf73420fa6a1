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

package io.github.wampspring.router.cluster.link;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * A link for frames that are larger than the engine allows: they are cut into parts and
 * put together again. What is not complete is dropped; nothing else waits for it.
 * <p>
 * A frame that fits is sent with a byte 0 before it. A part has a byte 1, the incarnation
 * of its sender (8 bytes), the number of the frame (4), the size of the whole frame (4)
 * and the offset of the part in it (4), all big-endian.
 */
public final class PartedLink extends LinkDecorator {

	/** What is before a frame that fits. */
	static final byte WHOLE = 0;

	/** What is before a part. */
	static final byte PART = 1;

	private static final int PART_HEADER = 21;

	private final int maxFrame;

	private final long maxUnfinished;

	private final LongSupplier clock;

	private final AtomicInteger numbers = new AtomicInteger();

	private volatile long incarnation;

	/**
	 * Creates a link over another one, which it closes with itself. Frames that are not
	 * complete yet take up to four times the size of a frame.
	 * @param link the other one, which is not started
	 * @param maxFrame how large a frame may be, in bytes
	 */
	public PartedLink(ClusterLink link, int maxFrame) {
		this(link, maxFrame, 4L * maxFrame);
	}

	/**
	 * Creates a link over another one, which it closes with itself.
	 * @param link the other one, which is not started
	 * @param maxFrame how large a frame may be, in bytes
	 * @param maxUnfinished how large the received parts of frames that are not complete
	 * yet may be together, in bytes. Beyond that, the sender loses whose last part came
	 * first
	 */
	public PartedLink(ClusterLink link, int maxFrame, long maxUnfinished) {
		this(link, maxFrame, maxUnfinished, System::nanoTime);
	}

	PartedLink(ClusterLink link, int maxFrame, long maxUnfinished, LongSupplier clock) {
		super(link);
		if (maxFrame < 1 || maxUnfinished < maxFrame) {
			throw new IllegalArgumentException("There must be room for one frame of maxFrame bytes");
		}
		this.maxFrame = maxFrame;
		this.maxUnfinished = maxUnfinished;
		this.clock = clock;
	}

	@Override
	public void start(String cluster, NodeId self, Listener listener) {
		checkStart(cluster);
		this.incarnation = self.incarnation();
		link().start(cluster, self,
				new Joining(listener, new FrameAssembler(this.maxFrame, this.maxUnfinished, this.clock)));
	}

	@Override
	public int maxFrame() {
		return this.maxFrame;
	}

	@Override
	public Sent send(NodeId to, List<ByteBuffer> frames) {
		if (!fits(frames)) {
			return Sent.TOO_LARGE;
		}
		Sent sent = super.send(to, frames);
		// the engine may allow less than a moment ago
		return (sent != Sent.TOO_LARGE) ? sent : super.send(to, frames);
	}

	@Override
	public Sent broadcast(List<ByteBuffer> frames) {
		if (!fits(frames)) {
			return Sent.TOO_LARGE;
		}
		Sent sent = super.broadcast(frames);
		return (sent != Sent.TOO_LARGE) ? sent : super.broadcast(frames);
	}

	private boolean fits(List<ByteBuffer> frames) {
		for (ByteBuffer frame : frames) {
			if (frame.remaining() > this.maxFrame) {
				return false;
			}
		}
		return true;
	}

	@Override
	void wrap(@Nullable NodeId to, ByteBuffer frame, List<ByteBuffer> target) {
		int max = link().maxFrame();
		int size = frame.remaining();
		if (size < max) {
			target.add(ByteBuffer.allocate(1 + size).put(WHOLE).put(frame.duplicate()).flip());
			return;
		}
		int number = this.numbers.getAndIncrement();
		int step = max - PART_HEADER;
		for (int offset = 0; offset < size; offset += step) {
			int length = Math.min(step, size - offset);
			target.add(ByteBuffer.allocate(PART_HEADER + length)
				.put(PART)
				.putLong(this.incarnation)
				.putInt(number)
				.putInt(size)
				.putInt(offset)
				.put(frame.slice(frame.position() + offset, length))
				.flip());
		}
	}

	private static final class Joining extends Unwrapping {

		private final FrameAssembler assembler;

		Joining(Listener listener, FrameAssembler assembler) {
			super(listener);
			this.assembler = assembler;
		}

		@Override
		public void received(ByteBuffer frame) {
			int kind = frame.hasRemaining() ? frame.get(frame.position()) : -1;
			if (kind == WHOLE) {
				listener().received(frame.position(frame.position() + 1).slice());
			}
			else if (kind == PART && frame.remaining() >= PART_HEADER) {
				frame.get();
				ByteBuffer whole = this.assembler.add(frame.getLong(), frame.getInt(), frame.getInt(), frame.getInt(),
						frame.slice());
				if (whole != null) {
					listener().received(whole);
				}
			}
			else {
				refused("A frame that is neither a whole one nor a part was refused");
			}
		}

		@Override
		public void disconnected(String reason, long dropped) {
			// parts were lost, and their frames with them
			this.assembler.clear();
			super.disconnected(reason, dropped);
		}

	}

}
