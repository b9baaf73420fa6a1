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
import io.github.wampspring.protocol.Payload;

/**
 * Each element of a publisher as a progressive result, at once; then an empty final one.
 */
final class ProgressiveResults extends ResultSubscriber {

	private static final int BATCH = 32;

	private int sent;

	ProgressiveResults(Invocation invocation, InvocationFailures failures) {
		super(invocation, failures);
	}

	@Override
	long demand() {
		return BATCH;
	}

	@Override
	void element(Object element) {
		invocation().progress(ReturnValue.payload(element));
		this.sent++;
		if (this.sent == BATCH) {
			this.sent = 0;
			request(BATCH);
		}
	}

	@Override
	Payload result() {
		return Payload.NONE;
	}

}
