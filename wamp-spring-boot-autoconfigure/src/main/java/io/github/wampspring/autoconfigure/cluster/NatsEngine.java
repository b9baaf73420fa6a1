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

package io.github.wampspring.autoconfigure.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.github.wampspring.autoconfigure.cluster.ClusterProperties.Engine;
import io.github.wampspring.autoconfigure.common.BundleSslContext;
import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.router.cluster.link.ClusterLinkFactory;
import io.github.wampspring.router.cluster.link.nats.NatsLink;
import io.github.wampspring.router.cluster.link.nats.NatsSettings;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.ClassUtils;

/**
 * NATS.
 *
 * @param details where it is
 * @param properties what else is set
 * @param customizers the application's
 */
record NatsEngine(NatsConnectionDetails details, ClusterProperties properties,
		List<NatsOptionsCustomizer> customizers) implements LinkEngine {

	private static final PropertyRules RULES = new PropertyRules("wamp.router.cluster.nats");

	/** What signs the challenge of a server that wants NKeys. */
	private static final String ED25519 = "org.bouncycastle.crypto.signers.Ed25519Signer";

	@Override
	public Engine type() {
		return Engine.NATS;
	}

	@Override
	public boolean isConfigured() {
		return !(this.details instanceof PropertiesNatsConnectionDetails properties) || properties.isConfigured();
	}

	@Override
	public ClusterLinkFactory links() {
		NatsSettings nats = settings();
		return (settings) -> new NatsLink(nats, settings);
	}

	private NatsSettings settings() {
		List<String> servers = this.details.getServers();
		String user = this.details.getUsername();
		String password = this.details.getPassword();
		String token = this.details.getToken();
		Path file = this.details.getCredentialsFile();
		if (user == null && password != null) {
			throw RULES.invalidSecret("password", "there is wamp.router.cluster.nats.password, and no user: set"
					+ " wamp.router.cluster.nats.username as well, or leave the password out");
		}
		if (user != null && password == null) {
			throw RULES.invalid("username", user, "there is wamp.router.cluster.nats.username, and no password: set"
					+ " wamp.router.cluster.nats.password as well, or leave the user out");
		}
		if (user != null && token != null) {
			throw RULES.invalidSecret("token", "there are also user and password, which is one too many");
		}
		if (file != null) {
			checkCredentials(file, user != null || token != null);
		}
		Supplier<SSLContext> sslContext = sslContext();
		try {
			return new NatsSettings(servers, sslContext, this.properties.getNats().getSsl().isVerifyHostname(), user,
					password, token, (options) -> customize(options, file));
		}
		catch (IllegalArgumentException ex) {
			// a URL may have a password
			throw RULES.invalidSecret("servers", String.valueOf(ex.getMessage()));
		}
	}

	private static void checkCredentials(Path file, boolean others) {
		if (others) {
			throw RULES.invalid("credentials-file", file, "there is also a user or a token, which is one too many");
		}
		if (!Files.isReadable(file)) {
			throw RULES.invalid("credentials-file", file, "there is no such file, or it must not be read");
		}
		if (!ClassUtils.isPresent(ED25519, NatsEngine.class.getClassLoader())) {
			throw RULES.invalid("credentials-file", file,
					"NKeys need Bouncy Castle, which jnats brings along unless it is excluded: add the dependency"
							+ " org.bouncycastle:bcprov-jdk18on");
		}
	}

	private void customize(Options.Builder options, @Nullable Path file) {
		options.connectionName("wamp-" + this.properties.getName());
		if (file != null) {
			options.authHandler(Nats.credentials(file.toString()));
		}
		this.customizers.forEach((customizer) -> customizer.customize(options));
	}

	private @Nullable Supplier<SSLContext> sslContext() {
		SslBundle bundle = this.details.getSslBundle();
		if (bundle == null) {
			return null;
		}
		SSLContext context = BundleSslContext.of(() -> Objects.requireNonNullElse(this.details.getSslBundle(), bundle));
		return () -> context;
	}

}
