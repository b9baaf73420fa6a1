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

import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.WampEvent;

/**
 * Gives events to a bean method, and waits until it is done with one, so that the next
 * one does not overtake it.
 */
final class BeanSubscription implements EventHandler {

	private final MethodCall<WampEvent> method;

	private final EventCompletion completion;

	private final EventFailures failures;

	private final WampListener listener;

	BeanSubscription(MethodCall<WampEvent> method, EventCompletion completion, EventFailures failures,
			WampListener listener) {
		this.method = method;
		this.completion = completion;
		this.failures = failures;
		this.listener = listener;
	}

	@Override
	public void onEvent(WampEvent event) {
		try {
			this.completion.await(this.method.call(event, event.payload()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.failures.report(ex, event, this.listener);
		}
		catch (Throwable ex) {
			this.failures.report(ex, event, this.listener);
		}
	}

	@Override
	public String toString() {
		return this.listener.describe();
	}

}
