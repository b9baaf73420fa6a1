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

package io.github.wampspring.autoconfigure.router;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.WampCredential;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.cryptosign.CryptosignCredential;
import io.github.wampspring.auth.cryptosign.CryptosignKey;
import io.github.wampspring.auth.scram.ScramCredentials;
import io.github.wampspring.auth.tls.CertificateCredential;
import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.ResumptionSettings;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionLimits;
import io.github.wampspring.router.history.HistoryLimits;
import io.github.wampspring.transport.resume.ReplayLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * From the properties of the router to its settings.
 *
 * @param properties the properties
 */
record RouterSettingsMapper(WampRouterProperties properties) {

	private static final int DEFAULT_ITERATIONS = 1000;

	RouterSettings.Builder map() {
		checkListener();
		WampRouterProperties properties = this.properties;
		PropertyRules rules = new PropertyRules("wamp.router");
		RouterSettings.Builder settings = RouterSettings.builder()
			.strictUris(properties.isStrictUris())
			.strictRequestIds(properties.isStrictRequestIds())
			.handshakeTimeout(rules.positive("handshake-timeout", properties.getHandshakeTimeout()))
			.shutdownTimeout(rules.notNegative("shutdown-timeout", properties.getShutdownTimeout()))
			.authorizationTimeout(rules.positive("authorization-timeout", properties.getAuthorizationTimeout()))
			.authenticationThreads(atLeastOne("authentication-threads", properties.getAuthenticationThreads()))
			.decoyKey(properties.getDecoyKey())
			.cryptosignKey(cryptosignKey())
			.channelBindingRequired(properties.isChannelBindingRequired())
			.historyTimeout(rules.positive("history-timeout", properties.getHistoryTimeout()));
		RouterLimitProperties limits = properties.getLimits();
		settings.maxUriLength(atLeastOne("limits.uri-length", limits.getUriLength()))
			.maxUriComponents(atLeastOne("limits.uri-components", limits.getUriComponents()))
			.maxHandshakes(atLeastOne("limits.handshakes", limits.getHandshakes()))
			.maxHandshakesPerAddress(atLeastOne("limits.handshakes-per-address", limits.getHandshakesPerAddress()))
			.maxSessionsPerAddress(atLeastOne("limits.sessions-per-address", limits.getSessionsPerAddress()))
			.maxFailedAttempts(atLeastOne("limits.failed-attempts", limits.getFailedAttempts()))
			.maxFailedAttemptsPerAuthid(
					notNegative("limits.failed-attempts-per-authid", limits.getFailedAttemptsPerAuthid()));
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
		for (int i = 0; i < properties.getHistory().size(); i++) {
			checkHistory("history[" + i + "]", properties.getHistory().get(i), realms);
		}
		realms.forEach((realm) -> settings.realm(realm(realm)));
		return settings;
	}

	/**
	 * What is for the listener has no effect without one. An empty address is there to
	 * switch it off.
	 */
	private void checkListener() {
		if (this.properties.getListen() != null) {
			return;
		}
		WampRouterProperties.Ssl ssl = this.properties.getSsl();
		if (StringUtils.hasText(ssl.getBundle())) {
			throw forListener("ssl.bundle", ssl.getBundle());
		}
		if (ssl.getClientAuth() != WampRouterProperties.Ssl.ClientAuth.NONE) {
			throw forListener("ssl.client-auth", ssl.getClientAuth());
		}
		if (this.properties.getListenThreads() != null) {
			throw forListener("listen-threads", this.properties.getListenThreads());
		}
	}

	private static InvalidConfigurationPropertyValueException forListener(String name, @Nullable Object value) {
		return invalid(name, value,
				"it is for wamp.router.listen, which is not set, and has no effect on the web server, whose TLS is set by"
						+ " server.ssl: set wamp.router.listen, or leave this out");
	}

	@Nullable CryptosignKey cryptosignKey() {
		String text = this.properties.getPrivateKey();
		Path file = this.properties.getPrivateKeyFile();
		if (text != null && file != null) {
			throw invalid("private-key-file", file, "there is also private-key, which is one too many");
		}
		try {
			if (text != null) {
				return CryptosignKey.of(text);
			}
			return (file != null) ? CryptosignKey.of(file) : null;
		}
		catch (IllegalArgumentException | UncheckedIOException ex) {
			String reason = String.valueOf(ex.getMessage());
			throw (text != null) ? new PropertyRules("wamp.router").invalidSecret("private-key", reason)
					: invalid("private-key-file", file, reason);
		}
	}

