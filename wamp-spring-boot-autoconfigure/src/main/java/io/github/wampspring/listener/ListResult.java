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
