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

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.wampspring.auth.HandshakeIdentity;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampHandshakeUserLookup;
import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.transport.HandshakeRules;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * From the properties of the router to what handshakes tell of its clients.
 *
 * @param properties the properties
 * @param lookups the application's, in their order
 * @param principals whether there are requests that the web server may have authenticated
 */
record RouterHandshakes(WampRouterProperties properties, List<WampHandshakeUserLookup> lookups, boolean principals) {

	private static final Log logger = LogFactory.getLog(RouterHandshakes.class);

	private static final PropertyRules RULES = new PropertyRules("wamp.router");

	private static final String ENABLED = "handshake-identity.enabled";

	private static final String COOKIES = "handshake-identity.cookies";

	/** The name of a cookie, a token of RFC 9110. */
	private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");

	/**
	 * What handshakes tell.
	 * @param others the providers of other methods
	 * @return {@code null} if they tell nothing
	 * @throws InvalidConfigurationPropertyValueException if that cannot work, or lets any
	 * web page in
	 */
	@Nullable HandshakeIdentity identity(List<? extends WampAuthenticationProvider> others) {
		RouterHandshakeIdentityProperties identity = this.properties.getHandshakeIdentity();
		if (!identity.isEnabled()) {
			warnOfWhatHasNoEffect(identity);
			return null;
		}
		if (identity.getRole().isBlank()) {
			throw RULES.invalid("handshake-identity.role", identity.getRole(), "it must not be empty");
		}
		checkCookies(identity.getCookies());
		if (!this.principals && (this.lookups.isEmpty() || identity.getCookies().isEmpty())) {
			throw RULES.invalid(ENABLED, true,
					"no request is authenticated that opens a WebSocket, or only by Spring Security, which"
							+ " wamp.router.security.handshake=true is for: set that, or name cookies in"
							+ " wamp.router.handshake-identity.cookies and add a bean WampHandshakeUserLookup that knows"
							+ " whose they are");
		}
		if (new HandshakeRules(this.properties.getAllowedOrigins(), List.of()).isOpenToAnyPage()) {
			throw RULES.invalid("allowed-origins", this.properties.getAllowedOrigins(),
					"any web page could act in the name of its visitors, since wamp.router.handshake-identity.enabled"
							+ " believes what their browsers send: name the origins of the pages that may");
		}
		others.stream()
			.filter((provider) -> provider.getMethod().equals(HandshakeIdentity.METHOD))
			.findFirst()
			.ifPresent((provider) -> {
				throw RULES.invalid(ENABLED, true,
						"there is another provider of the method cookie, " + provider.getClass().getSimpleName()
								+ ": leave the property out, or that bean, or wamp.router.security.handshake if that"
								+ " has made it");
			});
		return new HandshakeIdentity(identity.getRole(), Set.copyOf(identity.getCookies()), this.lookups);
	}

	private void checkCookies(List<String> cookies) {
		for (String cookie : cookies) {
			if (!NAME.matcher(cookie).matches()) {
				// it may be a value
				throw RULES.invalidSecret(COOKIES,
						"a cookie has a name such as SESSION, without spaces, and values have no place here");
			}
		}
		if (!cookies.isEmpty() && this.lookups.isEmpty()) {
			throw RULES.invalid(COOKIES, cookies,
					"nobody looks at them: add a bean WampHandshakeUserLookup that knows whose they are");
		}
	}

	private void warnOfWhatHasNoEffect(RouterHandshakeIdentityProperties identity) {
		if (!this.lookups.isEmpty()) {
			logger
				.warn("A bean WampHandshakeUserLookup has no effect: set wamp.router.handshake-identity.enabled=true");
		}
		else if (!identity.getCookies().isEmpty()) {
			logger.warn("wamp.router.handshake-identity.cookies has no effect: set"
					+ " wamp.router.handshake-identity.enabled=true");
		}
	}

}
