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

package io.github.wampspring.client;

import java.util.function.Consumer;

import io.github.wampspring.protocol.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for its result. When the one who called does not want it any more,
 * the router is told.
 */
final class PendingCall extends PendingRequest<CallResult> {

	private final Consumer<PendingCall> onAbandon;

	private final @Nullable Consumer<CallResult> progress;

	PendingCall(String procedure, @Nullable Consumer<CallResult> progress, Consumer<PendingCall> onAbandon) {
		super(MessageType.CALL, procedure);
		this.progress = progress;
		this.onAbandon = onAbandon;
	}

	@Nullable Consumer<CallResult> progress() {
		return this.progress;
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean wasOpen = !isDone();
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		if (cancelled && wasOpen) {
			this.onAbandon.accept(this);
		}
		return cancelled;
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		boolean completed = super.completeExceptionally(failure);
		if (completed) {
			this.onAbandon.accept(this);
		}
		return completed;
	}

	@Override
	void fail(Throwable failure) {
		super.completeExceptionally(failure);
	}

}
