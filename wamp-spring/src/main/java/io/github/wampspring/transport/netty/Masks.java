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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import io.netty.buffer.ByteBuf;

/**
 * Masks and unmasks what a client sends (RFC 6455, section 5.3).
 */
final class Masks {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private Masks() {
	}

	/**
	 * Masks bytes.
	 * @param mask for the first four of them; 0 changes nothing
	 */
	static void apply(byte[] bytes, int offset, int length, int mask) {
		if (mask == 0) {
			return;
		}
		long wide = (long) mask << 32 | mask & 0xFFFFFFFFL;
		int end = offset + length;
		int i = offset;
		for (; i + Long.BYTES <= end; i += Long.BYTES) {
			LONGS.set(bytes, i, (long) LONGS.get(bytes, i) ^ wide);
		}
		for (int shift = 24; i < end; i++) {
			bytes[i] ^= (byte) (mask >>> shift);
			shift = (shift - 8) & 31;
		}
	}

	/**
	 * Masks bytes of a buffer.
	 * @param mask for the first four of them; 0 changes nothing
	 */
	static void apply(ByteBuf bytes, int offset, int length, int mask) {
		if (mask == 0) {
			return;
		}
		long wide = (long) mask << 32 | mask & 0xFFFFFFFFL;
		int end = offset + length;
		int i = offset;
		for (; i + Long.BYTES <= end; i += Long.BYTES) {
			bytes.setLong(i, bytes.getLong(i) ^ wide);
		}
		for (int shift = 24; i < end; i++) {
			bytes.setByte(i, bytes.getByte(i) ^ (mask >>> shift));
			shift = (shift - 8) & 31;
		}
	}

}
