package io.github.wampspring.router;

import java.util.EnumSet;
import java.util.Map;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Feature.Role;

/**
 * What the router announces.
 */
final class Features {

	/** {@code WELCOME.Details.roles}. */
	static final Dict ROLES = new Announcement(
			Map.of(Role.BROKER,
					EnumSet.of(Feature.PUBLISHER_IDENTIFICATION, Feature.PUBLISHER_EXCLUSION,
							Feature.SUBSCRIBER_BLACKWHITE_LISTING, Feature.PATTERN_BASED_SUBSCRIPTION,
							Feature.EVENT_RETENTION, Feature.SUBSCRIPTION_META_API, Feature.SESSION_META_API),
					Role.DEALER,
					EnumSet.of(Feature.PROGRESSIVE_CALL_RESULTS, Feature.CALL_CANCELING, Feature.CALL_TIMEOUT,
							Feature.CALLER_IDENTIFICATION, Feature.PATTERN_BASED_REGISTRATION,
							Feature.SHARED_REGISTRATION, Feature.REGISTRATION_REVOCATION, Feature.REGISTRATION_META_API,
							Feature.SESSION_META_API, Feature.TESTAMENT_META_API)))
		.toDict();

	private Features() {
	}

}
