package io.github.wampspring.listener;

import java.util.List;

import io.github.wampspring.client.WampEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says what the handling of events failed with.
 */
final class EventFailures {

	private static final Log logger = LogFactory.getLog(EventFailures.class);

	private final List<WampEventErrorHandler> handlers;

	EventFailures(List<WampEventErrorHandler> handlers) {
		this.handlers = List.copyOf(handlers);
	}

	void report(Throwable failure, WampEvent event, WampListener listener) {
		Throwable cause = InvocationFailures.unwrap(failure);
		if (cause instanceof BindingException binding) {
			cause = binding.toError();
			logger
				.warn("An event of '" + event.topic() + "' does not fit the " + listener + ": " + binding.getMessage());
			logger.debug("Why the event does not fit", binding.getCause());
		}
		else {
			logger.error("An event of '" + event.topic() + "' failed at the " + listener, cause);
		}
		for (WampEventErrorHandler handler : this.handlers) {
			try {
				handler.handle(cause, EventDetails.of(event));
			}
			catch (RuntimeException ex) {
				logger.error("The error handler " + handler + " failed for the " + listener, ex);
			}
		}
	}

}
