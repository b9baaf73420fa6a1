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

package io.github.wampspring.auth;

import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

import javax.security.auth.x500.X500Principal;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.PassedOver;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.transport.ChannelInfo;
import org.jspecify.annotations.Nullable;

/**
 * The identity of the handshake, the router's half: a client is who the HTTP request was
 * authenticated as that has opened its WebSocket, or whom a lookup knows by that or by a
 * cookie. There is no challenge. A client that offers no method at all gets it too, and
 * one whose handshake is nobody's is passed over to the next method, but has failed. A
 * client that names an authid must be that user. See the section "Cookie-based
 * Authentication" of the specification.
 *
 * <p>
 * Nothing counts unless a guard has looked at where the handshake came from: browsers
 * send cookies, and what they know of HTTP Basic, for any page.
 */
public final class HandshakeIdentityProvider implements WampAuthenticationProvider {

	private static final String PROVIDER = "handshake";

	/** Known by its name only, since it need not be there. */
	private static final String SPRING_SECURITY = "org.springframework.security.core.Authentication";

	private final HandshakeIdentity settings;

	private final Duration timeout;

	private final BiFunction<Runnable, Duration, Future<?>> scheduler;

	/**
	 * Creates a provider.
	 * @param settings who is to be believed
	 * @param timeout how long lookups may take together
	 * @param scheduler runs a task later
	 */
	public HandshakeIdentityProvider(HandshakeIdentity settings, Duration timeout,
			BiFunction<Runnable, Duration, Future<?>> scheduler) {
		this.settings = settings;
		this.timeout = timeout;
		this.scheduler = scheduler;
	}

	@Override
	public String getMethod() {
		return HandshakeIdentity.METHOD;
	}

	@Override
	public boolean canAuthenticate(AuthenticationRequest request) {
		ChannelInfo channel = request.channel();
		return channel.cookies().isGuarded() && (principal(channel) != null
				|| (!this.settings.lookups().isEmpty() && !channel.cookies().values().isEmpty()));
	}

	@Override
	public boolean isImplied(AuthenticationRequest request) {
		return canAuthenticate(request);
	}

	/**
	 * A cookie is not to be guessed, and nobody shall keep others out by wrong ones.
	 */
	@Override
	public boolean isGuessable() {
		return false;
	}

	@Override
	public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
		if (!canAuthenticate(request)) {
			return CompletableFuture.completedStage(
					new Refused(ErrorUris.AUTHENTICATION_REQUIRED, "The handshake does not tell who the client is"));
		}
		WampHandshake handshake = handshake(request);
		Principal principal = handshake.principal();
		if (this.settings.lookups().isEmpty()) {
			WampHandshakeUser user = (principal != null) ? new WampHandshakeUser(principal.getName()) : null;
			return CompletableFuture.completedStage(step(request, user, principal));
		}
		CompletableFuture<AuthenticationStep> result = new CompletableFuture<>();
		Future<?> latest = this.scheduler.apply(
				() -> result.completeExceptionally(new TimeoutException(
						"No WampHandshakeUserLookup came to a result within " + this.timeout.toMillis() + " ms")),
				this.timeout);
		result.whenComplete((step, failure) -> latest.cancel(false));
		try {
			find(request, handshake, 0).whenComplete((user, failure) -> {
				if (failure != null) {
					result.completeExceptionally(failure);
				}
				else {
					result.complete(step(request, user, principal));
				}
			});
		}
		catch (RuntimeException | Error ex) {
			result.completeExceptionally(ex);
		}
		return result;
	}

	private CompletionStage<@Nullable WampHandshakeUser> find(AuthenticationRequest request, WampHandshake handshake,
			int index) {
		List<WampHandshakeUserLookup> lookups = this.settings.lookups();
		return lookups.get(index).find(handshake).thenCompose((user) -> {
			boolean last = index + 1 == lookups.size() || !request.isOpen();
			return (user != null || last) ? CompletableFuture.completedStage(user)
					: find(request, handshake, index + 1);
		});
	}

	/** The words are the same, whoever the handshake was of. */
	private AuthenticationStep step(AuthenticationRequest request, @Nullable WampHandshakeUser user,
			@Nullable Principal principal) {
		String authId = request.authId();
		if (user == null || (authId != null && !authId.isEmpty() && !authId.equals(user.authId()))) {
			return new PassedOver(new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid"));
		}
		String role = user.role();
		return new Accepted(new WampIdentity(user.authId(), (role != null) ? role : this.settings.role(), getMethod(),
				PROVIDER, Dict.EMPTY, principal));
	}

	private static WampHandshake handshake(AuthenticationRequest request) {
		ChannelInfo channel = request.channel();
		return new WampHandshake(request.realm(), principal(channel), channel.cookies().values(),
				header(channel, "origin"), header(channel, "user-agent"), channel.remoteAddress());
	}

	private static @Nullable String header(ChannelInfo channel, String name) {
		List<String> values = channel.headers().get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

	/**
	 * Who the web server has authenticated the request as. The subject of a certificate
	 * is what the method {@code tls} is for, and what Spring Security says may not have
	 * been authenticated at all.
	 */
	private static @Nullable Principal principal(ChannelInfo channel) {
		Principal principal = channel.principal();
		if (principal == null || principal instanceof X500Principal || isSpringSecurity(principal.getClass())) {
			return null;
		}
		String name = principal.getName();
		return (name != null && !name.isBlank()) ? principal : null;
	}

	private static boolean isSpringSecurity(@Nullable Class<?> type) {
		if (type == null) {
			return false;
		}
		if (type.getName().equals(SPRING_SECURITY) || isSpringSecurity(type.getSuperclass())) {
			return true;
		}
		for (Class<?> contract : type.getInterfaces()) {
			if (isSpringSecurity(contract)) {
				return true;
			}
		}
		return false;
	}

}
