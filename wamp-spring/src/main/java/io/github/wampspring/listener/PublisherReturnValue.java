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
import org.reactivestreams.Publisher;

import org.springframework.core.ReactiveAdapter;

/**
 * The elements of a publisher: of one with several elements progressive results and an
 * empty final one where the caller wants that, else one list.
 */
final class PublisherReturnValue implements ReturnValue {

	private final ReactiveAdapter adapter;

	private final boolean empty;

	private final InvocationFailures failures;

	PublisherReturnValue(ReactiveAdapter adapter, boolean empty, InvocationFailures failures) {
		this.adapter = adapter;
		this.empty = empty;
		this.failures = failures;
	}

	@Override
	public void send(@Nullable Object value, Invocation invocation) {
		if (value == null) {
			invocation.complete(ReturnValue.payload(null));
			return;
		}
		Publisher<Object> publisher = this.adapter.toPublisher(value);
		if (!this.adapter.isMultiValue()) {
			publisher.subscribe(new SingleResult(invocation, this.failures, this.empty));
		}
		else if (invocation.isProgressWanted()) {
			publisher.subscribe(new ProgressiveResults(invocation, this.failures));
		}
		else {
			publisher.subscribe(new ListResult(invocation, this.failures, this.empty));
		}
	}

}
