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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.github.wampspring.PayloadEncryptionException;
import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.function.SingletonSupplier;

/**
 * What becomes of a failure to handle an event, in annotated methods and in handlers of a
 * template alike: a {@link WampEventErrorPolicy} may have it tried again and recovered;
 * what is left is logged, then the application's {@link WampEventErrorHandler}s are told.
 * An event that does not fit is a warning without a stack trace, since anybody can
 * publish one.
 */
public final class EventErrors {

	private static final Log logger = LogFactory.getLog(EventErrors.class);

	private static final WampEventErrorPolicy NO_RETRIES = new WampEventErrorPolicy(RetryPolicy.withMaxRetries(0));

	/** Whoever may publish can cause these. */
	private final LogLimiter limiter = new LogLimiter(logger);

	private final Supplier<List<WampEventErrorHandler>> handlers;

	private final Supplier<WampEventErrorPolicy> policy;

	private final LongAdder retried = new LongAdder();

	private final LongAdder recovered = new LongAdder();

	private final LongAdder failed = new LongAdder();

	/**
	 * Creates what is told of failures, without retries.
	 * @param handlers gives the application's handlers in their order, when there is the
	 * first failure
	 */
	public EventErrors(Supplier<List<WampEventErrorHandler>> handlers) {
		this(handlers, () -> NO_RETRIES);
	}

	/**
	 * Creates what is told of failures.
	 * @param handlers gives the application's handlers in their order, when there is the
	 * first failure
	 * @param policy gives what becomes of events of subscriptions that have no policy of
	 * their own, when there is the first failure; {@code null} for no retries
	 */
	public EventErrors(Supplier<List<WampEventErrorHandler>> handlers,
			Supplier<? extends @Nullable WampEventErrorPolicy> policy) {
		this.handlers = SingletonSupplier.of(handlers);
		this.policy = SingletonSupplier.of(() -> {
			WampEventErrorPolicy given = policy.get();
			return (given != null) ? given : NO_RETRIES;
		});
	}

	/**
	 * How often the handling of events has been tried again.
	 * @return the number so far
	 */
	public long getRetries() {
		return this.retried.sum();
	}

	/**
	 * How many events were given to a {@link WampEventRecoverer}, which took them.
	 * @return the number so far
	 */
	public long getRecovered() {
		return this.recovered.sum();
	}

	/**
	 * How many events could not be handled, and were not recovered.
	 * @return the number so far
	 */
	public long getFailed() {
		return this.failed.sum();
	}

	WampEventErrorPolicy policy() {
		return this.policy.get();
	}

	/**
	 * What the handling of an event failed with.
	 * @param failure the failure
	 * @param event the event
	 * @return the failure without wrappers; an {@link InvalidArgumentException} where the
	 * event's arguments do not fit
	 */
	static Throwable cause(Throwable failure, TopicEvent event) {
		Throwable cause = InvocationAnswer.unwrap(failure);
		return (cause instanceof UnreadableArgumentException unreadable && unreadable.isAbout(event.payload()))
				? unreadable.toError() : cause;
	}

	void retried(Throwable failure, TopicEvent event, Object subscription, int attempts, Duration pause) {
		this.retried.increment();
		logger.debug("An event of '" + event.topic() + "' failed at the " + subscription + " (attempt " + attempts
				+ "); the next attempt is in " + pause.toMillis() + " ms", failure);
	}

	void recovered(Throwable failure, TopicEvent event, Object subscription, int attempts) {
		this.recovered.increment();
		logger.warn("An event of '" + event.topic() + "' failed at the " + subscription + " in all of " + attempts
				+ " attempts, and was given to the recoverer");
		logger.debug("Why the event failed", failure);
	}

	void notRecovered(Throwable failure, TopicEvent event, Object subscription) {
		logger.error(
				"The recoverer did not take an event of '" + event.topic() + "', which failed at the " + subscription,
				failure);
	}

	void report(Throwable failure, TopicEvent event, Object subscription) {
		this.failed.increment();
		Throwable cause = cause(failure, event);
		if (cause instanceof PayloadEncryptionException refused) {
			this.limiter.warn(() -> "An event did not get to the " + subscription + ". " + refused.getMessage());
			logger.debug("Why the event was refused", refused);
		}
		else if (cause instanceof InvalidArgumentException misfit) {
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
