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

package io.github.wampspring.router.engine;

import java.util.EnumSet;
import java.util.Map;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.router.RealmSettings;

/**
 * What the router announces.
 */
final class Features {

	private static final Dict ROLES = new Announcement(Map.of(Role.BROKER,
			EnumSet.of(Feature.PUBLISHER_IDENTIFICATION, Feature.PUBLISHER_EXCLUSION,
					Feature.SUBSCRIBER_BLACKWHITE_LISTING, Feature.PATTERN_BASED_SUBSCRIPTION,
					Feature.PUBLICATION_TRUSTLEVELS, Feature.EVENT_RETENTION, Feature.PAYLOAD_PASSTHRU_MODE,
					Feature.SUBSCRIPTION_REVOCATION, Feature.SUBSCRIPTION_META_API, Feature.SESSION_META_API),
			Role.DEALER,
			EnumSet.of(Feature.PROGRESSIVE_CALL_RESULTS, Feature.PROGRESSIVE_CALL_INVOCATIONS, Feature.CALL_CANCELING,
					Feature.CALL_TIMEOUT, Feature.CALLER_IDENTIFICATION, Feature.CALL_TRUSTLEVELS, Feature.CALL_REROUTE,
					Feature.PAYLOAD_PASSTHRU_MODE, Feature.PATTERN_BASED_REGISTRATION, Feature.SHARED_REGISTRATION,
					Feature.REGISTRATION_REVOCATION, Feature.REGISTRATION_META_API, Feature.SESSION_META_API,
					Feature.TESTAMENT_META_API)))
		.toDict();

	private static final Dict WITH_HISTORY = ROLES.with("broker",
			Dict.of("features", ROLES.getDict("broker").getDict("features").with(Feature.EVENT_HISTORY.key(), true)));

	private Features() {
	}

	/**
	 * {@code WELCOME.Details.roles} in a realm.
	 */
	static Dict roles(RealmSettings realm) {
		return realm.histories().isEmpty() ? ROLES : WITH_HISTORY;
	}

}
