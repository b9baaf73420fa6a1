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

package io.github.wampspring;

import org.jspecify.annotations.Nullable;

/**
 * What the dealer does with a cancelled call. See the section "Call Canceling" of the
 * specification.
 */
public enum CancelMode {

	/** The caller gets its error at once, the callee is not told. */
	SKIP,

	/** The callee is interrupted, the caller gets what the callee answers. */
	KILL,

	/** The callee is interrupted, the caller gets its error at once. */
	KILLNOWAIT;

	private final String value = name().toLowerCase(java.util.Locale.ROOT);

	/**
	 * The word of the protocol.
	 * @return what stands in {@code Options.mode}
	 */
	public String value() {
		return this.value;
	}

	/**
	 * The mode of a word of the protocol.
	 * @param mode what stands in {@code Options.mode} of CANCEL or INTERRUPT
	 * @return the mode; {@link #KILLNOWAIT} if there is none
	 */
	public static CancelMode of(@Nullable String mode) {
		return SKIP.value.equals(mode) ? SKIP : (KILL.value.equals(mode) ? KILL : KILLNOWAIT);
	}

}
