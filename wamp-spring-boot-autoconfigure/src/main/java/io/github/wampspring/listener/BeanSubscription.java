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
