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

package io.github.wampspring.listener;

import io.github.wampspring.client.Invocation;
import org.jspecify.annotations.Nullable;

/**
 * Sends progressive results of an invocation.
 *
 * @param invocation the invocation
 */
record InvocationProgressSink(Invocation invocation) implements ProgressSink<@Nullable Object> {

	@Override
	public void next(@Nullable Object result) {
		this.invocation.progress(ReturnValue.payload(result));
	}

	@Override
	public boolean isWanted() {
		return this.invocation.isProgressWanted();
	}

	@Override
	public boolean isCancelled() {
		return this.invocation.isInterrupted();
	}

}
