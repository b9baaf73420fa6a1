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

package io.github.wampspring.core;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What holds for operations that do not say it themselves.
 *
 * @param joinTimeout how long an operation waits for a session to be joined
 * @param callTimeout how long a call waits for its result, and an acknowledged
 * publication for its acknowledgement; {@code null} for no limit
 * @param excludeMe whether a session does not get the events that it publishes, as is the
 * default in WAMP (Publisher Exclusion)
 */
public record OperationDefaults(Duration joinTimeout, @Nullable Duration callTimeout, boolean excludeMe) {

	/** Ten seconds for a session, thirty seconds for a result, and no own events. */
	public static final OperationDefaults DEFAULT = new OperationDefaults(Duration.ofSeconds(10),
			Duration.ofSeconds(30), true);

	public OperationDefaults {
		Assert.isTrue(!joinTimeout.isNegative(), "The join timeout must not be negative");
		Assert.isTrue(callTimeout == null || callTimeout.toNanos() > 0,
				"The call timeout must be positive, or null for none");
	}

}
