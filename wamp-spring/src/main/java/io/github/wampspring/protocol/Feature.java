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

package io.github.wampspring.protocol;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The features of the advanced profile that peers announce for their roles. See the
 * section "Feature Announcement" of the specification.
 */
public enum Feature {

	/** Results before the last one. */
	PROGRESSIVE_CALL_RESULTS,
	/** Arguments after the first ones. */
	PROGRESSIVE_CALL_INVOCATIONS,
	/** CANCEL and INTERRUPT. */
	CALL_CANCELING,
	/** Timeouts of calls. */
	CALL_TIMEOUT,
	/** Disclosure of callers. */
	CALLER_IDENTIFICATION,
	/** Trust levels of callers. */
	CALL_TRUSTLEVELS,
	/** Rerouting of calls that a callee cannot take. */
	CALL_REROUTE,
	/** Prefix and wildcard registrations. */
	PATTERN_BASED_REGISTRATION,
	/** Several callees for one procedure. */
	SHARED_REGISTRATION,
	/** Revocation by the dealer. */
	REGISTRATION_REVOCATION,
	/** The meta procedures and events of registrations. */
	REGISTRATION_META_API,
	/** The meta procedures and events of sessions. */
	SESSION_META_API,
	/** Last wills. */
	TESTAMENT_META_API,
	/** Receivers chosen or left out. */
	SUBSCRIBER_BLACKWHITE_LISTING,
	/** Whether publishers get their own events. */
	PUBLISHER_EXCLUSION,
	/** Disclosure of publishers. */
	PUBLISHER_IDENTIFICATION,
	/** Trust levels of publishers. */
	PUBLICATION_TRUSTLEVELS,
	/** Prefix and wildcard subscriptions. */
	PATTERN_BASED_SUBSCRIPTION,
	/** Revocation by the broker. */
	SUBSCRIPTION_REVOCATION,
	/** The meta procedures and events of subscriptions. */
	SUBSCRIPTION_META_API,
	/** Stored events. */
	EVENT_HISTORY,
	/** The last event kept for those who come later. */
	EVENT_RETENTION,
	/** Payloads that the router does not look at. */
	PAYLOAD_PASSTHRU_MODE;

	private final String key = name().toLowerCase(Locale.ROOT);

	/**
	 * The word of the protocol.
	 * @return the key under {@code features}
	 */
	public String key() {
		return this.key;
	}

	/**
	 * The roles of a peer.
	 */
	public enum Role {

		/** Calls. */
		CALLER,
		/** Is called. */
		CALLEE,
		/** Publishes. */
		PUBLISHER,
		/** Subscribes. */
		SUBSCRIBER,
		/** Routes events. */
		BROKER,
		/** Routes calls. */
		DEALER;

		private final String key = name().toLowerCase(Locale.ROOT);

		/**
		 * The word of the protocol.
		 * @return the key under {@code roles}
		 */
		public String key() {
			return this.key;
		}

	}

	/**
	 * What a peer announces: its roles, each with its features.
	 *
	 * @param roles the features of each role
	 */
	public record Announcement(Map<Role, Set<Feature>> roles) {

		/**
		 * Reads an announcement.
		 * @param details the details of HELLO or WELCOME
		 * @return the roles with the features known here
		 */
		public static Announcement of(Dict details) {
			Dict announced = details.getDict("roles");
			Map<Role, Set<Feature>> roles = new EnumMap<>(Role.class);
			for (Role role : Role.values()) {
				if (announced.has(role.key())) {
					Dict features = announced.getDict(role.key()).getDict("features");
					Set<Feature> set = EnumSet.noneOf(Feature.class);
					for (Feature feature : values()) {
						if (features.isTrue(feature.key())) {
							set.add(feature);
						}
					}
					roles.put(role, set);
				}
			}
			return new Announcement(roles);
		}

		/**
		 * Whether a role is announced.
		 * @param role the role
		 * @return {@code true} if the peer has it
		 */
		public boolean has(Role role) {
			return this.roles.containsKey(role);
		}

		/**
		 * Whether a feature is announced.
		 * @param role the role
		 * @param feature the feature
		 * @return {@code true} if the peer has the feature in that role
		 */
		public boolean has(Role role, Feature feature) {
			return this.roles.getOrDefault(role, Set.of()).contains(feature);
		}

		/**
		 * Writes the announcement.
		 * @return what stands under {@code roles}
		 */
		public Dict toDict() {
			Map<String, Object> dict = new LinkedHashMap<>();
			this.roles.forEach((role, features) -> {
				Map<String, Object> flags = new LinkedHashMap<>();
				features.forEach((feature) -> flags.put(feature.key(), true));
				dict.put(role.key(), flags.isEmpty() ? Map.of() : Map.of("features", flags));
			});
			return Dict.copyOf(dict);
		}

	}

}
