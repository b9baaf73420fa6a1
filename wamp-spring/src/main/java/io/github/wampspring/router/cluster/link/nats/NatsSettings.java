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

package io.github.wampspring.router.cluster.link.nats;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

/**
 * Where NATS is, and who connects.
 *
 * @param servers the URLs of one or more servers, such as {@code nats://localhost:4222}
 * @param sslContext makes the connection secure, asked for at each connection;
 * {@code null} for what the URLs and the customizer say
 * @param verifyHostname whether a secure connection is to the host of the URL only.
 * jnats, left to itself, takes any host with a certificate that is trusted
 * @param user who connects, {@code null} for nobody in particular
 * @param password the user's password, {@code null} for none
 * @param token a token instead of user and password, {@code null} for none
 * @param customizer sets what else jnats offers, such as credentials files. What a link
 * depends on (no reconnecting within jnats, its listeners, echo) is set after it
 */
public record NatsSettings(List<String> servers, @Nullable Supplier<SSLContext> sslContext, boolean verifyHostname,
		@Nullable String user, @Nullable String password, @Nullable String token,
		Consumer<Options.Builder> customizer) {

	/** Those that jnats takes. */
	private static final List<String> SCHEMES = List.of("nats", "tls", "opentls", "ws", "wss");

	public NatsSettings {
		servers = List.copyOf(servers);
		if (servers.isEmpty()) {
			throw new IllegalArgumentException("A link over NATS needs the URL of at least one server");
		}
		servers.forEach(NatsSettings::check);
		if ((user == null) != (password == null)) {
			throw new IllegalArgumentException("NATS takes a user with a password, or neither");
		}
		if (user != null && token != null) {
			throw new IllegalArgumentException("NATS takes a user with a password or a token, not both");
		}
	}

	private static void check(String server) {
		int credentials = server.lastIndexOf('@');
		if (credentials >= 0) {
			throw new IllegalArgumentException("The URL of the NATS server at " + server.substring(credentials + 1)
					+ " has credentials, which would come into logs: leave them out, and set"
					+ " wamp.router.cluster.nats.username and wamp.router.cluster.nats.password, or"
					+ " wamp.router.cluster.nats.token");
		}
		URI url;
		try {
			url = URI.create(server.contains("://") ? server : "nats://" + server);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Not the URL of a NATS server: an example is nats://localhost:4222", ex);
		}
		if (!SCHEMES.contains(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT))) {
			throw new IllegalArgumentException("Not the URL of a NATS server: " + server + " begins with none of "
					+ String.join("://, ", SCHEMES) + "://; an example is nats://localhost:4222");
		}
		if (url.getHost() == null) {
			throw new IllegalArgumentException(
					"Not the URL of a NATS server: " + server + " has no host; an example is nats://localhost:4222");
		}
	}

	/**
	 * Settings for servers without credentials.
	 * @param servers the URLs of the servers
	 * @return the settings
	 */
	public static NatsSettings of(String... servers) {
		return new NatsSettings(List.of(servers), null, true, null, null, null, (options) -> {
		});
	}

	/**
	 * With secure connections.
	 * @param sslContext makes them; asked for at each connection, so that certificates
	 * may be renewed
	 * @return the settings
	 */
	public NatsSettings withSslContext(Supplier<SSLContext> sslContext) {
		return new NatsSettings(this.servers, sslContext, this.verifyHostname, this.user, this.password, this.token,
				this.customizer);
	}

	/**
	 * With or without a check of the host's name.
	 * @param verifyHostname {@code false} for any host with a certificate that is trusted
	 * @return the settings
	 */
	public NatsSettings withVerifyHostname(boolean verifyHostname) {
		return new NatsSettings(this.servers, this.sslContext, verifyHostname, this.user, this.password, this.token,
				this.customizer);
	}

	/**
	 * With a user.
	 * @param user who connects
	 * @param password the user's password
	 * @return the settings
	 */
	public NatsSettings withUser(String user, String password) {
		return new NatsSettings(this.servers, this.sslContext, this.verifyHostname, user, password, null,
				this.customizer);
	}

	/**
	 * With a token.
	 * @param token the token
	 * @return the settings
	 */
	public NatsSettings withToken(String token) {
		return new NatsSettings(this.servers, this.sslContext, this.verifyHostname, null, null, token, this.customizer);
	}

	/**
	 * With further options of jnats.
	 * @param customizer sets them
	 * @return the settings
	 */
	public NatsSettings withCustomizer(Consumer<Options.Builder> customizer) {
		return new NatsSettings(this.servers, this.sslContext, this.verifyHostname, this.user, this.password,
				this.token, customizer);
	}

	/**
	 * Without secrets.
	 */
	@Override
	public String toString() {
		return "NatsSettings" + this.servers;
	}

}
