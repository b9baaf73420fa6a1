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

package io.github.wampspring.autoconfigure;

import java.util.List;
import java.util.Set;

import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * From the properties of the router to its settings.
 *
 * @param properties the properties
 */
record RouterSettingsMapper(WampRouterProperties properties) {

	RouterSettings.Builder map() {
		WampRouterProperties properties = this.properties;
		PropertyRules rules = new PropertyRules("wamp.router");
		RouterSettings.Builder settings = RouterSettings.builder()
			.strictUris(properties.isStrictUris())
			.strictRequestIds(properties.isStrictRequestIds())
			.handshakeTimeout(rules.positive("handshake-timeout", properties.getHandshakeTimeout()))
			.shutdownTimeout(rules.notNegative("shutdown-timeout", properties.getShutdownTimeout()))
			.authorizationTimeout(rules.positive("authorization-timeout", properties.getAuthorizationTimeout()))
			.authenticationThreads(atLeastOne("authentication-threads", properties.getAuthenticationThreads()))
			.decoyKey(properties.getDecoyKey());
		RouterLimitProperties limits = properties.getLimits();
		settings.maxUriLength(atLeastOne("limits.uri-length", limits.getUriLength()))
			.maxUriComponents(atLeastOne("limits.uri-components", limits.getUriComponents()))
			.maxHandshakes(atLeastOne("limits.handshakes", limits.getHandshakes()))
			.maxHandshakesPerAddress(atLeastOne("limits.handshakes-per-address", limits.getHandshakesPerAddress()))
			.maxSessionsPerAddress(atLeastOne("limits.sessions-per-address", limits.getSessionsPerAddress()))
			.maxFailedAttempts(atLeastOne("limits.failed-attempts", limits.getFailedAttempts()));
		Set<String> realms = Set.copyOf(properties.getRealms());
		if (realms.isEmpty()) {
			throw invalid("realms", properties.getRealms(), "a router needs at least one realm");
		}
		properties.getUsers().forEach((authid, user) -> checkRealms("users." + authid, user.getRealms(), realms));
		for (int i = 0; i < properties.getPermissions().size(); i++) {
			RouterPermissionProperties permission = properties.getPermissions().get(i);
			checkRealms("permissions[" + i + "]", permission.getRealms(), realms);
			checkPermission("permissions[" + i + "]", permission);
		}
		realms.forEach((realm) -> settings.realm(realm(realm)));
		return settings;
	}

	private RealmSettings realm(String name) {
		if (!Uris.isLoose(name)) {
			throw invalid("realms", name,
					"a realm must be a URI such as realm1 or com.myapp, without white space or empty components");
		}
		RealmSettings.Builder realm = RealmSettings.builder(name)
			.disclosure(this.properties.getDisclosure())
			.reregister(this.properties.getReregister())
			.sessionLimits(sessionLimits())
			.limits(realmLimits());
		if (this.properties.getAnonymous().isEnabled()) {
			realm.anonymous(this.properties.getAnonymous().getRole());
		}
		this.properties.getUsers().forEach((authid, user) -> {
			if (applies(user.getRealms(), name)) {
				realm.user(user(authid, user));
			}
		});
		for (RouterPermissionProperties permission : this.properties.getPermissions()) {
			if (applies(permission.getRealms(), name)) {
				realm.permission(new RolePermission(permission.getRole(), permission.getUri(), permission.getMatch(),
						permission.getAllow(), permission.isDisclose()));
			}
		}
		try {
			return realm.build();
		}
		catch (IllegalArgumentException ex) {
			throw invalid("permissions", null, String.valueOf(ex.getMessage()));
		}
	}

	private SessionLimits sessionLimits() {
		RouterLimitProperties.Session limits = this.properties.getLimits().getSession();
		return SessionLimits.builder()
			.registrations(notNegative("limits.session.registrations", limits.getRegistrations()))
			.subscriptions(notNegative("limits.session.subscriptions", limits.getSubscriptions()))
			.pendingCalls(notNegative("limits.session.pending-calls", limits.getPendingCalls()))
			.testaments(notNegative("limits.session.testaments", limits.getTestaments()))
			.testamentSize(notNegative("limits.session.testament-size", limits.getTestamentSize().toBytes()))
			.retainedEvents(notNegative("limits.session.retained-events", limits.getRetainedEvents()))
			.filterEntries(notNegative("limits.session.filter-entries", limits.getFilterEntries()))
			.waitingMessages(notNegative("limits.session.waiting-messages", limits.getWaitingMessages()))
			.build();
	}

	private RealmLimits realmLimits() {
		RouterLimitProperties.Realm limits = this.properties.getLimits().getRealm();
		return RealmLimits.builder()
			.sessions(notNegative("limits.realm.sessions", limits.getSessions()))
			.registrations(notNegative("limits.realm.registrations", limits.getRegistrations()))
			.subscriptions(notNegative("limits.realm.subscriptions", limits.getSubscriptions()))
			.pendingCalls(notNegative("limits.realm.pending-calls", limits.getPendingCalls()))
			.testaments(notNegative("limits.realm.testaments", limits.getTestaments()))
			.testamentSize(notNegative("limits.realm.testament-size", limits.getTestamentSize().toBytes()))
			.retainedEvents(notNegative("limits.realm.retained-events", limits.getRetainedEvents()))
			.retainedSize(notNegative("limits.realm.retained-size", limits.getRetainedSize().toBytes()))
			.build();
	}

	private static int atLeastOne(String name, int value) {
		if (value < 1) {
			throw invalid(name, value, "it must be at least 1");
		}
		return value;
	}

	private static int notNegative(String name, int value) {
		return (int) notNegative(name, (long) value);
	}

	private static long notNegative(String name, long value) {
		if (value < 0) {
			throw invalid(name, value, "it must not be negative");
		}
		return value;
	}

	private static boolean applies(List<String> realms, String realm) {
		return realms.isEmpty() || realms.contains(realm);
	}

	private static WampUser user(String authid, RouterUserProperties user) {
		if (user.getSecret().isEmpty()) {
			throw invalid("users." + authid + ".secret", user.getSecret(), "a user needs a secret");
		}
		try {
			WampUser.Salting salting = (user.getSalt() != null)
					? new WampUser.Salting(user.getSalt(), user.getIterations(), user.getKeyLength()) : null;
			return new WampUser(authid, user.getSecret(), user.getRole(), salting);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("users." + authid, null, String.valueOf(ex.getMessage()));
		}
	}

	private static void checkPermission(String name, RouterPermissionProperties permission) {
		if (permission.getRole().isEmpty()) {
			throw invalid(name + ".role", permission.getRole(), "a permission needs the authrole that it is for");
		}
		if (!Uris.isValid(permission.getUri(), permission.getMatch(), false)) {
			throw invalid(name + ".uri", permission.getUri(), "it is not a URI or, with 'match', a pattern");
		}
	}

	private static void checkRealms(String name, List<String> realms, Set<String> known) {
		for (String realm : realms) {
			if (!known.contains(realm)) {
				throw invalid(name + ".realms", realm, "the router has only the realms " + known);
			}
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, @Nullable Object value,
			String reason) {
		return new InvalidConfigurationPropertyValueException("wamp.router." + name, value, reason);
	}

}
