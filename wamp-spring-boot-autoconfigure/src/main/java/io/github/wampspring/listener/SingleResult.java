package io.github.wampspring.listener;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The one element of a publisher; null if there is none.
 */
final class SingleResult extends ResultSubscriber {

	private final boolean empty;

	private @Nullable Object value;

	SingleResult(Invocation invocation, InvocationFailures failures, boolean empty) {
		super(invocation, failures);
		this.empty = empty;
	}

	@Override
	long demand() {
		return Long.MAX_VALUE;
	}

	@Override
	void element(Object element) {
		this.value = element;
	}

	@Override
	Payload result() {
		return this.empty ? Payload.NONE : ReturnValue.payload(this.value);
	}

}
