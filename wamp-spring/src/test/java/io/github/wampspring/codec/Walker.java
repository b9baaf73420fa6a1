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

package io.github.wampspring.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * Walks over the bytes of a payload by the letter of a format's specification, in the
 * plainest way: what the parsers are held against.
 */
abstract class Walker {

	/** What is well-formed and refused all the same. */
	enum Refusal {

		/** Not UTF-8, which other parsers do not look at. */
		UTF8,

		/** A key that is not a string, or a tagged one. */
		KEY,

		/** Tagged arguments or keyword arguments. */
		TAGGED,

		/**
		 * Not a list of arguments and at the most one dictionary of keyword arguments.
		 */
		SHAPE,

		/** More than 500 levels. */
		DEPTH,

		/** A simple value that nobody has given a meaning. */
		SIMPLE,

		/** A reference to a string or value elsewhere. */
		REFERENCE,

		/**
		 * A tag that makes a number of its content, before something else or too much.
		 */
		NUMBER,

		/** An extension type -1 that is no timestamp. */
		TIMESTAMP

	}

	/** What is malformed, and other implementations take all the same. */
	enum Laxity {

		/**
		 * A size of 2^30 and more, or sizes of so much together, of which only the
		 * beginning is there: they are counted in 32 bits, so that they overflow, and
		 * become nothing or the mark of an indefinite size.
		 */
		HUGE_SIZE,

		/** A tag of CBOR at the end of what it stands in, with nothing behind it. */
		TAG_WITHOUT_CONTENT

	}

	/** What is taken, and another implementation refuses. */
	enum Strictness {

		/** A tag of more than 31 bits, which Jackson does not take. */
		LARGE_TAG

	}

	final Set<Laxity> laxities = EnumSet.noneOf(Laxity.class);

