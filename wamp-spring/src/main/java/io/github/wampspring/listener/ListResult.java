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
import java.util.List;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.protocol.Payload;

/**
 * All elements of a publisher as one list.
 */
final class ListResult extends ResultSubscriber {

	private final boolean empty;

	private final List<Object> elements = new ArrayList<>();

	ListResult(Invocation invocation, InvocationFailures failures, boolean empty) {
		super(invocation, failures);
		this.empty = empty;
	}

	@Override
	long demand() {
		return Long.MAX_VALUE;
	}

	@Override
	void element(Object element) {
		this.elements.add(element);
	}

	@Override
	Payload result() {
		return this.empty ? Payload.NONE : ReturnValue.payload(this.elements);
	}

}
