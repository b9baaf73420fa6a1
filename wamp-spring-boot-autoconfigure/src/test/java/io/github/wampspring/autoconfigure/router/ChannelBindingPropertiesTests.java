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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.auth.cryptosign.CryptosignKey;
import io.github.wampspring.autoconfigure.TlsBundles;
import io.github.wampspring.autoconfigure.TlsRelay;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.WampConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authentication that is bound to its TLS connection, by properties on both sides.
 */
class ChannelBindingPropertiesTests {

	private static final String KEY = "0be07568d3ecd913357f57d7e8ca94ff6a9deb533bade81dde0c130ce1fa4cb2";

	private static final String REQUIRED = "wamp.router.channel-binding-required=true";

	private static ApplicationContextRunner router(SslBundles bundles, String... properties) {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withBean(SslBundles.class, () -> bundles)
			.withPropertyValues("wamp.router.enabled=true", "wamp.fail-fast=true", "wamp.router.listen=localhost:0",
					"wamp.router.ssl.bundle=server", "wamp.router.users.joe.secret=joe-secret",
					"wamp.router.users.joe.public-keys=" + CryptosignKey.of(KEY).getPublicKey())
			.withPropertyValues(properties);
	}

	private static ApplicationContextRunner client(SslBundles bundles, String url, String method, String binding,
			String... properties) {
		List<String> all = new ArrayList<>(List.of("wamp.urls=" + url, "wamp.keep-alive=false", "wamp.fail-fast=true",
				"wamp.join-timeout=20s", "wamp.reconnect.max-refusals=1", "wamp.reconnect.max-retries=1",
				"wamp.reconnect.initial-interval=50ms", "wamp.transport=netty", "wamp.ssl.bundle=client",
				"wamp.auth.authid=joe", "wamp.auth.methods=" + method));
		all.add(method.equals("cryptosign") ? "wamp.auth.private-key=" + KEY : "wamp.auth.secret=joe-secret");
		if (!binding.isEmpty()) {
			all.add("wamp.auth.channel-binding=" + binding);
		}
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withBean(SslBundles.class, () -> bundles)
			.withPropertyValues(all.toArray(String[]::new))
			.withPropertyValues(properties);
	}

