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
