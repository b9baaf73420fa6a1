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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.router.WampAction;
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
		Dict options = message.options();
		String refusal = access.isRefused() ? access.error() : refusal(publisher, message);
		if (refusal != null) {
			refuse(publisher, message, refusal);
			return;
		}
		boolean retain = !options.isEmpty() && options.isTrue("retain");
		Publication publication = new Publication(Ids.random(), publisher.id(), message.topic(),
				this.rules.discloses(access, options) ? publisher.publisherDetails() : Dict.EMPTY, message.payload(),
				EventFilter.of(publisher.id(), options), retain ? publisher.session().limits().retainedEvents() : 0);
		if (retain && !this.retained.fits(publication)) {
			refuse(publisher, message, ErrorUris.OPTION_NOT_ALLOWED);
			return;
		}
		this.bus.publish(publication);
		if (isAcknowledged(options)) {
			publisher.send(new Published(message.request(), publication.id()));
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
		if (EventFilter.entries(options) > publisher.session().limits().filterEntries()) {
			return ErrorUris.OPTION_NOT_ALLOWED;
		}
		boolean retainable = !options.isTrue("retain") || publisher.session().limits().retainedEvents() > 0;
		return retainable ? null : ErrorUris.OPTION_NOT_ALLOWED;
	}

	private static boolean isAcknowledged(Dict options) {
		return !options.isEmpty() && options.isTrue("acknowledge");
	}

	private static void refuse(Participant publisher, Publish message, String refusal) {
		if (isAcknowledged(message.options())) {
			publisher.refuse(message.type(), message.request(), refusal,
					"Session " + publisher.id() + " may not publish to " + Uris.quote(message.topic()) + " like that");
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Dropped an event of session " + publisher.id() + " for " + Uris.quote(message.topic()) + ": "
					+ refusal);
		}
	}

}
