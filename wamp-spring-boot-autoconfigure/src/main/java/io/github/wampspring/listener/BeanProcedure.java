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
