package io.github.wampspring.router;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the meta API tells about sessions, registrations and subscriptions.
 */
final class MetaDetails {

	private MetaDetails() {
	}

	static Map<String, @Nullable Object> of(SessionInfo session) {
		Map<String, @Nullable Object> transport = new LinkedHashMap<>();
		transport.put("type", session.channel().transport());
		transport.put("serializer", session.channel().serializer());
		transport.put("peer", session.channel().remoteAddress());
		Map<String, @Nullable Object> details = new LinkedHashMap<>();
		details.put("session", session.id());
		details.put("authid", session.authId());
		details.put("authrole", session.authRole());
		details.put("authmethod", session.identity().authMethod());
		details.put("authprovider", session.identity().authProvider());
		details.put("joined", time(session.joined()));
		details.put("transport", transport);
		return details;
	}

	static Map<String, @Nullable Object> of(RegistrationInfo registration) {
		Map<String, @Nullable Object> details = new LinkedHashMap<>();
		details.put("id", registration.id());
		details.put("created", time(registration.created()));
		details.put("uri", registration.procedure());
		details.put("match", registration.match().value());
		details.put("invoke", registration.invoke().value());
		return details;
	}

	static Map<String, @Nullable Object> of(SubscriptionInfo subscription) {
		Map<String, @Nullable Object> details = new LinkedHashMap<>();
		details.put("id", subscription.id());
		details.put("created", time(subscription.created()));
		details.put("uri", subscription.topic());
		details.put("match", subscription.match().value());
		return details;
	}

	private static String time(Instant instant) {
		return instant.truncatedTo(ChronoUnit.MILLIS).toString();
	}

}
