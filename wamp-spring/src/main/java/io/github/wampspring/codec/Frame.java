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

/**
 * What a message is on the wire: text for JSON, bytes for the binary serializers.
 */
public sealed interface Frame {

	/**
	 * The size that limits and queues count.
	 * @return bytes or, for text, characters
	 */
	int length();

	/**
	 * A text frame.
	 *
	 * @param text the text
	 */
	record Text(String text) implements Frame {

		@Override
		public int length() {
			return this.text.length();
		}

	}

	/**
	 * A binary frame. The array is never changed once it is here.
	 *
	 * @param bytes the bytes
	 */
	record Binary(byte[] bytes) implements Frame {

		@Override
		public int length() {
			return this.bytes.length;
		}

	}

}
