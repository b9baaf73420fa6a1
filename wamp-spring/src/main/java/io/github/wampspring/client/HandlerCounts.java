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

import java.util.concurrent.atomic.AtomicLong;

/**
 * What did not reach handlers since the connection was made. Counted only when it
 * happens.
 */
final class HandlerCounts {

	private final AtomicLong droppedEvents = new AtomicLong();

	private final AtomicLong refusedInvocations = new AtomicLong();

	void eventDropped() {
		this.droppedEvents.incrementAndGet();
	}

	void invocationRefused() {
		this.refusedInvocations.incrementAndGet();
	}

	long droppedEvents() {
		return this.droppedEvents.get();
	}

	long refusedInvocations() {
		return this.refusedInvocations.get();
	}

}