	private static void joins(ApplicationContextRunner client, String method) {
		client.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(WampConnection.class).getSession().getAuthMethod()).isEqualTo(method);
		});
	}

	private static void isRefused(ApplicationContextRunner client, String... words) {
		client.run((context) -> {
			assertThat(context).hasFailed();
			StringBuilder text = new StringBuilder();
			for (Throwable ex = context.getStartupFailure(); ex != null; ex = ex.getCause()) {
				text.append(ex.getMessage()).append('\n');
			}
			assertThat(text).contains(words);
		});
	}

	private static void bound(SslBundles bundles, String method, String binding) {
		router(bundles, REQUIRED).run((router) -> {
			assertThat(router).hasNotFailed();
			int port = router.getEnvironment().getRequiredProperty("local.wamp.router.port", Integer.class);
			String url = "wss://localhost:" + port + "/ws";
			joins(client(bundles, url, method, binding), method);
			// such as another one that resumes the TLS session of the first
			joins(client(bundles, url, method, binding), method);
			isRefused(client(bundles, url, method, ""), "wamp.error.authentication_required",
					"without a TLS channel binding");
			try (TlsRelay relay = new TlsRelay(port)) {
				isRefused(client(bundles, relay.url(), method, binding), "wamp.error.authentication_denied");
				assertThat(relay.connections()).isPositive();
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "cryptosign", "wamp-scram" })
	void byTls12AndBouncyCastleBothSidesAreBoundAndARelayIsRefused(String method) {
		bound(TlsBundles.bouncyCastle("TLSv1.2"), method, "tls-unique");
	}

	@ParameterizedTest
	@ValueSource(strings = { "cryptosign", "wamp-scram" })
	@EnabledForJreRange(min = JRE.JAVA_25)
	void byTls13AndJdk25BothSidesAreBoundAndARelayIsRefused(String method) {
		bound(TlsBundles.jdk("TLSv1.3"), method, "tls-exporter");
	}

	@Test
	void scramIsBoundToTheServersCertificateByEveryTls() {
		SslBundles bundles = TlsBundles.jdk("TLSv1.3");
		router(bundles, REQUIRED)
			.run((router) -> joins(client(bundles, url(router), "wamp-scram", "tls-server-end-point"), "wamp-scram"));
	}

	@Test
	void clientsWhomAProcedureKnowsMustBindToo() {
		SslBundles bundles = TlsBundles.bouncyCastle("TLSv1.2");
		router(bundles, REQUIRED, "wamp.router.authenticators.cryptosign.procedure=com.myapp.authenticate")
			.withBean(Authenticator.class)
			.run((router) -> {
				isRefused(client(bundles, url(router), "cryptosign", ""), "without a TLS channel binding");
				joins(client(bundles, url(router), "cryptosign", "tls-unique"), "cryptosign");
			});
	}

	static class Authenticator {

		@WampProcedure("com.myapp.authenticate")
		Map<String, Object> authenticate(String realm, String authid, Map<String, Object> details) {
			return Map.of("role", "device", "pubkey", CryptosignKey.of(KEY).getPublicKey());
		}

	}

	@ParameterizedTest
	@ValueSource(strings = { "cryptosign", "wamp-scram" })
	void aRelayIsNotNoticedWithoutABinding(String method) {
		SslBundles bundles = TlsBundles.jdk("TLSv1.3");
		router(bundles).run((router) -> {
			try (TlsRelay relay = new TlsRelay(
					router.getEnvironment().getRequiredProperty("local.wamp.router.port", Integer.class))) {
				joins(client(bundles, relay.url(), method, ""), method);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.3, tls-unique, it is not defined: use tls-exporter", "TLSv1.2, tls-exporter, it takes TLS 1.3",
			"TLSv1.2, tls-unique, org.bouncycastle:bctls-jdk18on" })
	void aClientThatCannotBindSaysWhyAndDoesNotJoin(String protocol, String binding, String reason) {
		SslBundles bundles = TlsBundles.jdk(protocol);
		router(bundles).run((router) -> isRefused(client(bundles, url(router), "cryptosign", binding),
				"There is no channel binding " + binding, reason));
	}

	@Test
	void tomcatsClientFailsTheStartAndSaysWhichOneBinds() {
		isRefused(client(TlsBundles.jdk("TLSv1.3"), "wss://localhost:1/ws", "wamp-scram", "tls-server-end-point",
				"wamp.transport=tomcat"), "wamp.auth.channel-binding", "wamp.transport=netty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "wamp", "wamp.connections.cloud" })
	void aBindingToAConnectionWithoutTlsFailsTheStart(String prefix) {
		ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.keep-alive=false", prefix + ".auto-startup=false",
					prefix + ".auth.private-key=" + KEY, prefix + ".auth.channel-binding=tls-exporter");
		String property = prefix + ".auth.channel-binding";
		isRefused(runner.withPropertyValues(prefix + ".url=ws://localhost:1/ws"), property,
				"ws://localhost:1/ws is without TLS");
		isRefused(runner.withPropertyValues(prefix + ".urls=wss://localhost:1/ws,ws://localhost:2/ws"), property,
				"ws://localhost:2/ws is without TLS");
		isRefused(runner, property, "ws://localhost:8080/ws is without TLS");
		isRefused(runner.withPropertyValues("wamp.router.enabled=true"), property,
				"joined within the JVM, without TLS");
		runner.withPropertyValues(prefix + ".url=wss://localhost:1/ws")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aRouterThatCannotBindRefusesAndDoesNotLeaveItOut() {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		bundles.registerBundle("client", TlsBundles.bouncyCastle("TLSv1.2").getBundle("client"));
		bundles.registerBundle("server", TlsBundles.jdk("TLSv1.2").getBundle("server"));
		router(bundles).run((router) -> isRefused(client(bundles, url(router), "cryptosign", "tls-unique"),
				"wamp.error.authentication_required",
				"The router has no channel binding tls-unique for this connection"));
	}

	@ParameterizedTest
	@CsvSource({ "ticket, tls-exporter, it is not for ticket", "scram, tls-unique, it is not for scram",
			"'wamp-scram,wampcra', tls-unique, it is not for wampcra",
			"cryptosign, tls-server-end-point, it is not for cryptosign" })
	void aMethodThatCannotBeBoundFailsTheStart(String methods, String binding, String reason) {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=wss://localhost:1/ws", "wamp.keep-alive=false", "wamp.auth.authid=joe",
					"wamp.auth.secret=x", "wamp.auth.ticket=x", "wamp.auth.private-key=" + KEY,
					"wamp.auth.methods=" + methods, "wamp.auth.channel-binding=" + binding)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.auth.channel-binding")
				.hasMessageContaining(reason));
	}

	@Test
	void aBindingOfNothingFailsTheStart() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=wss://localhost:1/ws", "wamp.keep-alive=false",
					"wamp.auth.channel-binding=tls-exporter")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.auth.channel-binding")
				.hasMessageContaining("there is no authentication that could be bound"));
	}

	private static String url(org.springframework.context.ApplicationContext router) {
		return "wss://localhost:" + router.getEnvironment().getProperty("local.wamp.router.port") + "/ws";
	}

}
