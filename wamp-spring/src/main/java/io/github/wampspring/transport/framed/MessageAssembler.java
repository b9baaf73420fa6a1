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

package io.github.wampspring.transport.framed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.wampspring.codec.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together that come in parts. A message over the limit is skipped to its
 * end, only its beginning is kept. For one thread at a time.
 */
public final class MessageAssembler {

	private static final int BEGINNING = 1024;

	private static final byte[] NONE = {};

	/** So much room is made for a message that does not come at once. */
	private static final int ROOM = 32 * 1024;

	private final Sink sink;

	private volatile int limit;

	private @Nullable StringBuilder text;

	/** What came of a message as bytes, as far as {@link #size}. */
	private byte[] bytes = NONE;

	private int size;

	/** The beginning of a message that is too large. */
	private @Nullable Slice skipped;

	/**
	 * Creates an assembler.
	 * @param limit the size of the largest message, in bytes
	 * @param sink takes the messages
	 */
	public MessageAssembler(int limit, Sink sink) {
		this.limit = limit;
		this.sink = sink;
	}

	int limit() {
		return this.limit;
	}

	void limit(int limit) {
		this.limit = limit;
	}

	/**
	 * Takes characters of a message.
	 * @param part the characters
	 * @param last whether the message ends with them
	 */
	public void text(String part, boolean last) {
		if (this.skipped == null) {
			StringBuilder text = this.text;
			if (text == null && last) {
				this.bytes = part.getBytes(StandardCharsets.UTF_8);
			}
			else {
				text = (text != null) ? text : new StringBuilder(2 * part.length());
				text.append(part);
				// no character takes less than a byte
				boolean complete = last || text.length() > this.limit;
				this.text = complete ? null : text;
				this.bytes = complete ? text.toString().getBytes(StandardCharsets.UTF_8) : NONE;
			}
			this.size = this.bytes.length;
			if (this.size > this.limit) {
				skipFrom(Arrays.copyOf(this.bytes, Math.min(this.size, BEGINNING)));
			}
		}
		if (last) {
			end();
		}
	}

	/**
	 * Takes bytes of a message.
	 * @param length how many
	 * @param more how many follow until the end of the message, or -1 if that is not
	 * known
	 * @param source has the bytes
	 */
	public void bytes(int length, long more, Source source) {
		if (this.skipped != null) {
			return;
		}
		if ((long) this.size + length > this.limit) {
			int kept = Math.min(this.size, BEGINNING);
			int missing = Math.min(length, BEGINNING - kept);
			byte[] beginning = Arrays.copyOf(this.bytes, kept + missing);
			source.copy(beginning, kept, missing);
			skipFrom(beginning);
			return;
		}
		makeRoom(length, more);
		source.copy(this.bytes, this.size, length);
		this.size += length;
	}

	private void skipFrom(byte[] beginning) {
		drop();
		this.skipped = Slice.of(beginning);
	}

	/**
	 * Makes room for bytes, but not at once for all that are announced.
	 */
	private void makeRoom(int length, long more) {
		int needed = this.size + length;
		if (needed > this.bytes.length) {
			long room = needed;
			if (more != 0 || this.size > 0) {
				room = Math.max(((more < 0) ? 2L : 4L) * this.bytes.length, ROOM);
			}
			if (more >= 0) {
				room = Math.min(room, needed + Math.min(more, Integer.MAX_VALUE));
			}
			this.bytes = Arrays.copyOf(this.bytes, (int) Math.max(needed, Math.min(room, Integer.MAX_VALUE - 8)));
		}
	}

	/**
	 * Takes the end of a message.
	 * @return {@code false} if it is to be UTF-8, and is not
	 */
	public boolean end() {
		Slice beginning = this.skipped;
		if (beginning != null) {
			this.skipped = null;
			this.sink.oversized(beginning);
			return true;
		}
		Slice message = new Slice(this.bytes, 0, this.size);
		drop();
		return this.sink.message(message);
	}

	private void drop() {
		this.bytes = NONE;
		this.size = 0;
	}

	/** Has bytes of a message. */
	@FunctionalInterface
	public interface Source {

		/**
		 * Copies bytes, from the first one on.
		 * @param target where to
		 * @param offset where they begin there
		 * @param length how many
		 */
		void copy(byte[] target, int offset, int length);

	}

	/** Takes whole messages. */
	public interface Sink {

		/**
		 * Takes a message.
		 * @param message the message, which stays as it is
		 * @return {@code false} if it is to be UTF-8, and is not
		 */
		boolean message(Slice message);

		/**
		 * Takes the beginning of a message that is too large.
		 * @param beginning its first bytes
		 */
		void oversized(Slice beginning);

	}

}