	private RealmSettings realm(String name) {
		if (!Uris.isLoose(name)) {
			throw invalid("realms", name,
					"a realm must be a URI such as realm1 or com.myapp, without white space or empty components");
		}
		RealmSettings.Builder realm = RealmSettings.builder(name)
			.disclosure(this.properties.getDisclosure())
			.reregister(this.properties.getReregister())
			.waitingCalls(notNegative("waiting-calls", this.properties.getWaitingCalls()))
			.resumption(resumption())
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
		build(realm, "users");
		for (RouterPermissionProperties permission : this.properties.getPermissions()) {
			if (applies(permission.getRealms(), name)) {
				realm.permission(new RolePermission(permission.getRole(), permission.getUri(), permission.getMatch(),
						permission.getAllow(), permission.isDisclose(), permission.getTrustLevel()));
			}
		}
		for (RouterHistoryProperties history : this.properties.getHistory()) {
			if (applies(history.getRealms(), name)) {
				realm.history(history.getUri(), history.getMatch(),
						new HistoryLimits(history.getCount(), history.getSize().toBytes(), history.getAge()));
			}
		}
		return build(realm, "permissions");
	}

	/** What has come since the last time is what is wrong. */
	private static RealmSettings build(RealmSettings.Builder realm, String name) {
		try {
			return realm.build();
		}
		catch (IllegalArgumentException ex) {
			throw invalid(name, null, String.valueOf(ex.getMessage()));
		}
	}

	private ResumptionSettings resumption() {
		RouterResumptionProperties resumption = this.properties.getResumption();
		PropertyRules rules = new PropertyRules("wamp.router");
		long size = rules.atLeast(1L, "resumption.size", resumption.getSize().toBytes());
		ReplayLimits buffer = new ReplayLimits(atLeastOne("resumption.messages", resumption.getMessages()), size);
		if (resumption.getTotalSize().toBytes() < size) {
			throw invalid("resumption.total-size", resumption.getTotalSize(),
					"it is for all clients of a realm, so it must not be less than wamp.router.resumption.size, "
							+ resumption.getSize() + " for each of them");
		}
		ResumptionSettings settings = new ResumptionSettings(
				rules.notNegative("resumption.within", resumption.getWithin()), buffer,
				resumption.getTotalSize().toBytes(), notNegative("resumption.sessions", resumption.getSessions()));
		if (settings.isOn() && size >= this.properties.getSendQueueSize().toBytes()) {
			throw invalid("resumption.size", resumption.getSize(),
					"what is kept is sent at once when its client comes back, so it must be less than"
							+ " wamp.router.send-queue-size, " + this.properties.getSendQueueSize());
		}
		return settings;
	}

	private SessionLimits sessionLimits() {
		RouterLimitProperties.Session limits = this.properties.getLimits().getSession();
		return SessionLimits.builder()
			.registrations(notNegative("limits.session.registrations", limits.getRegistrations()))
			.subscriptions(notNegative("limits.session.subscriptions", limits.getSubscriptions()))
			.pendingCalls(notNegative("limits.session.pending-calls", limits.getPendingCalls()))
			.testaments(notNegative("limits.session.testaments", limits.getTestaments()))
			.testamentSize(notNegative("limits.session.testament-size", limits.getTestamentSize().toBytes()))
			.heldCallSize(notNegative("limits.session.held-call-size", limits.getHeldCallSize().toBytes()))
			.retainedEvents(notNegative("limits.session.retained-events", limits.getRetainedEvents()))
			.retainedSize(notNegative("limits.session.retained-size", limits.getRetainedSize().toBytes()))
			.filterEntries(notNegative("limits.session.filter-entries", limits.getFilterEntries()))
			.waitingMessages(notNegative("limits.session.waiting-messages", limits.getWaitingMessages()))
			.build();
	}

	private RealmLimits realmLimits() {
		RouterLimitProperties.Realm limits = this.properties.getLimits().getRealm();
		Duration age = limits.getRetainedAge();
		return RealmLimits.builder()
			.sessions(notNegative("limits.realm.sessions", limits.getSessions()))
			.registrations(notNegative("limits.realm.registrations", limits.getRegistrations()))
			.subscriptions(notNegative("limits.realm.subscriptions", limits.getSubscriptions()))
			.pendingCalls(notNegative("limits.realm.pending-calls", limits.getPendingCalls()))
			.testaments(notNegative("limits.realm.testaments", limits.getTestaments()))
			.testamentSize(notNegative("limits.realm.testament-size", limits.getTestamentSize().toBytes()))
			.heldCallSize(notNegative("limits.realm.held-call-size", limits.getHeldCallSize().toBytes()))
			.retainedEvents(notNegative("limits.realm.retained-events", limits.getRetainedEvents()))
			.retainedSize(notNegative("limits.realm.retained-size", limits.getRetainedSize().toBytes()))
			.retainedAge(
					(age != null) ? new PropertyRules("wamp.router").positive("limits.realm.retained-age", age) : null)
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
		List<WampCredential> credentials = credentials(authid, user);
		if (user.getSecret().isEmpty() && credentials.isEmpty()) {
			throw invalid("users." + authid + ".secret", user.getSecret(),
					"a user needs a secret, or credentials for a method: scram, public-keys, certificates");
		}
		try {
			return new WampUser(authid, user.getSecret(), user.getRole(), salting("users." + authid, user),
					credentials);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("users." + authid, null, String.valueOf(ex.getMessage()));
		}
	}

