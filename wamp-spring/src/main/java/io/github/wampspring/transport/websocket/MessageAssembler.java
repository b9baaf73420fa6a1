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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import io.github.wampspring.codec.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together that come in parts. A message over the limit is skipped to its
 * end, only its beginning is kept. For one thread at a time.
 */
final class MessageAssembler {

	private static final int BEGINNING = 1024;

	private volatile int limit;

	private final Sink sink;

	private @Nullable StringBuilder text;

	private @Nullable ByteArrayOutputStream bytes;

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
			this.skipped = new Frame.Text(first.substring(0, Math.min(first.length(), BEGINNING)));
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
		if (this.skipped != null) {
			skip(last);
			return;
		}
		ByteArrayOutputStream bytes = this.bytes;
		long length = (long) part.remaining() + ((bytes != null) ? bytes.size() : 0);
		if (length > this.limit) {
			byte[] beginning = new byte[(int) Math.min(length, BEGINNING)];
			ByteBuffer first = ByteBuffer.wrap(beginning);
			if (bytes != null) {
				first.put(bytes.toByteArray(), 0, Math.min(bytes.size(), BEGINNING));
			}
			first.put(part.slice(part.position(), Math.min(first.remaining(), part.remaining())));
			this.bytes = null;
			this.skipped = new Frame.Binary(beginning);
			skip(last);
		}
		else if (bytes == null && last) {
			byte[] copy = new byte[part.remaining()];
			part.get(copy);
			this.sink.message(new Frame.Binary(copy));
		}
		else {
			this.bytes = bytes = (bytes != null) ? bytes : new ByteArrayOutputStream(2 * part.remaining());
			byte[] copy = new byte[part.remaining()];
			part.get(copy);
			bytes.write(copy, 0, copy.length);
			if (last) {
				this.bytes = null;
				this.sink.message(new Frame.Binary(bytes.toByteArray()));
			}
		}
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
