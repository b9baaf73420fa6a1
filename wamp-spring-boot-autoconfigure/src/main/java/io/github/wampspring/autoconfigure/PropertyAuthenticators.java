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

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.wampspring.ChannelBinding;
import io.github.wampspring.auth.CraAuthenticator;
import io.github.wampspring.auth.HandshakeAuthenticator;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.auth.TicketSource;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.auth.cryptosign.CryptosignAuthenticator;
import io.github.wampspring.auth.cryptosign.CryptosignKey;
import io.github.wampspring.auth.scram.ScramAuthenticator;
import io.github.wampspring.auth.scram.ScramDialect;
import io.github.wampspring.auth.scram.ScramLimits;
import io.github.wampspring.auth.tls.TlsAuthenticator;
import io.github.wampspring.autoconfigure.common.PropertyRules;
import org.jspecify.annotations.Nullable;

/**
 * The authenticators that the properties of a connection ask for.
 *
 * @param auth the properties
 * @param rules says what is wrong with them
 * @param tickets where tickets come from that are not in the properties, if anywhere
 * @param certificate whether there may be a client certificate
 */
record PropertyAuthenticators(WampConnectionProperties.Auth auth, PropertyRules rules, @Nullable TicketSource tickets,
		boolean certificate) {

	List<WampAuthenticator> all() {
		if (this.auth.getRouterKey() != null && !methods().contains(AuthMethod.CRYPTOSIGN)) {
			throw this.rules.invalid("auth.router-key", this.auth.getRouterKey(),
					"it is for cryptosign, which needs auth.private-key or auth.private-key-file");
		}
		checkBinding();
		checkUse("auth.ticket", this.auth.getTicket(), AuthMethod.TICKET);
		checkUse("auth.oauth2-registration", this.auth.getOauth2Registration(), AuthMethod.TICKET);
		checkUse("auth.secret", this.auth.getSecret(), AuthMethod.WAMPCRA, AuthMethod.WAMP_SCRAM, AuthMethod.SCRAM);
		checkUse("auth.private-key", this.auth.getPrivateKey(), AuthMethod.CRYPTOSIGN);
		checkUse("auth.private-key-file", this.auth.getPrivateKeyFile(), AuthMethod.CRYPTOSIGN);
		return methods().stream().map(this::authenticator).toList();
	}

	/** What is for none of the methods that are named would never be used. */
	private void checkUse(String name, @Nullable Object value, AuthMethod... uses) {
		if (value != null && methods().stream().noneMatch(List.of(uses)::contains)) {
			throw this.rules.invalid("auth.methods", this.auth.getMethods(),
					name + " is for none of these methods: add " + names(List.of(uses)).replace(", ", " or ")
							+ ", or leave it out");
		}
	}

	/** A method without a channel binding would be a way around it. */
	private void checkBinding() {
		ChannelBinding binding = this.auth.getChannelBinding();
		if (binding == null) {
			return;
		}
		List<AuthMethod> methods = methods();
		List<AuthMethod> unbound = methods.stream().filter((method) -> !isBindable(method, binding)).toList();
		if (methods.isEmpty() || !unbound.isEmpty()) {
			throw this.rules.invalid("auth.channel-binding", binding.wireName(),
					(methods.isEmpty() ? "there is no authentication that could be bound"
							: "it is not for " + names(unbound)) + "; let auth.methods have cryptosign"
							+ ((binding == ChannelBinding.TLS_SERVER_END_POINT) ? " with another binding" : "")
							+ " or wamp-scram only");
		}
	}

	private static boolean isBindable(AuthMethod method, ChannelBinding binding) {
		return method == AuthMethod.WAMP_SCRAM
				|| (method == AuthMethod.CRYPTOSIGN && binding != ChannelBinding.TLS_SERVER_END_POINT);
	}

	private static String names(List<AuthMethod> methods) {
		return methods.stream()
			.map((method) -> method.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.collect(Collectors.joining(", "));
	}

	private List<AuthMethod> methods() {
		if (!this.auth.getMethods().isEmpty()) {
			return this.auth.getMethods();
		}
		List<AuthMethod> methods = new ArrayList<>();
		if (this.auth.getPrivateKey() != null || this.auth.getPrivateKeyFile() != null) {
			methods.add(AuthMethod.CRYPTOSIGN);
		}
		if (this.auth.getSecret() != null) {
			methods.add(AuthMethod.WAMPCRA);
		}
		if (this.auth.getTicket() != null || this.auth.getOauth2Registration() != null) {
			methods.add(AuthMethod.TICKET);
		}
		return methods;
	}

	private WampAuthenticator authenticator(AuthMethod method) {
		return switch (method) {
			case CRYPTOSIGN -> cryptosign();
			case WAMP_SCRAM -> scram(ScramDialect.SPECIFICATION);
			case SCRAM -> scram(ScramDialect.DRAFT);
			case WAMPCRA -> new CraAuthenticator(requireAuthId(), requireSecret());
			case TICKET -> ticket();
			case COOKIE -> new HandshakeAuthenticator(this.auth.getAuthid());
			case TLS -> tls();
		};
	}

	private WampAuthenticator cryptosign() {
		CryptosignKey key = key();
		try {
			return new CryptosignAuthenticator(this.auth.getAuthid(), key, this.auth.getRouterKey(),
					this.auth.getChannelBinding());
		}
		catch (IllegalArgumentException ex) {
			throw this.rules.invalid("auth.router-key", this.auth.getRouterKey(), String.valueOf(ex.getMessage()));
		}
	}

	private CryptosignKey key() {
		String text = this.auth.getPrivateKey();
		Path file = this.auth.getPrivateKeyFile();
		if (text != null && file != null) {
			throw this.rules.invalid("auth.private-key-file", file,
					"there is also auth.private-key, which is one too many");
		}
		try {
			if (text != null) {
				return CryptosignKey.of(text);
			}
			if (file != null) {
				return CryptosignKey.of(file);
			}
		}
		catch (IllegalArgumentException | UncheckedIOException ex) {
			String reason = String.valueOf(ex.getMessage());
			throw (text != null) ? this.rules.invalidSecret("auth.private-key", reason)
					: this.rules.invalid("auth.private-key-file", file, reason);
		}
		throw this.rules.invalid("auth.methods", this.auth.getMethods(),
				"the method cryptosign needs auth.private-key or auth.private-key-file, neither of which is set");
	}

	private WampAuthenticator scram(ScramDialect dialect) {
		String secret = requireSecret();
		try {
			return new ScramAuthenticator(dialect, requireAuthId(), secret, ScramLimits.DEFAULT,
					this.auth.getChannelBinding());
		}
		catch (IllegalArgumentException ex) {
			throw this.rules.invalid("auth.methods", this.auth.getMethods(), String.valueOf(ex.getMessage()));
		}
	}

	private WampAuthenticator ticket() {
		String registration = this.auth.getOauth2Registration();
		if (registration != null) {
			return ticketOf(registration);
		}
		if (this.auth.getTicket() == null) {
			throw this.rules.invalid("auth.methods", this.auth.getMethods(),
					"the method ticket needs auth.ticket, which is not set");
		}
		return new TicketAuthenticator(requireAuthId(), this.auth.getTicket());
	}

	private WampAuthenticator tls() {
		if (!this.certificate) {
			throw this.rules.invalid("auth.methods", this.auth.getMethods(),
					"the method tls needs ssl.bundle, the SSL bundle with the certificate and the key of this client"
							+ " (keystore.certificate and keystore.private-key, or keystore.location)");
		}
		return new TlsAuthenticator(this.auth.getAuthid());
	}

	private String requireSecret() {
		if (this.auth.getSecret() == null) {
			throw this.rules.invalid("auth.methods", this.auth.getMethods(),
					"wampcra, wamp-scram and scram need auth.secret, which is not set");
		}
		return this.auth.getSecret();
	}

	private WampAuthenticator ticketOf(String registration) {
		if (this.auth.getTicket() != null) {
			throw this.rules.invalid("auth.oauth2-registration", registration,
					"there is also auth.ticket, which is one too many");
		}
		if (this.tickets == null || registration.isEmpty()) {
			throw this.rules.invalid("auth.oauth2-registration", registration,
					"there is no OAuth2AuthorizedClientManager: add the dependency"
							+ " spring-boot-starter-security-oauth2-client, and the client to"
							+ " spring.security.oauth2.client.registration");
		}
		TicketSource source = this.tickets;
		return new TicketAuthenticator((this.auth.getAuthid() != null) ? requireAuthId() : registration,
				() -> source.getTicket(registration));
	}

	private String requireAuthId() {
		if (this.auth.getAuthid() == null || this.auth.getAuthid().isEmpty()) {
			throw this.rules.invalid("auth.authid", this.auth.getAuthid(),
					"a ticket or secret needs the authid that it belongs to");
		}
		return this.auth.getAuthid();
	}

}
