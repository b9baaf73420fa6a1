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

package io.github.wampspring.docs.reference;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import io.github.wampspring.ChannelBinding;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.auth.WampHandshakeUser;
import io.github.wampspring.auth.WampHandshakeUserLookup;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.auth.scram.ScramCredentials;
import io.github.wampspring.auth.scram.ScramKdf;
import io.github.wampspring.auth.tls.CertificateCredential;
import io.github.wampspring.autoconfigure.AuthMethod;
import io.github.wampspring.autoconfigure.WampProperties;
import io.github.wampspring.autoconfigure.router.WampRouterProperties;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the code and the settings of the page about authentication.
 */
@SpringBootTest(classes = AuthenticationTests.Application.class,
		webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.config.location=classpath:docs/authentication.yml", "wamp.router.enabled=true" })
class AuthenticationTests {

	@LocalServerPort
	private int port;

	static Stream<Arguments> users() {
		return Stream.of(Arguments.of("backend", "ticket", "wamp.auth.ticket=changeit"),
				Arguments.of("backend", "wampcra", "wamp.auth.secret=changeit"),
				Arguments.of("salted", "ticket", "wamp.auth.ticket=changeit"),
				Arguments.of("salted", "wampcra", "wamp.auth.secret=changeit"),
				Arguments.of("salted", "wamp-scram", "wamp.auth.secret=changeit"),
				Arguments.of("hashed", "wamp-scram", "wamp.auth.secret=changeit"),
				Arguments.of("hashed", "scram", "wamp.auth.secret=changeit"),
				Arguments.of("meter-7", "cryptosign", "wamp.auth.private-key=" + "0123456789abcdef".repeat(4)),
				Arguments.of("alice", "wamp-scram", "wamp.auth.secret=wonderland"));
	}

	@ParameterizedTest
	@MethodSource("users")
	void usersJoin(String authId, String method, String property) {
		assertThat(whoJoins(Client.class, property, "wamp.auth.authid=" + authId, "wamp.auth.methods=" + method))
			.isEqualTo(authId + " by " + method);
	}

	@Test
	void methodsOfOnesOwnAreBeans() {
		assertThat(whoJoins(BadgeClient.class)).isEqualTo("porter by badge");
	}

	@Test
	void aCookieTellsWhoJoins() {
		assertThat(whoJoins(Client.class, "wamp.headers.Cookie=SESSION=f81d4fae", "wamp.auth.methods=cookie"))
			.isEqualTo("alice by cookie");
	}

	@Test
	void methodsAreOfferedInTheirOrder() throws IOException {
		WampProperties properties = bind("authentication-client.yml", "wamp", WampProperties.class);
		assertThat(properties.getAuth().getMethods()).containsExactly(AuthMethod.WAMP_SCRAM, AuthMethod.WAMPCRA);
		assertThat(properties.getAuth().getSecret()).isEqualTo("changeit");
		assertThat(properties.getAuth().getPrivateKeyFile()).hasFileName("meter.key");
		assertThat(properties.getAuth().getChannelBinding()).isEqualTo(ChannelBinding.TLS_EXPORTER);
	}

	@Test
	void certificatesAreToldByProperties() throws IOException {
		WampRouterProperties router = bind("authentication-tls.yml", "wamp.router", WampRouterProperties.class);
		assertThat(router.getSsl().getClientAuth()).isEqualTo(WampRouterProperties.Ssl.ClientAuth.WANT);
		assertThat(router.getUsers().values()).allSatisfy(
				(user) -> assertThat(user.getCertificates()).isNotEmpty().allSatisfy(CertificateCredential::parse));
		assertThat(router.getUsers().get("pump-3").getCertificates()).hasSize(2);
		assertThat(bind("authentication-tls-client.yml", "wamp", WampProperties.class).getAuth().getMethods())
			.containsExactly(AuthMethod.TLS);
	}

	private static <T> T bind(String file, String prefix, Class<T> type) throws IOException {
		StandardEnvironment environment = new StandardEnvironment();
		new YamlPropertySourceLoader().load(file, new ClassPathResource("docs/" + file))
			.forEach(environment.getPropertySources()::addLast);
		return Binder.get(environment).bind(prefix, type).get();
	}

	private String whoJoins(Class<?> client, String... properties) {
		String[] all = Stream
			.concat(Arrays.stream(properties),
					Stream.of("spring.main.web-application-type=none", "wamp.urls=ws://localhost:" + this.port + "/ws"))
			.toArray(String[]::new);
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(client).properties(all).run()) {
			WampSession session = await().until(context.getBean(WampConnection.class)::getSession, Objects::nonNull);
			return session.getAuthId() + " by " + session.getAuthMethod();
		}
	}

	/**
	 * Somebody who is kept elsewhere.
	 *
	 * @param credentials the credentials
	 */
	record Customer(ScramCredentials credentials) {
	}

	/** Where they are kept. */
	static class Customers {

		private final Customer alice = new Customer(ScramCredentials.derive("wonderland", ScramKdf.PBKDF2, 4096, 0));

		@Nullable Customer find(String name) {
			return name.equals("alice") ? this.alice : null;
		}

	}

	/**
	 * Somebody who has logged in.
	 *
	 * @param user who it is
	 */
	record Login(String user) {
	}

	/** Who has logged in. */
	static class Logins {

		CompletionStage<@Nullable Login> find(@Nullable String session) {
			return CompletableFuture.completedStage("f81d4fae".equals(session) ? new Login("alice") : null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BadgeProvider.class)
	static class Application {

		@Bean
		Customers customerRepository() {
			return new Customers();
		}

		// tag::lookup[]
		@Bean
		WampUserLookup customers(Customers customers) {
			return (realm, authId) -> {
				Customer customer = customers.find(authId);
				return (customer != null) ? new WampUser(authId, "customer", List.of(customer.credentials())) : null;
			};
		}
		// end::lookup[]

		@Bean
		Logins openLogins() {
			return new Logins();
		}

		// tag::handshake[]
		@Bean
		WampHandshakeUserLookup logins(Logins logins) {
			return (handshake) -> logins.find(handshake.cookie("SESSION"))
				.thenApply((login) -> (login != null) ? new WampHandshakeUser(login.user()) : null);
		}
		// end::handshake[]

		// tag::certificates[]
		@Bean
		WampUserLookup meters() {
			return WampUserLookup.byCertificate((realm, certificate) -> {
				boolean ours = certificate.getIssuerX500Principal().equals(new X500Principal("CN=Meters,O=Acme"));
				return ours ? new WampUser("meter-" + certificate.getSerialNumber(), "meter",
						List.of(CertificateCredential.of(certificate))) : null;
			});
		}
		// end::certificates[]

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Client {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class BadgeClient {

		@Bean
		WampAuthenticator badge() {
			return new WampAuthenticator() {

				@Override
				public String getMethod() {
					return "badge";
				}

				@Override
				public @Nullable String getAuthId() {
					return null;
				}

				@Override
				public Answer authenticate(Challenge challenge) {
					return new Answer("0815");
				}

			};
		}

	}

	// tag::provider[]
	@Component
	static class BadgeProvider implements WampAuthenticationProvider {

		@Override
		public String getMethod() {
			return "badge";
		}

		@Override
		public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
			return CompletableFuture.completedFuture(new Challenged(Dict.of("reader", 4), this::answered));
		}

		private CompletionStage<AuthenticationStep> answered(Authenticate answer) {
			return CompletableFuture.completedFuture(answer.signature().equals("0815")
					? new Accepted(new WampIdentity("porter", "staff", getMethod(), "badges"))
					: new Refused(ErrorUris.AUTHENTICATION_DENIED, "This badge is not valid"));
		}

	}
	// end::provider[]

}
