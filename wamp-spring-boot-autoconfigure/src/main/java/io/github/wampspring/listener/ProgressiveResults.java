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
