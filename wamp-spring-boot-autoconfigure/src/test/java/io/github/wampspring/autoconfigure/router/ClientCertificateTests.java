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

import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.auth.tls.CertificateCredential;
import io.github.wampspring.auth.tls.TlsAuthenticator;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSession;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sessions that join by the certificate that their client has shown in TLS, wherever the
 * router listens.
 */
@Timeout(300)
@ExtendWith(OutputCaptureExtension.class)
class ClientCertificateTests {

	private static final IssuedCertificate CA = IssuedCertificate.authority("CN=Test CA,O=Acme");

	private static final IssuedCertificate SERVER = CA.issue("CN=localhost",
			new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));

	private static final IssuedCertificate METER = CA.issue("CN=meter-7,O=Acme", null);

	private static final IssuedCertificate GATEWAY = CA.issue("CN=gateway,O=Acme",
			new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://acme/gateway")));

	private static final IssuedCertificate BEAN = CA.issue("CN=pump-3,O=Acme", null);

	private static final IssuedCertificate UNKNOWN = CA.issue("CN=stranger,O=Acme", null);

	private static final IssuedCertificate EXPIRED = IssuedCertificate.issue(CA, "CN=meter-7,O=Acme", null,
			Instant.now().minusSeconds(3600));

	private static final IssuedCertificate OTHER_CA = IssuedCertificate.authority("CN=Test CA,O=Acme");

	private static final IssuedCertificate FORGED = OTHER_CA.issue("CN=meter-7,O=Acme", null);

	/** Where the router listens. */
	enum Endpoint {

		LISTENER(WebApplicationType.NONE, "wamp.router.listen=localhost:0", "wamp.router.ssl.bundle=router",
				"wamp.router.ssl.client-auth="),

		SERVLET(WebApplicationType.SERVLET, "server.port=0", "server.ssl.bundle=router", "server.ssl.client-auth="),

		WEBFLUX(WebApplicationType.REACTIVE, "spring.reactor.netty.shutdown-quiet-period=0s", "server.port=0",
				"server.ssl.bundle=router", "server.ssl.client-auth=");

		private final WebApplicationType type;

		private final String[] properties;

		Endpoint(WebApplicationType type, String... properties) {
			this.type = type;
			this.properties = properties;
		}

		ConfigurableApplicationContext start(String clientAuth) {
			String[] all = this.properties.clone();
			all[all.length - 1] += clientAuth;
			return new SpringApplicationBuilder(Router.class).web(this.type)
				.properties("wamp.router.enabled=true", "wamp.fail-fast=true", "spring.main.banner-mode=off",
						"wamp.router.users.seven.role=meter",
						"wamp.router.users.seven.certificates[0]=subject:CN=meter-7,O=Acme",
						"wamp.router.users.gate.certificates=uri:spiffe://acme/gateway",
						"wamp.router.users.gate.secret=changeit")
				.properties(bundle("router", SERVER, CA))
				.properties(all)
				.run();
		}

		String url(ConfigurableApplicationContext context) {
			int port = (this == LISTENER)
					? context.getEnvironment().getRequiredProperty("local.wamp.router.port", Integer.class)
					: ((WebServerApplicationContext) context).getWebServer().getPort();
			return "wss://localhost:" + port + "/ws";
		}

	}

	/** The properties of an SSL bundle. */
	private static String[] bundle(String name, IssuedCertificate own, IssuedCertificate trusted) {
		String prefix = "spring.ssl.bundle.pem." + name;
		Stream<String> trust = Stream.of(prefix + ".truststore.certificate=" + pem(trusted));
		return ((own != null) ? Stream.concat(trust,
				Stream.of(prefix + ".keystore.certificate=" + pem(own), prefix + ".keystore.private-key=" + key(own)))
				: trust)
			.toArray(String[]::new);
	}

	private static String pem(IssuedCertificate certificate) {
		try {
			return pem("CERTIFICATE", certificate.certificate().getEncoded());
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String key(IssuedCertificate certificate) {
		return pem("PRIVATE KEY", certificate.keys().getPrivate().getEncoded());
	}

	private static String pem(String what, byte[] content) {
		return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content)
				+ "\n-----END " + what + "-----\n";
	}

	private static ApplicationContextRunner client(String url, IssuedCertificate own, String... properties) {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=" + url, "wamp.keep-alive=false", "wamp.fail-fast=true",
					"wamp.join-timeout=20s", "wamp.reconnect.max-retries=0", "wamp.ssl.bundle=mine")
			.withPropertyValues(bundle("mine", own, CA))
			.withPropertyValues(properties);
	}

	private static String joined(String url, IssuedCertificate own, String... properties) {
		AtomicReference<String> joined = new AtomicReference<>();
		client(url, own, properties).run((context) -> {
			assertThat(context).hasNotFailed();
			WampSession session = await().until(context.getBean(WampConnection.class)::getSession, Objects::nonNull);
			joined.set(session.getAuthId() + ", " + session.getAuthRole() + " by " + session.getAuthMethod());
		});
		return joined.get();
	}

	private static String refused(ApplicationContextRunner client) {
		AtomicReference<String> message = new AtomicReference<>();
		client.run((context) -> {
			assertThat(context).hasFailed();
			message.set(Stream.iterate(context.getStartupFailure(), Objects::nonNull, Throwable::getCause)
				.map(Throwable::getMessage)
				.toList()
				.toString());
		});
		return message.get();
	}

	@ParameterizedTest
	@CsvSource({ "LISTENER, netty", "LISTENER, tomcat", "SERVLET, netty", "SERVLET, tomcat", "WEBFLUX, netty",
			"WEBFLUX, tomcat" })
	void aUserJoinsByItsCertificate(Endpoint endpoint, String transport) {
		try (ConfigurableApplicationContext router = endpoint.start("want")) {
			String url = endpoint.url(router);
			String[] properties = { "wamp.auth.methods=tls", "wamp.transport=" + transport };
			assertThat(joined(url, METER, properties)).isEqualTo("seven, meter by tls");
			assertThat(joined(url, GATEWAY, properties)).isEqualTo("gate, user by tls");
			assertThat(joined(url, BEAN, properties)).isEqualTo("CN=pump-3,O=Acme, pump by tls");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoIsNotAUserIsRefused(Endpoint endpoint) {
		try (ConfigurableApplicationContext router = endpoint.start("want")) {
			String url = endpoint.url(router);
			String tls = "wamp.auth.methods=tls";
			for (String refused : Arrays.asList(refused(client(url, UNKNOWN, tls)),
					refused(client(url, METER, tls, "wamp.auth.authid=gate")),
					refused(client(url, METER, tls, "wamp.auth.authid=nobody")))) {
				assertThat(refused).contains("wamp.error.authentication_denied",
						"The authid or its proof is not valid");
			}
			assertThat(joined(url, METER, tls, "wamp.auth.authid=seven")).isEqualTo("seven, meter by tls");
			assertThat(refused(client(url, null).withBean(WampAuthenticator.class, () -> new TlsAuthenticator(null))))
				.contains("wamp.error.authentication_required");
		}
	}

	@ParameterizedTest
	@EnumSource
	void withoutACertificateTheNextMethodIsTaken(Endpoint endpoint) {
		try (ConfigurableApplicationContext router = endpoint.start("want")) {
			String url = endpoint.url(router);
			String[] both = { "wamp.auth.methods=tls,wampcra", "wamp.auth.authid=gate", "wamp.auth.secret=changeit" };
			assertThat(joined(url, GATEWAY, both)).isEqualTo("gate, user by tls");
			// its issuer is not one that the router asks for, so that it is not shown
			assertThat(joined(url, IssuedCertificate.authority("CN=gateway,O=Else"), both))
				.isEqualTo("gate, user by wampcra");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatIsNotTrustedOrHasExpiredDoesNotGetThatFar(Endpoint endpoint) {
		try (ConfigurableApplicationContext router = endpoint.start("want")) {
			String url = endpoint.url(router);
			for (IssuedCertificate certificate : Arrays.asList(FORGED, EXPIRED)) {
				assertThat(refused(client(url, certificate, "wamp.auth.methods=tls")))
					.doesNotContain("wamp.error.authentication_denied");
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void aCertificateMayBeDemandedOfAll(Endpoint endpoint) {
		try (ConfigurableApplicationContext router = endpoint.start("need")) {
			String url = endpoint.url(router);
			assertThat(joined(url, METER, "wamp.auth.methods=tls")).isEqualTo("seven, meter by tls");
			assertThat(refused(client(url, null, "wamp.auth.authid=gate", "wamp.auth.secret=changeit")))
				.doesNotContain("wamp.error.authentication");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatAProxyMaySayInHeadersIsNotBelieved(Endpoint endpoint) {
		try (ConfigurableApplicationContext router = endpoint.start("want")) {
			String encoded = pem(METER).replace("\n", "").replaceAll("-----[A-Z ]+-----", "");
			assertThat(refused(client(endpoint.url(router), null, "wamp.headers.Client-Cert=:" + encoded + ":",
					"wamp.headers.X-Forwarded-Client-Cert=" + encoded, "wamp.headers.X-SSL-Client-Cert=" + encoded,
					"wamp.headers.ssl_client_cert=" + encoded)
				.withBean(WampAuthenticator.class, () -> new TlsAuthenticator(null))))
				.contains("wamp.error.authentication_required");
		}
	}

	@Test
	void whoIsNotTrustedAnyMoreIsRefusedFromTheNextConnectionOn() {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("router", stores(CA));
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withBean(SslBundleRegistry.class, () -> bundles)
			.withPropertyValues("wamp.router.enabled=true", "wamp.router.listen=localhost:0",
					"wamp.router.ssl.bundle=router", "wamp.router.ssl.client-auth=need",
					"wamp.router.users.seven.certificates[0]=subject:CN=meter-7,O=Acme")
			.run((router) -> {
				String url = "wss://localhost:" + router.getEnvironment().getProperty("local.wamp.router.port") + "/ws";
				assertThat(joined(url, METER, "wamp.auth.methods=tls")).isEqualTo("seven, user by tls");
				bundles.updateBundle("router", stores(OTHER_CA));
				assertThat(refused(client(url, METER, "wamp.auth.methods=tls")))
					.doesNotContain("wamp.error.authentication_denied");
			});
	}

	private static SslBundle stores(IssuedCertificate trusted) {
		return SslBundle
			.of(new PemSslStoreBundle(PemSslStoreDetails.forCertificates(pem(SERVER)).withPrivateKey(key(SERVER)),
					PemSslStoreDetails.forCertificates(pem(trusted))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "truststore", "keystore" })
	void aRouterWithoutAPrivateKeyFailsTheStart(String store) {
		assertThat(failure(WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.listen=localhost:0", "wamp.router.ssl.bundle=router",
					"spring.ssl.bundle.pem.router." + store + ".certificate=" + pem(SERVER))))
			.contains("wamp.router.ssl.bundle", "keystore.private-key");
	}

	@Test
	void whatCannotWorkFailsTheStart() {
		ApplicationContextRunner router = WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.listen=localhost:0");
		assertThat(failure(router.withPropertyValues("wamp.router.ssl.client-auth=want")))
			.contains("wamp.router.ssl.client-auth", "set wamp.router.ssl.bundle");
		assertThat(failure(router.withPropertyValues("wamp.router.ssl.client-auth=need",
				"wamp.router.ssl.bundle=router", "spring.ssl.bundle.pem.router.keystore.certificate=" + pem(SERVER),
				"spring.ssl.bundle.pem.router.keystore.private-key=" + key(SERVER))))
			.contains("wamp.router.ssl.client-auth", "add a trust store");
		assertThat(failure(router.withPropertyValues("wamp.router.users.joe.certificates=CN=joe")))
			.contains("wamp.router.users.joe.certificates", "sha256:, subject:");
		assertThat(failure(router.withPropertyValues("wamp.router.users.joe.certificates=sha256:abc")))
			.contains("wamp.router.users.joe.certificates", "64 hexadecimal digits")
			.doesNotContain("item of a list");
		assertThat(failure(router.withPropertyValues("wamp.router.users.joe.certificates=subject:CN=joe,O=Acme")))
			.contains("wamp.router.users.joe.certificates", "must be an item of a list");
		assertThat(failure(client("wss://localhost:1/ws", null, "wamp.auth.methods=tls"))).contains("wamp.auth.methods",
				"ssl.bundle");
		assertThat(failure(client("ws://localhost:1/ws", METER, "wamp.auth.methods=tls"))).contains("wamp.auth.methods",
				"ws://localhost:1/ws is without TLS");
		assertThat(failure(client("wss://localhost:1/ws,ws://localhost:2/ws", METER, "wamp.auth.methods=tls")))
			.contains("wamp.auth.methods", "ws://localhost:2/ws is without TLS");
	}

	@Test
	void certificatesThatNobodyIsAskedForAreTold(CapturedOutput output) {
		WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.listen=localhost:0", "wamp.router.users.joe.certificates=dns:joe.example")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("wamp.router.users.joe.certificates has no effect at wamp.router.listen")
					.contains("wamp.router.ssl.client-auth=want");
			});
	}

	@Test
	void aBundleThatNoUrlIsForIsTold(CapturedOutput output) {
		ApplicationContextRunner client = client("wss://localhost:1/ws,ws://localhost:2/ws", METER,
				"wamp.auto-startup=false", "wamp.fail-fast=false");
		client.run((context) -> assertThat(output).doesNotContain("wamp.ssl.bundle has no effect"));
		client.withPropertyValues("wamp.urls=ws://localhost:1/ws").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).containsOnlyOnce("wamp.ssl.bundle has no effect");
		});
	}

	private static String failure(ApplicationContextRunner runner) {
		AtomicReference<String> message = new AtomicReference<>();
		runner.run((context) -> {
			assertThat(context).hasFailed();
			message.set(String.valueOf(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure())));
		});
		return message.get();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Router {

		@Bean
		WampUserLookup pumps() {
			return WampUserLookup.byCertificate((realm, certificate) -> {
				String name = certificate.getSubjectX500Principal().getName();
				return name.startsWith("CN=pump-")
						? new WampUser(name, "pump", List.of(CertificateCredential.of(certificate))) : null;
			});
		}

	}

}
