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

package io.github.wampspring.client;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;

/**
 * What the client announces. A feature stands here only if it works.
 */
final class ClientFeatures {

	private static final Announcement ANNOUNCEMENT = create();

	private ClientFeatures() {
	}

	private static Announcement create() {
		Map<Role, Set<Feature>> roles = new EnumMap<>(Role.class);
		roles.put(Role.CALLER,
				EnumSet.of(Feature.PAYLOAD_PASSTHRU_MODE, Feature.PROGRESSIVE_CALL_RESULTS,
						Feature.PROGRESSIVE_CALL_INVOCATIONS, Feature.CALL_CANCELING, Feature.CALL_TIMEOUT,
						Feature.CALLER_IDENTIFICATION));
		roles.put(Role.CALLEE, EnumSet.of(Feature.PAYLOAD_PASSTHRU_MODE, Feature.PROGRESSIVE_CALL_RESULTS,
				Feature.PROGRESSIVE_CALL_INVOCATIONS, Feature.CALL_CANCELING, Feature.CALL_TIMEOUT,
				Feature.CALLER_IDENTIFICATION, Feature.CALL_TRUSTLEVELS, Feature.CALL_REROUTE,
				Feature.PATTERN_BASED_REGISTRATION, Feature.SHARED_REGISTRATION, Feature.REGISTRATION_REVOCATION));
		roles.put(Role.PUBLISHER, EnumSet.of(Feature.PAYLOAD_PASSTHRU_MODE, Feature.PUBLISHER_IDENTIFICATION,
				Feature.PUBLISHER_EXCLUSION, Feature.SUBSCRIBER_BLACKWHITE_LISTING));
		roles.put(Role.SUBSCRIBER, EnumSet.of(Feature.PAYLOAD_PASSTHRU_MODE, Feature.PUBLISHER_IDENTIFICATION,
				Feature.PUBLICATION_TRUSTLEVELS, Feature.PATTERN_BASED_SUBSCRIPTION, Feature.SUBSCRIPTION_REVOCATION));
		return new Announcement(roles);
	}

	static Announcement get() {
		return ANNOUNCEMENT;
	}

}