	final Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);

	final Set<Strictness> strictnesses = EnumSet.noneOf(Strictness.class);

	final byte[] bytes;

	/** How much all sizes seen so far say there is. */
	private long claimed;

	int position;

	Walker(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Walks to the end.
	 * @return whether the bytes are a sequence of well-formed items
	 */
	boolean isWellFormed() {
		try {
			int count = 0;
			while (this.position < this.bytes.length) {
				char kind = item(1);
				boolean fits = (count == 0) ? (kind == 'l') : (count == 1 && kind == 'd');
				if (!fits) {
					this.refusals.add(Refusal.SHAPE);
				}
				count++;
			}
			if (count == 0) {
				this.refusals.add(Refusal.SHAPE);
			}
			return true;
		}
		catch (Malformed ex) {
			return false;
		}
	}

	/**
	 * Walks over one item.
	 * @param depth its depth in a message
	 * @return {@code l} for a list, {@code d} for a dictionary, {@code s} for a string,
	 * {@code t} for what is tagged, {@code x} for others
	 */
	abstract char item(int depth);

	final int read() {
		if (this.position >= this.bytes.length) {
			throw new Malformed();
		}
		return this.bytes[this.position++] & 0xFF;
	}

	/**
	 * Reads an unsigned integer.
	 * @return what is beyond 2^63 is as good as {@link Long#MAX_VALUE}
	 */
	final long read(int width) {
		long value = 0;
		for (int i = 0; i < width; i++) {
			value = (value << 8) | read();
		}
		return (value < 0) ? Long.MAX_VALUE : value;
	}

	final byte[] take(long count) {
		checkSize(count);
		byte[] taken = new byte[(int) Math.min(count, this.bytes.length - this.position)];
		for (int i = 0; i < taken.length; i++) {
			taken[i] = (byte) read();
		}
		if (taken.length < count) {
			throw new Malformed();
		}
		return taken;
	}

	final void string(byte[] utf8) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
		}
		catch (CharacterCodingException ex) {
			this.refusals.add(Refusal.UTF8);
		}
	}

	final void items(long count, int depth) {
		checkSize(count);
		for (long i = 0; i < count; i++) {
			item(depth);
		}
	}

	final void entries(long count, int depth) {
		checkSize(count);
		for (long i = 0; i < count; i++) {
			key(item(depth));
			item(depth);
		}
	}

	private void checkSize(long count) {
		this.claimed += count;
		if (count >= 1 << 30 || this.claimed >= 1 << 30) {
			this.laxities.add(Laxity.HUGE_SIZE);
		}
	}

	final void key(char kind) {
		if (kind != 's') {
			this.refusals.add(Refusal.KEY);
		}
	}

	final void enter(int depth) {
		if (depth >= Limits.DEPTH) {
			this.refusals.add(Refusal.DEPTH);
		}
	}

	static final class Malformed extends RuntimeException {

		Malformed() {
			super(null, null, false, false);
		}

	}

	/** CBOR, by RFC 8949, appendix C. */
	static final class Cbor extends Walker {

		Cbor(byte[] bytes) {
			super(bytes);
		}

		@Override
		char item(int depth) {
			int head = read();
			long tag = -1;
			while (head >> 5 == 6) {
				if (tag >= 2 && tag <= 4) {
					this.refusals.add(Refusal.NUMBER);
				}
				tag = argument(head);
				if (tag == 25 || tag == 29) {
					this.refusals.add(Refusal.REFERENCE);
				}
				if (tag > Integer.MAX_VALUE) {
					this.strictnesses.add(Strictness.LARGE_TAG);
				}
				if (this.position == this.bytes.length || (this.bytes[this.position] & 0xFF) == 0xFF) {
					this.laxities.add(Laxity.TAG_WITHOUT_CONTENT);
				}
				head = read();
			}
			int start = this.position - 1;
			char kind = untagged(head, depth);
			if (tag == 2 || tag == 3) {
				bignum(start);
			}
			else if (tag == 4) {
				decimal(start);
			}
			if (tag >= 0 && depth == 1) {
				this.refusals.add(Refusal.TAGGED);
			}
			return (tag < 0 || depth == 1) ? kind : 't';
		}

		private char untagged(int head, int depth) {
			boolean indefinite = (head & 0x1F) == 31;
			switch (head >> 5) {
				case 0, 1:
					argument(head);
					return 'x';
				case 2, 3:
					chunks(head, indefinite);
					return (head >> 5 == 3) ? 's' : 'x';
				case 4:
					enter(depth);
					if (!indefinite) {
						items(argument(head), depth + 1);
						return 'l';
					}
					while (!isBreak()) {
						item(depth + 1);
					}
					return 'l';
				case 5:
					enter(depth);
					if (!indefinite) {
						entries(argument(head), depth + 1);
						return 'd';
					}
					while (!isBreak()) {
						entries(1, depth + 1);
					}
					return 'd';
				default:
					simple(head);
					return 'x';
			}
		}

		private void chunks(int head, boolean indefinite) {
			if (!indefinite) {
				chunk(head);
				return;
			}
			while (!isBreak()) {
				int next = read();
				if (next >> 5 != head >> 5 || (next & 0x1F) == 31) {
					throw new Malformed();
				}
				chunk(next);
			}
		}

		private void chunk(int head) {
			byte[] content = take(argument(head));
			if (head >> 5 == 3) {
				string(content);
			}
		}

		private void simple(int head) {
			int info = head & 0x1F;
			if (info >= 28) {
				throw new Malformed();
			}
			long value = (info < 24) ? info : read(1 << (info - 24));
			if (info == 24 && value < 32) {
				throw new Malformed();
			}
			if (info < 20 || info == 24) {
				this.refusals.add(Refusal.SIMPLE);
			}
		}

		private void bignum(int start) {
			int major = (this.bytes[start] & 0xFF) >> 5;
			Cbor content = new Cbor(this.bytes);
			content.position = start;
			if (major != 2 || content.binary().length > 415) {
				this.refusals.add(Refusal.NUMBER);
			}
		}

		private byte[] binary() {
			int head = read();
			if ((head & 0x1F) != 31) {
				return take(argument(head));
			}
			int length = 0;
			while (!isBreak()) {
				length += take(argument(read())).length;
			}
			return new byte[length];
		}

		private void decimal(int start) {
			Cbor content = new Cbor(this.bytes);
			content.position = start;
			boolean fits = content.read() == 0x82 && Math.abs(content.integer()) <= 1000;
			if (fits) {
				int head = content.read();
				if (head == 0xC2 || head == 0xC3) {
					content.bignum(content.position);
					fits = content.refusals.isEmpty();
				}
				else {
					fits = head >> 5 <= 1;
				}
			}
			if (!fits) {
				this.refusals.add(Refusal.NUMBER);
			}
		}

		private long integer() {
			int head = read();
			if (head >> 5 > 1) {
				return Long.MAX_VALUE;
			}
			long argument = argument(head);
			return (head >> 5 == 0) ? argument : ((argument == Long.MAX_VALUE) ? argument : -1 - argument);
		}

		private boolean isBreak() {
			if (this.position < this.bytes.length && (this.bytes[this.position] & 0xFF) == 0xFF) {
				this.position++;
				return true;
			}
			return false;
		}

		private long argument(int head) {
			int info = head & 0x1F;
			if (info >= 28) {
				throw new Malformed();
			}
			return (info < 24) ? info : read(1 << (info - 24));
		}

	}

	/** MessagePack, by its specification. */
	static final class Msgpack extends Walker {

		Msgpack(byte[] bytes) {
			super(bytes);
		}

		@Override
		char item(int depth) {
			int head = read();
			if (head <= 0x7F || head >= 0xE0) {
				return 'x';
			}
			if (head <= 0x8F) {
				return dict(head & 0xF, depth);
			}
			if (head <= 0x9F) {
				return list(head & 0xF, depth);
			}
			if (head <= 0xBF) {
				return text(head & 0x1F);
			}
			switch (head) {
				case 0xC0, 0xC2, 0xC3 -> {
				}
				case 0xC4, 0xC5, 0xC6 -> take(read(1 << (head - 0xC4)));
				case 0xC7, 0xC8, 0xC9 -> extension(read(1 << (head - 0xC7)));
				case 0xCC, 0xD0 -> take(1);
				case 0xCD, 0xD1 -> take(2);
				case 0xCA, 0xCE, 0xD2 -> take(4);
				case 0xCB, 0xCF, 0xD3 -> take(8);
				case 0xD4 -> extension(1);
				case 0xD5 -> extension(2);
				case 0xD6 -> extension(4);
				case 0xD7 -> extension(8);
				case 0xD8 -> extension(16);
				case 0xD9, 0xDA, 0xDB -> {
					return text(read(1 << (head - 0xD9)));
				}
				case 0xDC -> {
					return list(read(2), depth);
				}
				case 0xDD -> {
					return list(read(4), depth);
				}
				case 0xDE -> {
					return dict(read(2), depth);
				}
				case 0xDF -> {
					return dict(read(4), depth);
				}
				default -> throw new Malformed();
			}
			return 'x';
		}

		private char dict(long size, int depth) {
			enter(depth);
			entries(size, depth + 1);
			return 'd';
		}

		private char list(long size, int depth) {
			enter(depth);
			items(size, depth + 1);
			return 'l';
		}

		private char text(long length) {
			string(take(length));
			return 's';
		}

		private void extension(long length) {
			int type = (byte) read();
			ByteBuffer content = ByteBuffer.wrap(take(length));
			if (type == -1) {
				boolean fits = switch ((int) length) {
					case 4 -> true;
					case 8 -> (content.getLong() >>> 34) < 1_000_000_000;
					case 12 -> Integer.toUnsignedLong(content.getInt()) < 1_000_000_000
							&& Math.abs(content.getLong()) <= 31_556_889_864_403_199L;
					default -> false;
				};
				if (!fits) {
					this.refusals.add(Refusal.TIMESTAMP);
				}
			}
		}

	}

}
