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

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.wampspring.ChannelBinding;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.transport.ChannelBindingException;
import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Binds an authentication to its TLS connection on the router's side, where the client
 * asks for it. A binding that is not to be had is refused and never left out: the client
 * would sign something else than the router checks, or believe to be bound when it is
 * not.
 */
public final class ChannelBinder {

	private static final Log logger = LogFactory.getLog(ChannelBinder.class);

	private final String method;

	private final boolean required;

	private final List<ChannelBinding> known;

	private final LogLimiter limiter = new LogLimiter(logger);

	/**
	 * Creates a binder.
	 * @param method the authentication method, for messages
	 * @param required whether clients that ask for no binding are refused, unless they
	 * are in the same JVM
	 * @param known the bindings of the method; none if it has none
	 */
	public ChannelBinder(String method, boolean required, List<ChannelBinding> known) {
		this.method = method;
		this.required = required;
		this.known = List.copyOf(known);
	}

	/**
	 * Looks what a client asks for.
	 * @param request what HELLO says ({@code authextra.channel_binding})
	 * @param next the first step of the method; gets what the authentication is bound to,
	 * {@code null} for nothing
	 * @return that step, or the refusal
	 */
	public AuthenticationStep bind(AuthenticationRequest request, Function<@Nullable Bound, AuthenticationStep> next) {
		Object wanted = request.details().getDict("authextra").get("channel_binding");
		if (wanted == null) {
			return (this.required && !request.channel().local())
					? refused("The router lets nobody in by " + this.method + " without a TLS channel binding; "
							+ (this.known.isEmpty() ? "this method has none" : "ask for " + names()))
					: next.apply(null);
		}
		ChannelBinding binding = (wanted instanceof String name) ? ChannelBinding.of(name) : null;
		if (binding == null || !this.known.contains(binding)) {
			return refused("The router has no such channel binding for " + this.method
					+ (this.known.isEmpty() ? "" : ", but " + names()));
		}
		byte[] data;
		try {
			data = request.channel().bindings().get(binding);
		}
		catch (ChannelBindingException ex) {
			// how this machine is set up is nothing for a stranger
			this.limiter.warn(() -> "Refused a client at realm " + request.realm()
					+ " that asks for a channel binding: " + ex.getMessage());
			return refused("The router has no channel binding " + binding + " for this connection" + version(binding));
		}
		return next.apply(new Bound(binding, data));
	}

	private static String version(ChannelBinding binding) {
		return switch (binding) {
			case TLS_UNIQUE -> "; it takes TLS 1.2";
			case TLS_EXPORTER -> "; it takes TLS 1.3";
			case TLS_SERVER_END_POINT -> "";
		};
	}

	private String names() {
		return this.known.stream().map(ChannelBinding::wireName).collect(Collectors.joining(" or "));
	}

	private static Refused refused(String message) {
		return new Refused(ErrorUris.AUTHENTICATION_REQUIRED, message);
	}

	/**
	 * What an authentication is bound to.
	 *
	 * @param binding the type
	 * @param data the channel binding data, as this end of the connection has it
	 */
	@SuppressWarnings("ArrayRecordComponent")
	public record Bound(ChannelBinding binding, byte[] data) {
	}

}
