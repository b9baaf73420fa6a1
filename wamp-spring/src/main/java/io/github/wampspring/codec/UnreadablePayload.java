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

import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Payload;

/**
 * Arguments that came and cannot be had: whoever reads them fails with the reason.
 */
public final class UnreadablePayload implements Payload.Encoded {

	private final PayloadException failure;

	private final int length;

	/**
	 * Creates a payload.
	 * @param failure why there are no arguments
	 * @param length how many bytes came
	 */
	public UnreadablePayload(PayloadException failure, int length) {
		this.failure = failure;
		this.length = length;
	}

	/**
	 * Why there are no arguments.
	 * @return what whoever reads them fails with
	 */
	public PayloadException failure() {
		return this.failure;
	}

	@Override
	public boolean isEmpty() {
		return false;
	}

	@Override
	public String encoding() {
		return "unreadable";
	}

	@Override
	public boolean isTransparent() {
		return false;
	}

	@Override
	public byte[] bytes() {
		throw this.failure;
	}

	@Override
	public int length() {
		return this.length;
	}

}
