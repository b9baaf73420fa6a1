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

package io.github.wampspring.core;

import java.util.List;
import java.util.function.Supplier;

import io.github.wampspring.client.TopicEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.util.function.SingletonSupplier;

/**
 * What becomes of a failure to handle an event, in annotated methods and in handlers of a
 * template alike: it is logged, then the application's {@link WampEventErrorHandler}s are
 * told. An event that does not fit is a warning without a stack trace, since anybody can
 * publish one.
 */
public final class EventErrors {

	private static final Log logger = LogFactory.getLog(EventErrors.class);

	private final Supplier<List<WampEventErrorHandler>> handlers;

	/**
	 * Creates what is told of failures.
	 * @param handlers gives the application's handlers in their order, when there is the
	 * first failure
	 */
	public EventErrors(Supplier<List<WampEventErrorHandler>> handlers) {
		this.handlers = SingletonSupplier.of(handlers);
	}

	void report(Throwable failure, TopicEvent event, Object subscription) {
		Throwable cause = InvocationAnswer.unwrap(failure);
		if (cause instanceof UnreadableArgumentException unreadable && unreadable.isAbout(event.payload())) {
			cause = unreadable.toError();
		}
		if (cause instanceof InvalidArgumentException misfit) {
			logger.warn(
					"An event of '" + event.topic() + "' does not fit the " + subscription + ": " + misfit.getReason());
			logger.debug("Why the event does not fit", misfit.getCause());
		}
		else {
			logger.error("An event of '" + event.topic() + "' failed at the " + subscription, cause);
		}
		for (WampEventErrorHandler handler : this.handlers.get()) {
			try {
				handler.handle(cause, EventDetails.of(event));
			}
			catch (RuntimeException ex) {
				logger.error("The error handler " + handler + " failed for the " + subscription, ex);
			}
		}
	}

}
