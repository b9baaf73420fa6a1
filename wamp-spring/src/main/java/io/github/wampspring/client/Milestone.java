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

import java.util.concurrent.CompletableFuture;

/**
 * Something that is waited for, and may be waited for once more after it has come or
 * failed. Completing runs what depends on it, and so is not to be done with a lock.
 */
final class Milestone {

	private CompletableFuture<Void> current = new CompletableFuture<>();

	/** The future of this moment, to be completed. */
	synchronized CompletableFuture<Void> current() {
		return this.current;
	}

	/** From now on it is waited for once more, if it has failed. */
	synchronized CompletableFuture<Void> renewFailed() {
		if (this.current.isCompletedExceptionally()) {
			this.current = new CompletableFuture<>();
		}
		return this.current;
	}

	/** From now on it is waited for once more, however it ended. */
	synchronized CompletableFuture<Void> renew() {
		if (this.current.isDone()) {
			this.current = new CompletableFuture<>();
		}
		return this.current;
	}

	/** A copy for the application, whose failure is not wrapped. */
	CompletableFuture<Void> copy() {
		CompletableFuture<Void> copy = new CompletableFuture<>();
		current().whenComplete((done, failure) -> {
			if (failure != null) {
				copy.completeExceptionally(failure);
			}
			else {
				copy.complete(null);
			}
		});
		return copy;
	}

}
