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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;

import io.github.wampspring.auth.TicketSource;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.autoconfigure.common.NettyPresence;
import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.transport.SafeUrl;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.local.InProcessConnector;
import io.github.wampspring.transport.netty.NettyWebSocketConnector;
import io.github.wampspring.transport.websocket.WebSocketConnector;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.Assert;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Makes connections of their properties.
 *
 * @param prefix the prefix of the properties, for messages
 * @param properties the properties
 * @param network connects to URLs
 * @param inProcess connects to the embedded router, or {@code null} if there is none
 */
record ConnectionFactory(String prefix, WampConnectionProperties properties, WampConnector network,
		@Nullable InProcessConnector inProcess) {

	/** What stands for the embedded router where a URL is told. */
	static final URI IN_PROCESS = URI.create("in-process:router");

	static final URI DEFAULT_URL = URI.create("ws://localhost:8080/ws");

	private static final Set<String> SCHEMES = Set.of("ws", "wss");

	/**
	 * Makes a factory.
	 * @param prefix the prefix of the properties
	 * @param properties the properties
	 * @param connectors the connectors: beside the one within the JVM, the first counts
	 * @return the factory
	 */
	static ConnectionFactory of(String prefix, WampConnectionProperties properties, List<WampConnector> connectors) {
		InProcessConnector inProcess = null;
		WampConnector network = null;
		for (WampConnector connector : connectors) {
			if (connector instanceof InProcessConnector found) {
				inProcess = (inProcess != null) ? inProcess : found;
			}
			else {
				network = (network != null) ? network : connector;
			}
		}
		Assert.state(network != null, "There is no WampConnector for URLs");
		return new ConnectionFactory(prefix, properties, network, inProcess);
	}

	/**
	 * Makes the settings of a connection.
	 * @param name its name
	 * @param urls the configured URLs, maybe none
	 * @param executor runs the handlers
	 * @param mapper reads the arguments of errors
	 * @return the settings
	 */
	ConnectionSettings settings(String name, List<URI> urls, Executor executor, PayloadMapper mapper) {
		urls.forEach(this::checkUrl);
		checkRealm();
		List<URI> tried = urls.isEmpty() ? List.of(defaultUrl()) : urls;
		checkTls(tried);
		return new ConnectionSettings(name, tried, this::connector, executor, mapper).realm(this.properties.getRealm())
			.agent("wamp-spring-boot")
			.reconnectBackOff(backOff("max-interval", this.properties.getReconnect().getMaxInterval()))
			.refusedBackOff(backOff("max-refused-interval", this.properties.getReconnect().getMaxRefusedInterval()))
			.maxRefusals(rules().atLeast(1, "reconnect.max-refusals", this.properties.getReconnect().getMaxRefusals()))
			.connectTimeout(rules().positive("connect-timeout", this.properties.getConnectTimeout()))
			.sendTimeout(rules().positive("send-timeout", this.properties.getSendTimeout()))
			.shutdownTimeout(rules().notNegative("shutdown-timeout", this.properties.getShutdownTimeout()))
			.cancelMode(this.properties.getCancelMode())
			.forceReregister(this.properties.isForceReregister())
			.returnAfterRevocation(this.properties.isReturnAfterRevocation())
			.resumeWithin(rules().notNegative("resume-within", this.properties.getResumeWithin()));
	}

	private URI defaultUrl() {
		return (this.inProcess != null) ? IN_PROCESS : DEFAULT_URL;
	}

	private WampConnector connector(URI url) {
		return (this.inProcess != null && url.equals(IN_PROCESS)) ? this.inProcess : this.network;
	}

	/** Connectors of the application, or of a test, may know other URLs. */
	private boolean isOwnConnector() {
		return this.network instanceof WebSocketConnector || this.network instanceof NettyWebSocketConnector;
	}

	/** What an authentication takes of TLS, and would not find. */
	private void checkTls(List<URI> urls) {
		if (!isOwnConnector()) {
			return;
		}
		WampConnectionProperties.Auth auth = this.properties.getAuth();
		List<URI> clear = urls.stream().filter((url) -> !isSecure(url)).toList();
		if (auth.getChannelBinding() != null && !clear.isEmpty()) {
			throw invalid("auth.channel-binding", auth.getChannelBinding().wireName(), noTls(clear.get(0))
					+ ", and there is nothing to bind to: let all URLs begin with wss:, or leave this out");
		}
		if (auth.getChannelBinding() != null && this.network instanceof WebSocketConnector) {
			throw invalid("auth.channel-binding", auth.getChannelBinding().wireName(),
					"Tomcat's WebSocket client does not tell what it knows about TLS: add the dependency "
							+ NettyPresence.DEPENDENCY + ", and set " + this.prefix + ".transport=netty");
		}
		List<AuthMethod> methods = auth.getMethods();
		if (methods.contains(AuthMethod.TLS)
				&& (clear.size() == urls.size() || (methods.size() == 1 && !clear.isEmpty()))) {
			throw invalid("auth.methods", methods, noTls(clear.get(0))
					+ ", and the method tls shows a certificate there: let the URL begin with wss:, or leave tls out");
		}
	}

	static boolean isSecure(URI url) {
		return "wss".equalsIgnoreCase(url.getScheme());
	}

	private String noTls(URI url) {
		return url.equals(IN_PROCESS) ? "the router of this application is joined within the JVM, without TLS"
				: SafeUrl.of(url) + " is without TLS";
	}

	private void checkUrl(URI url) {
		if (!isOwnConnector()) {
			return;
		}
		String scheme = (url.getScheme() != null) ? url.getScheme().toLowerCase(Locale.ROOT) : "";
		String authority = (url.getRawAuthority() != null) ? url.getRawAuthority() : "";
		if (SCHEMES.contains(scheme) && url.getHost() == null && authority.contains("_")) {
			throw invalid(urlProperty(), SafeUrl.of(url),
					"its host name has an underscore, which is not allowed in the host of a URL:"
							+ " call the router by another name, such as a network alias, or by its address");
		}
		if (!SCHEMES.contains(scheme) || url.getHost() == null) {
			throw invalid(urlProperty(), SafeUrl.of(url), "it must be like ws://host:port/path or wss://host/path");
		}
	}

	private String urlProperty() {
		return (this.properties.getUrl() != null && this.properties.getUrls().isEmpty()) ? "url" : "urls";
	}

	private void checkRealm() {
		if (!Uris.isLoose(this.properties.getRealm())) {
			throw invalid("realm", this.properties.getRealm(),
					"a realm must be a URI such as realm1 or com.myapp, without white space or empty components");
		}
	}

	/**
	 * The authenticators of the application, then those of the properties.
	 * @param beans those of the application
	 * @param tickets where tickets come from that are not in the properties, if anywhere
	 * @param certificate whether there may be a client certificate
	 * @return all
	 */
	List<WampAuthenticator> authenticators(List<WampAuthenticator> beans, @Nullable TicketSource tickets,
			boolean certificate) {
		List<WampAuthenticator> authenticators = new ArrayList<>(beans);
		authenticators
			.addAll(new PropertyAuthenticators(this.properties.getAuth(), rules(), tickets, certificate).all());
		return authenticators;
	}

	/**
	 * Adds the authid of the properties to HELLO where nobody else tells one.
	 * @param beans the customizers of the application
	 * @return all
	 */
	List<HelloCustomizer> customizers(List<HelloCustomizer> beans) {
		List<HelloCustomizer> customizers = new ArrayList<>();
		String authId = this.properties.getAuth().getAuthid();
		if (authId != null) {
			customizers.add((connection, hello) -> {
				if (hello.getAuthId() == null) {
					hello.setAuthId(authId);
				}
			});
		}
		customizers.addAll(beans);
		return customizers;
	}

	private BackOff backOff(String name, Duration max) {
		WampConnectionProperties.Reconnect reconnect = this.properties.getReconnect();
		long initial = rules().positive("reconnect.initial-interval", reconnect.getInitialInterval()).toMillis();
		if (!(reconnect.getMultiplier() >= 1) || Double.isInfinite(reconnect.getMultiplier())) {
			throw invalid("reconnect.multiplier", reconnect.getMultiplier(), "it must be a number of at least 1");
		}
		ExponentialBackOff backOff = new ExponentialBackOff(initial, reconnect.getMultiplier());
		backOff.setMaxInterval(rules().positive("reconnect." + name, max).toMillis());
		Duration jitter = reconnect.getJitter();
		backOff.setJitter((jitter != null) ? rules().notNegative("reconnect.jitter", jitter).toMillis() : initial / 2);
		if (reconnect.getMaxRetries() != null) {
			backOff.setMaxAttempts(rules().atLeast(0L, "reconnect.max-retries", reconnect.getMaxRetries()));
		}
		return backOff;
	}

	private PropertyRules rules() {
		return new PropertyRules(this.prefix);
	}

	private InvalidConfigurationPropertyValueException invalid(String name, @Nullable Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(this.prefix + "." + name, value, reason);
	}

}
