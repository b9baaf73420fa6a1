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
import io.github.wampspring.client.InvocationHandler;

/**
 * Answers invocations by a bean method.
 */
final class BeanProcedure implements InvocationHandler {

	private final MethodCall<Invocation> method;

	private final ReturnValue returnValue;

	private final InvocationFailures failures;

	private final WampListener listener;

	BeanProcedure(MethodCall<Invocation> method, ReturnValue returnValue, InvocationFailures failures,
			WampListener listener) {
		this.method = method;
		this.returnValue = returnValue;
		this.failures = failures;
		this.listener = listener;
	}

	@Override
	public void onInvocation(Invocation invocation) {
		try {
			this.returnValue.send(this.method.call(invocation, invocation.payload()), invocation);
		}
		catch (Throwable ex) {
			this.failures.fail(invocation, ex);
		}
	}

	@Override
	public String toString() {
		return this.listener.describe();
	}

}
