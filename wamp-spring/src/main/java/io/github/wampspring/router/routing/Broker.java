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

package io.github.wampspring.router.routing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.PayloadAttributes;
import io.github.wampspring.protocol.TraceContext;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.routing.Publication.Share;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes publications: checks them, gives them to the {@link EventBus}, and acknowledges
 * them.
 */
public final class Broker {

	private static final Log logger = LogFactory.getLog(Broker.class);

	private final Routes<Subscription> subscriptions;

	private final EventBus bus;

	private final RetainedEvents retained;

	private final RealmRules rules;

	Broker(Routes<Subscription> subscriptions, EventBus bus, RetainedEvents retained, RealmRules rules) {
		this.subscriptions = subscriptions;
		this.bus = bus;
		this.retained = retained;
		this.rules = rules;
	}

	public void publish(Participant publisher, Publish message) {
		Dict options = message.options();
		String topic = message.topic();
		if (!isValid(topic)) {
			refuse(publisher, message, ErrorUris.INVALID_URI);
			return;
		}
		this.rules.authorize(publisher.session(), WampAction.PUBLISH, MatchPolicy.EXACT, topic, options,
				(access) -> publish(publisher, message, access));
	}

	private void publish(Participant publisher, Publish message, Access access) {
		if (access.isRefused()) {
			refuse(publisher, message, access.error());
		}
		else if (this.rules.interceptors().isEmpty()) {
			deliver(publisher, message, access, isAcknowledged(message.options()), null);
		}
		else {
			intercept(publisher, message, access);
		}
	}

	private void intercept(Participant publisher, Publish message, Access access) {
		boolean acknowledged = isAcknowledged(message.options());
		this.rules.interceptors().publish(publisher, message, registered(message.topic()), (request) -> {
			CompletableFuture<Payload> outcome = new CompletableFuture<>();
			deliver(publisher, new Publish(message.request(), request.options(), message.topic(), request.payload()),
					access, false, outcome);
			return outcome;
		}).whenComplete((payload, failure) -> {
			if (failure != null) {
				WampException error = this.rules.interceptors().error(failure, message.topic());
				if (acknowledged) {
					publisher.refuse(message.type(), message.request(), error);
				}
			}
			else if (acknowledged) {
				publisher.send(new Published(message.request(), id(payload)));
			}
		});
	}

	/** The ID of what was published, or one for what was answered without. */
	private static long id(@Nullable Payload outcome) {
		List<?> arguments = (outcome instanceof Payload.Values values) ? values.arguments() : List.of();
		Long id = arguments.isEmpty() ? null : Ids.integer(arguments.get(0));
		return (id != null && id > 0) ? id : Ids.random();
	}

	private @Nullable String registered(String topic) {
		if (this.subscriptions.exact(topic) != null) {
			return topic;
		}
		String[] pattern = new String[1];
		if (this.subscriptions.hasPatterns()) {
			this.subscriptions.forEachPattern(topic, (subscription) -> pattern[0] = subscription.uri());
		}
		return pattern[0];
	}

	/**
	 * Publishes an event that is allowed.
	 * @param acknowledged whether the publisher is told
	 * @param outcome completed with the ID or the error, where interceptors tell the
	 * publisher
	 */
	private void deliver(Participant publisher, Publish message, Access access, boolean acknowledged,
			@Nullable CompletableFuture<Payload> outcome) {
		Dict options = message.options();
		String refusal = refusal(publisher, message);
		if (refusal != null) {
			refuse(publisher, message, refusal, outcome);
			return;
		}
		EventFilter filter = EventFilter.of(publisher.id(), options, publisher.session().limits().filterEntries());
		if (filter == null) {
			refuse(publisher, message, ErrorUris.OPTION_NOT_ALLOWED, outcome);
			return;
		}
		boolean retain = !options.isEmpty() && options.isTrue("retain");
		Dict details = this.rules.discloses(access, options) ? publisher.publisherDetails() : Dict.EMPTY;
		if (access.trustLevel() != null) {
			details = details.with("trustlevel", access.trustLevel());
		}
		details = details.withAll(PayloadAttributes.of(options));
		Publication publication = new Publication(Ids.random(), publisher.id(), message.topic(), details,
				TraceContext.of(options), message.payload(), filter,
				retain ? Share.of(publisher.session()) : Share.NONE);
		if (retain && !this.retained.fits(publication)) {
			refuse(publisher, message, ErrorUris.OPTION_NOT_ALLOWED, outcome);
			return;
		}
		CompletableFuture<?> stored = this.bus.publish(publication);
		if (stored == null) {
			published(publisher, message, publication.id(), acknowledged, outcome);
			return;
		}
		stored.whenComplete((done, failure) -> publisher.session().run(() -> {
			if (failure == null) {
				published(publisher, message, publication.id(), acknowledged, outcome);
			}
			else {
				notStored(publisher, message, failure, acknowledged, outcome);
			}
		}));
	}

	private static void notStored(Participant publisher, Publish message, Throwable failure, boolean acknowledged,
			@Nullable CompletableFuture<Payload> outcome) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (outcome != null) {
			outcome.completeExceptionally(cause);
		}
		else if (acknowledged) {
			publisher.refuse(message.type(), message.request(), (cause instanceof WampException error) ? error
					: new WampException(ErrorUris.RUNTIME_ERROR, "The event was not stored"));
		}
	}

	private static void published(Participant publisher, Publish message, long publication, boolean acknowledged,
			@Nullable CompletableFuture<Payload> outcome) {
		if (acknowledged) {
			publisher.send(new Published(message.request(), publication));
		}
		if (outcome != null) {
			outcome.complete(Payload.of(publication));
		}
	}

	private boolean isValid(String topic) {
		return !Uris.isReserved(topic)
				&& (this.subscriptions.exact(topic) != null || this.rules.isValid(topic, MatchPolicy.EXACT));
	}

	private @Nullable String refusal(Participant publisher, Publish message) {
		Dict options = message.options();
		if (options.isEmpty()) {
			return null;
		}
		if (this.rules.refusesDisclosure(options)) {
			return ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME;
		}
		boolean retainable = !options.isTrue("retain") || publisher.session().limits().retainedEvents() > 0;
		return retainable ? null : ErrorUris.OPTION_NOT_ALLOWED;
	}

	private static boolean isAcknowledged(Dict options) {
		return !options.isEmpty() && options.isTrue("acknowledge");
	}

	private static void refuse(Participant publisher, Publish message, String refusal,
			@Nullable CompletableFuture<Payload> outcome) {
		if (outcome != null) {
			outcome.completeExceptionally(new WampException(refusal, text(publisher, message)));
		}
		else {
			refuse(publisher, message, refusal);
		}
	}

	private static String text(Participant publisher, Publish message) {
		return "Session " + publisher.id() + " may not publish to " + Uris.quote(message.topic()) + " like that";
	}

	private static void refuse(Participant publisher, Publish message, String refusal) {
		if (isAcknowledged(message.options())) {
			publisher.refuse(message.type(), message.request(), refusal, text(publisher, message));
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Dropped an event of session " + publisher.id() + " for " + Uris.quote(message.topic()) + ": "
					+ refusal);
		}
	}

}
