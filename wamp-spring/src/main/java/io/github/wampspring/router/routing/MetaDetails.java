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

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.router.RegistrationInfo;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.SubscriptionInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the meta API tells about sessions, registrations and subscriptions.
 */
public final class MetaDetails {

	private MetaDetails() {
	}

	/**
	 * What everybody may know, if he may know of other sessions at all.
	 */
	public static Map<String, @Nullable Object> of(SessionInfo session) {
		Map<String, @Nullable Object> details = details(session, false);
		details.putAll(session.attributes().given());
		return details;
	}

	/**
	 * What those may know who may know everything: the address and, of HELLO, what the
	 * session may have meant for the router only.
	 */
	public static Map<String, @Nullable Object> complete(SessionInfo session) {
		Map<String, @Nullable Object> details = details(session, true);
		details.putAll(session.attributes().all());
		return details;
	}

	private static Map<String, @Nullable Object> details(SessionInfo session, boolean address) {
		Map<String, @Nullable Object> transport = new LinkedHashMap<>();
		transport.put("type", session.channel().transport());
		transport.put("serializer", session.channel().serializer());
		if (address) {
			transport.put("peer", session.channel().remoteAddress());
		}
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

	public static Map<String, @Nullable Object> of(RegistrationInfo registration) {
		Map<String, @Nullable Object> details = new LinkedHashMap<>();
		details.put("id", registration.id());
		details.put("created", time(registration.created()));
		details.put("uri", registration.procedure());
		details.put("match", registration.match().value());
		details.put("invoke", registration.invoke().value());
		return details;
	}

	public static Map<String, @Nullable Object> of(SubscriptionInfo subscription) {
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