	private static WampUser.@Nullable Salting salting(String name, RouterUserProperties user) {
		String salt = user.getSalt();
		Integer iterations = user.getIterations();
		Integer keyLength = user.getKeyLength();
		if (salt == null) {
			if (iterations != null || keyLength != null) {
				throw invalid(name + ((iterations != null) ? ".iterations" : ".key-length"),
						(iterations != null) ? iterations : keyLength,
						"it tells how a secret was derived with a salt, and there is none: set salt too, or leave this out");
			}
			return null;
		}
		if (user.getSecret().isEmpty()) {
			throw invalid(name + ".salt", salt,
					"there is no secret that was derived with it: set secret too, or leave this out");
		}
		WampUser.Salting salting = new WampUser.Salting(salt, (iterations != null) ? iterations : DEFAULT_ITERATIONS,
				(keyLength != null) ? keyLength : WampUser.Salting.DEFAULT_KEY_LENGTH);
		if (derivedLength(user.getSecret()) != salting.keyLength()) {
			throw new PropertyRules("wamp.router").invalidSecret(name + ".secret",
					"there is a salt, so it must be the key that was derived with it, " + salting.keyLength()
							+ " bytes (key-length) in Base64: new WampUser.Salting(salt, iterations, keyLength)"
							+ ".derive(secret) makes it. Leave salt out where the secret is stored as it is");
		}
		return salting;
	}

	/** -1 for what is not Base64 as it is derived: clients sign with its characters. */
	private static int derivedLength(String secret) {
		try {
			byte[] key = Base64.getDecoder().decode(secret);
			return Base64.getEncoder().encodeToString(key).equals(secret) ? key.length : -1;
		}
		catch (IllegalArgumentException ex) {
			return -1;
		}
	}

	private static List<WampCredential> credentials(String authid, RouterUserProperties user) {
		List<WampCredential> credentials = new ArrayList<>();
		if (user.getScram() != null) {
			try {
				credentials.add(ScramCredentials.parse(user.getScram()));
			}
			catch (IllegalArgumentException ex) {
				// the value is half a secret
				throw new PropertyRules("wamp.router").invalidSecret("users." + authid + ".scram",
						ex.getMessage() + "; ScramCredentials.derive(...).encode() makes it");
			}
		}
		for (String key : user.getPublicKeys()) {
			try {
				credentials.add(new CryptosignCredential(key));
			}
			catch (IllegalArgumentException ex) {
				throw invalid("users." + authid + ".public-keys", key, String.valueOf(ex.getMessage()));
			}
		}
		for (String certificate : user.getCertificates()) {
			try {
				credentials.add(CertificateCredential.parse(certificate));
			}
			catch (IllegalArgumentException ex) {
				throw invalid("users." + authid + ".certificates", certificate,
						ex.getMessage() + (certificate.contains("=")
								? ". A name with commas must be an item of a list, which begins with a dash" : ""));
			}
		}
		return credentials;
	}

	private static void checkPermission(String name, RouterPermissionProperties permission) {
		if (permission.getRole().isEmpty()) {
			throw invalid(name + ".role", permission.getRole(), "a permission needs the authrole that it is for");
		}
		if (!Uris.isValid(permission.getUri(), permission.getMatch(), false)) {
			throw invalid(name + ".uri", permission.getUri(), "it is not a URI or, with 'match', a pattern");
		}
	}

	private void checkHistory(String name, RouterHistoryProperties history, Set<String> realms) {
		if (history.getUri().isEmpty() && history.getMatch() == MatchPolicy.EXACT) {
			throw invalid(name + ".uri", history.getUri(), "a history needs a topic or, with 'match', a pattern");
		}
		checkRealms(name, history.getRealms(), realms);
		try {
			RealmSettings.builder("realm1")
				.history(history.getUri(), history.getMatch(),
						new HistoryLimits(history.getCount(), history.getSize().toBytes(), history.getAge()))
				.build();
		}
		catch (IllegalArgumentException ex) {
			throw invalid(name, null, String.valueOf(ex.getMessage()));
		}
		long same = this.properties.getHistory()
			.stream()
			.filter((other) -> other.getUri().equals(history.getUri()) && other.getMatch() == history.getMatch())
			.filter((other) -> realms.stream()
				.anyMatch((realm) -> applies(other.getRealms(), realm) && applies(history.getRealms(), realm)))
			.count();
		if (same > 1) {
			throw invalid(name, history.getUri(), "there are two histories of it in one realm");
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
