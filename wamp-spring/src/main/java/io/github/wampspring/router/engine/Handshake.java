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

package io.github.wampspring.router.engine;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.transport.ChannelClose;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * From HELLO to WELCOME. See the section "Authentication Methods" of the specification.
 */
final class Handshake {

	private static final Log logger = LogFactory.getLog(Handshake.class);

	private static final String ANONYMOUS = "anonymous";

	private static final SecureRandom random = new SecureRandom();

	private final DefaultWampRouter router;

	private final SessionHandler handler;

	private final long session = Ids.random();

	private @Nullable Hello hello;

	private @Nullable Realm realm;

	private String method = ANONYMOUS;

	private volatile @Nullable Function<Authenticate, CompletionStage<AuthenticationStep>> challenged;

	Handshake(DefaultWampRouter router, SessionHandler handler) {
		this.router = router;
		this.handler = handler;
	}

	void receive(WampMessage message) {
		Function<Authenticate, CompletionStage<AuthenticationStep>> challenged = this.challenged;
		if (message instanceof Hello hello && this.hello == null) {
			hello(hello);
		}
		else if (message instanceof Authenticate answer && challenged != null) {
			this.challenged = null;
			proceed(() -> challenged.apply(answer));
		}
		else {
			throw new ProtocolViolation("received " + message.type() + " before the session was established");
		}
	}

	private void hello(Hello hello) {
		this.hello = hello;
		if (Announcement.of(hello.details()).roles().isEmpty()) {
			throw new ProtocolViolation("HELLO must announce at least one role");
		}
		Realm realm = this.router.realm(hello.realm());
		if (realm == null) {
			if (Uris.isLoose(hello.realm())) {
				refuse(ErrorUris.NO_SUCH_REALM, "There is no realm '" + hello.realm() + "'");
			}
			else {
				refuse(ErrorUris.INVALID_URI, "The realm's name is not a valid URI");
			}
			return;
		}
		this.realm = realm;
		List<String> methods = hello.details().getStrings("authmethods");
		boolean unasked = methods == null || methods.isEmpty();
		if (unasked && this.handler.channel().info().local()) {
			String authId = hello.details().getString("authid");
			establish(new WampIdentity((authId != null) ? authId : randomAuthId(), realm.settings().trustedRole(),
					"trusted", "router"), true);
		}
		else {
			authenticate(realm, hello, (methods == null || unasked) ? List.of(ANONYMOUS) : methods);
		}
	}

	/**
	 * Takes the first method that both sides have.
	 */
	private void authenticate(Realm realm, Hello hello, List<String> methods) {
		String anonymousRole = realm.settings().anonymousRole();
		for (String method : methods) {
			WampAuthenticationProvider provider = realm.providers().get(method);
			if (provider != null) {
				AuthenticationRequest request = new AuthenticationRequest(realm.name(), this.session,
						hello.details().getString("authid"), hello.details(), this.handler.channel().info());
				this.method = method;
				proceed(() -> provider.authenticate(request));
				return;
			}
			if (method.equals(ANONYMOUS) && anonymousRole != null) {
				establish(new WampIdentity(randomAuthId(), anonymousRole, ANONYMOUS, "router"), false);
				return;
			}
		}
		refuse(ErrorUris.NO_MATCHING_AUTH_METHOD,
				"None of the authentication methods offered is taken; the router has " + this.router.describe(realm));
	}

	private void proceed(Supplier<CompletionStage<AuthenticationStep>> step) {
		try {
			step.get().whenComplete((next, failure) -> {
				if (failure != null) {
					fail(failure);
				}
				else {
					take(next);
				}
			});
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	private void take(AuthenticationStep step) {
		if (step instanceof Accepted accepted) {
			establish(accepted.identity(), false);
		}
		else if (step instanceof Refused refused) {
			refuse(refused.error(), refused.message());
		}
		else if (step instanceof Challenged next) {
			this.challenged = next.answer();
			this.handler.channel().send(new Challenge(this.method, next.extra()));
		}
	}

	private void fail(Throwable failure) {
		logger.error("Authentication by " + this.method + " failed for " + this.handler, failure);
		refuse(ErrorUris.AUTHENTICATION_FAILED, "The authentication could not be done");
	}

	private void refuse(String reason, String message) {
		logger.info("Refused " + this.handler + ": " + message);
		this.handler.abort(reason, message, ChannelClose.normal(message));
	}

	private void establish(WampIdentity identity, boolean trusted) {
		Realm realm = this.realm;
		Hello hello = this.hello;
		if (realm == null || hello == null) {
			return;
		}
		SessionInfo info = new SessionInfo(this.session, realm.name(), identity, this.handler.channel().info(), trusted,
				Instant.now());
		Dict details = Dict.of("realm", realm.name())
			.with("authid", identity.authId())
			.with("authrole", identity.authRole())
			.with("authmethod", identity.authMethod())
			.with("authprovider", identity.authProvider())
			.with("agent", this.router.settings().agent())
			.with("roles", Features.ROLES);
		if (!identity.authExtra().isEmpty()) {
			details = details.with("authextra", identity.authExtra());
		}
		this.handler.establish(realm,
				new RouterSession(info, Announcement.of(hello.details()), this.handler.channel(), this.handler),
				new Welcome(this.session, details));
	}

	private static String randomAuthId() {
		byte[] bytes = new byte[18];
		random.nextBytes(bytes);
		return Base64.getUrlEncoder().encodeToString(bytes);
	}

}
