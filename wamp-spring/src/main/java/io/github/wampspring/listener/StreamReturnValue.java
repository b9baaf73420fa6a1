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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.BaseStream;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a stream: progressive results and an empty final one where the caller
 * wants that, else one list.
 */
final class StreamReturnValue implements ReturnValue {

	private final InvocationFailures failures;

	StreamReturnValue(InvocationFailures failures) {
		this.failures = failures;
	}

	@Override
	public void send(@Nullable Object value, Invocation invocation) {
		if (!(value instanceof BaseStream<?, ?> stream)) {
			invocation.complete(ReturnValue.payload(value));
			return;
		}
		List<@Nullable Object> list = new ArrayList<>();
		boolean progress = invocation.isProgressWanted();
		try (stream) {
			Iterator<?> elements = stream.iterator();
			while (!invocation.isInterrupted() && elements.hasNext()) {
				Object element = elements.next();
				if (progress) {
					invocation.progress(ReturnValue.payload(element));
				}
				else {
					list.add(element);
				}
			}
		}
		if (invocation.isInterrupted()) {
			this.failures.cancel(invocation);
		}
		else {
			invocation.complete(progress ? Payload.NONE : ReturnValue.payload(list));
		}
	}

}
