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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.auth.cryptosign.CryptosignKey;
import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.dynamic.ProcedureAuthenticationProvider;
import io.github.wampspring.dynamic.ProcedureAuthorizer;
import io.github.wampspring.dynamic.RealmCaller;
import io.github.wampspring.protocol.Uris;
import org.jspecify.annotations.Nullable;

/**
 * From the properties of the router to what it asks WAMP procedures for.
 *
 * @param properties the properties
 * @param caller calls the procedures
 */
record RouterProcedures(WampRouterProperties properties, RealmCaller caller) {

	private static final PropertyRules RULES = new PropertyRules("wamp.router");

	/**
	 * Those who ask procedures.
	 * @param beans the providers of the application
	 */
	List<ProcedureAuthenticationProvider> authenticators(List<WampAuthenticationProvider> beans) {
		List<ProcedureAuthenticationProvider> providers = new ArrayList<>();
		// the client is to be told before the time of its handshake is over
		Duration timeout = this.properties.getHandshakeTimeout().multipliedBy(4).dividedBy(5);
		CryptosignKey routerKey = new RouterSettingsMapper(this.properties).cryptosignKey();
		this.properties.getAuthenticators().forEach((method, authenticator) -> {
			String name = "authenticators." + method;
			if (!ProcedureAuthenticationProvider.METHODS.contains(method)) {
				throw RULES.invalid(name, method, "only these methods can be left to a procedure: "
						+ ProcedureAuthenticationProvider.METHODS.stream().sorted().toList());
			}
			check(name, authenticator.getProcedure(), authenticator.getRealm());
			beans.stream().filter((bean) -> bean.getMethod().equals(method)).findFirst().ifPresent((bean) -> {
				throw RULES.invalid(name + ".procedure", authenticator.getProcedure(),
						"there is a bean for this method, too, of the type " + bean.getClass().getName()
								+ ": leave out one of them");
			});
			providers.add(new ProcedureAuthenticationProvider(method,
					new ProcedureAuthenticationProvider.Settings(authenticator.getProcedure(), authenticator.getRealm(),
							timeout, this.properties.getDecoyKey(), routerKey,
							this.properties.isChannelBindingRequired()),
					this.caller));
		});
		checkUsers();
		return providers;
	}

	List<ProcedureAuthorizer> authorizers() {
		List<ProcedureAuthorizer> authorizers = new ArrayList<>();
		for (int i = 0; i < this.properties.getAuthorizers().size(); i++) {
			RouterAuthorizerProperties authorizer = this.properties.getAuthorizers().get(i);
			String name = "authorizers[" + i + "]";
			if (authorizer.getRole().isEmpty()) {
				throw RULES.invalid(name + ".role", authorizer.getRole(),
						"an authorizer needs the authrole of those whom it decides about");
			}
			check(name, authorizer.getProcedure(), authorizer.getRealm());
			authorizer.getRealms().forEach((realm) -> checkRealm(name + ".realms", realm));
			checkAlone(i, authorizer);
			authorizers.add(new ProcedureAuthorizer(this.caller,
					new ProcedureAuthorizer.Settings(authorizer.getRole(), authorizer.getProcedure(),
							authorizer.getRealm(), Set.copyOf(authorizer.getRealms()),
							this.properties.getAuthorizationTimeout(),
							RULES.atLeast(0, name + ".cache-size", authorizer.getCacheSize()),
							RULES.notNegative(name + ".cache-age", authorizer.getCacheAge()))));
		}
		checkPermissions();
		return authorizers;
	}

	/** A procedure takes the place of the users for its method. */
	private void checkUsers() {
		this.properties.getUsers().forEach((authid, user) -> {
			Set<String> methods = new TreeSet<>();
			if (!user.getSecret().isEmpty()) {
				methods.addAll(WampUserLookup.METHODS_WITH_SECRETS);
			}
			if (user.getScram() != null) {
				methods.addAll(List.of("scram", "wamp-scram"));
			}
			if (!user.getPublicKeys().isEmpty()) {
				methods.add("cryptosign");
			}
			if (!user.getCertificates().isEmpty()) {
				methods.add("tls");
			}
			if (this.properties.getAuthenticators().keySet().containsAll(methods)) {
				throw RULES.invalid("users." + authid, methods,
						"wamp.router.authenticators leaves all methods of this user to procedures, so that the user could"
								+ " never join: leave out the user, or a procedure");
			}
		});
	}

	/** It is asked about everything, so nothing is left for a second one. */
	private void checkAlone(int index, RouterAuthorizerProperties authorizer) {
		for (int i = 0; i < index; i++) {
			RouterAuthorizerProperties other = this.properties.getAuthorizers().get(i);
			if (other.getRole().equals(authorizer.getRole())
					&& realms(authorizer.getRealms()).stream().anyMatch(realms(other.getRealms())::contains)) {
				throw RULES.invalid("authorizers[" + index + "].role", authorizer.getRole(),
						"authorizers[" + i
								+ "] decides about this role in the same realm: leave out one of them, or let"
								+ " their realms be others");
			}
		}
	}

	/** A permission that refuses something must not be taken for one that counts. */
	private void checkPermissions() {
		for (int i = 0; i < this.properties.getPermissions().size(); i++) {
			RouterPermissionProperties permission = this.properties.getPermissions().get(i);
			Set<String> decided = this.properties.getAuthorizers()
				.stream()
				.filter((authorizer) -> authorizer.getRole().equals(permission.getRole()))
				.flatMap((authorizer) -> realms(authorizer.getRealms()).stream())
				.collect(Collectors.toSet());
			if (decided.containsAll(realms(permission.getRealms()))) {
				throw RULES.invalid("permissions[" + i + "].role", permission.getRole(),
						"wamp.router.authorizers has a procedure that decides about all that this role may do, so that the"
								+ " permission has no effect: leave out one of them");
			}
		}
	}

	private List<String> realms(List<String> realms) {
		return realms.isEmpty() ? this.properties.getRealms() : realms;
	}

	private void check(String name, String procedure, @Nullable String realm) {
		if (!Uris.isValid(procedure, MatchPolicy.EXACT, false) || Uris.isReserved(procedure)) {
			throw RULES.invalid(name + ".procedure", procedure, "it is not the URI of a procedure");
		}
		if (realm != null) {
			checkRealm(name + ".realm", realm);
		}
	}

	private void checkRealm(String name, String realm) {
		if (!this.properties.getRealms().contains(realm)) {
			throw RULES.invalid(name, realm, "the router has no such realm: wamp.router.realms");
		}
	}

}
