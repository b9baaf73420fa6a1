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
 * How the dealer chooses among the callees of one procedure. See the section "Shared
 * Registration" of the specification.
 */
public enum InvocationPolicy {

	/** Only one callee may register. */
	SINGLE,

	/** One callee after the other. */
	ROUNDROBIN,

	/** Any callee. */
	RANDOM,

	/** The callee that registered first. */
	FIRST,

	/** The callee that registered last. */
	LAST;

	private final String value = name().toLowerCase(java.util.Locale.ROOT);

	/**
	 * The word of the protocol.
	 * @return what stands in {@code Options.invoke}
	 */
	public String value() {
		return this.value;
	}

	/**
	 * The policy of a word of the protocol.
	 * @param invoke what stands in {@code Options.invoke} of REGISTER
	 * @return the policy; single if there is none
	 */
	public static InvocationPolicy of(@Nullable String invoke) {
		for (InvocationPolicy policy : values()) {
			if (policy.value.equals(invoke)) {
				return policy;
			}
		}
		return SINGLE;
	}

}
