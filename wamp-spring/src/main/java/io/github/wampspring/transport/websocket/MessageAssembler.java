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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.wampspring.codec.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together that come in parts. A message over the limit is skipped to its
 * end, only its beginning is kept. For one thread at a time.
 */
final class MessageAssembler {

	private static final int BEGINNING = 1024;

	private static final byte[] NONE = {};

	/** So much room is made for a message that does not come at once. */
	private static final int ROOM = 32 * 1024;

	private final Sink sink;

	private final Utf8Parts utf8 = new Utf8Parts();

	private volatile int limit;

	private @Nullable StringBuilder text;

	/** What came of a message as bytes, as far as {@link #size}. */
	private byte[] bytes = NONE;

	private int offset;

	private int size;

	private boolean isText;

	/** Whether the bytes are another's, which is the case of a message in one part. */
	private boolean foreign;

	private @Nullable Frame skipped;

	MessageAssembler(int limit, Sink sink) {
		this.limit = limit;
		this.sink = sink;
	}

	int limit() {
		return this.limit;
	}

	void limit(int limit) {
		this.limit = limit;
	}

	void text(String part, boolean last) {
		if (this.skipped != null) {
			skip(last);
			return;
		}
		StringBuilder text = this.text;
		long length = (long) part.length() + ((text != null) ? text.length() : 0);
		if (length > this.limit) {
			String first = (text != null) ? text.append(part, 0, Math.min(part.length(), BEGINNING)).toString() : part;
			this.text = null;
			this.skipped = new Frame.Text(beginning(first));
			skip(last);
		}
		else if (text == null && last) {
			this.sink.message(new Frame.Text(part));
		}
		else {
			this.text = text = (text != null) ? text : new StringBuilder(2 * part.length());
			text.append(part);
			if (last) {
				this.text = null;
				this.sink.message(new Frame.Text(text.toString()));
			}
		}
	}

	void binary(ByteBuffer part, boolean last) {
		if (part.hasArray()) {
			bytes(false, part.array(), part.arrayOffset() + part.position(), part.remaining(), -1, last);
		}
		else {
			byte[] copy = new byte[part.remaining()];
			part.get(copy);
			bytes(false, copy, 0, copy.length, -1, last);
		}
		if (last) {
			end();
		}
	}

	/**
	 * Takes bytes of a message.
	 * @param text whether they are UTF-8
	 * @param more how many follow until the end of the message, or -1 if that is not
	 * known
	 * @param last whether the message is complete, and the bytes stay as they are until
	 * {@link #end()}
	 * @return {@code false} if they are to be UTF-8, and are not
	 */
	boolean bytes(boolean text, byte[] part, int offset, int length, long more, boolean last) {
		this.isText = text;
		if (text && !this.utf8.take(part, offset, length)) {
			return false;
		}
		if (this.skipped != null) {
			return true;
		}
		if ((text ? this.utf8.chars() : (long) this.size + length) > this.limit) {
			int missing = Math.min(length, Math.max(BEGINNING - this.size, 0));
			byte[] beginning = Arrays.copyOf(this.bytes, Math.min(this.size, BEGINNING) + missing);
			System.arraycopy(part, offset, beginning, beginning.length - missing, missing);
			drop();
			this.skipped = text ? new Frame.Text(new String(beginning, StandardCharsets.UTF_8))
					: new Frame.Binary(beginning);
		}
		else if (this.size == 0 && last) {
			this.bytes = part;
			this.foreign = true;
			this.offset = offset;
			this.size = length;
		}
		else {
			makeRoom(length, more);
			System.arraycopy(part, offset, this.bytes, this.size, length);
			this.size += length;
		}
		return true;
	}

	/** Not cut between the halves of a pair. */
	private static String beginning(String text) {
		int end = Math.min(text.length(), BEGINNING);
		return text.substring(0, (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) ? end - 1 : end);
	}

	/**
	 * Makes room for bytes, but not at once for all that are announced.
	 */
	private void makeRoom(int length, long more) {
		int needed = this.size + length;
		if (needed > this.bytes.length) {
			long room = Math.max(((more < 0) ? 2L : 4L) * this.bytes.length, ROOM);
			if (more >= 0) {
				room = Math.min(room, needed + Math.min(more, Integer.MAX_VALUE));
			}
			this.bytes = Arrays.copyOf(this.bytes, (int) Math.max(needed, Math.min(room, Integer.MAX_VALUE - 8)));
		}
	}

	/**
	 * Takes the end of a message that came as bytes.
	 * @return {@code false} if it is text and ends within a character
	 */
	boolean end() {
		boolean complete = this.utf8.isComplete();
		this.utf8.reset();
		if (!complete) {
			return false;
		}
		if (this.skipped != null) {
			skip(true);
			return true;
		}
		byte[] bytes = this.bytes;
		int offset = this.offset;
		int size = this.size;
		boolean whole = !this.foreign && size == bytes.length;
		drop();
		if (this.isText) {
			this.sink.message(new Frame.Text(new String(bytes, offset, size, StandardCharsets.UTF_8)));
		}
		else {
			this.sink.message(new Frame.Binary(whole ? bytes : Arrays.copyOfRange(bytes, offset, offset + size)));
		}
		return true;
	}

	private void drop() {
		this.bytes = NONE;
		this.foreign = false;
		this.offset = 0;
		this.size = 0;
	}

	private void skip(boolean last) {
		Frame beginning = this.skipped;
		if (last && beginning != null) {
			this.skipped = null;
			this.sink.oversized(beginning);
		}
	}

	/** Takes whole messages. */
	interface Sink {

		void message(Frame frame);

		void oversized(Frame beginning);

	}

}
