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
import java.util.function.Consumer;

import io.github.wampspring.client.CallResult;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A call that is ready to be sent.
 *
 * @param procedure the URI
 * @param options the options
 * @param payload the arguments
 * @param timeout how long it may take; {@code null} for no limit
 * @param progress takes progressive results; {@code null} if they are not wanted
 */
record CallRequest(String procedure, Dict options, Payload payload, @Nullable Duration timeout,
		@Nullable Consumer<CallResult> progress) {

	CallRequest withProgress(Consumer<CallResult> progress) {
		return new CallRequest(this.procedure, this.options, this.payload, this.timeout, progress);
	}

}
