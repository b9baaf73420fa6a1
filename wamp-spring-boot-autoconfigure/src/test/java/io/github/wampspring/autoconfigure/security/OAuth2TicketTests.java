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

package io.github.wampspring.autoconfigure.security;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.security.WampAuthenticationToken;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients whose ticket is the access token of an OAuth 2.0 client.
 */
class OAuth2TicketTests {

	private static final ClientRegistration REGISTRATION = ClientRegistration.withRegistrationId("meter")
		.clientId("meter-client")
		.clientSecret("secret")
		.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
		.tokenUri("http://localhost:1/token")
		.build();

	private static ApplicationContextRunner router() {
		return new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withUserConfiguration(SecuredRouter.class)
			.withPropertyValues("wamp.router.enabled=true", "wamp.router.listen=localhost:0", "wamp.keep-alive=false",
					"wamp.router.security.ticket=token", "wamp.router.security.session-end.check-interval=50ms");
	}

	private static String url(ConfigurableApplicationContext router) {
		return "ws://localhost:" + router.getEnvironment().getRequiredProperty("local.wamp.router.port") + "/ws";
	}

	@Test
	void aNewTokenIsTakenAtEachJoin() {
		router().run((router) -> Clients
			.client(url(router), "wamp.auth.oauth2-registration=meter", "wamp.reconnect.max-retries=5",
					"wamp.reconnect.initial-interval=10ms")
			.withUserConfiguration(ShortLivedTokens.class)
			.run((client) -> {
				ShortLivedTokens tokens = client.getBean(ShortLivedTokens.class);
				WampSession first = Clients.session(client);
				assertThat(first.getAuthId()).isEqualTo("meter-client");
				await().atMost(Duration.ofSeconds(20)).until(() -> !first.isOpen());
				await().atMost(Duration.ofSeconds(10))
					.until(() -> client.getBean(WampConnection.class).getSession() != null
							&& client.getBean(WampConnection.class).getSession() != first);
				assertThat(tokens.issued).hasSizeGreaterThan(1).doesNotHaveDuplicates();
				assertThat(tokens.asked).containsOnly("meter");
			}));
	}

	@Test
	void tokensComeFromTheRegistrationsOfTheApplication() {
		router().run((router) -> Clients.client(url(router), "wamp.auth.oauth2-registration=meter")
			.withUserConfiguration(Registrations.class)
			.run((client) -> assertThat(Clients.session(client).getAuthId()).isEqualTo("meter-client")));
	}

	@Test
	void aRegistrationWithoutClientsFailsTheStart() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.auth.oauth2-registration=meter", "wamp.keep-alive=false")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.auth.oauth2-registration")
				.hasMessageContaining("there is no OAuth2AuthorizedClientManager"));
	}

	@Test
	void aTicketBesideItFailsTheStart() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withUserConfiguration(Registrations.class)
			.withPropertyValues("wamp.auth.oauth2-registration=meter", "wamp.auth.ticket=secret",
					"wamp.auth.authid=joe", "wamp.keep-alive=false")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("one too many"));
	}

	@Test
	void withoutOAuth2NothingOfItIsLoaded() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2"))
			.withPropertyValues("wamp.auto-startup=false", "wamp.keep-alive=false", "wamp.router.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("wampOAuth2TicketSource"));
	}

	@Configuration(proxyBeanMethods = false)
	static class ShortLivedTokens implements OAuth2AuthorizedClientManager {

		final List<String> issued = new CopyOnWriteArrayList<>();

		final List<String> asked = new CopyOnWriteArrayList<>();

		@Override
		public OAuth2AuthorizedClient authorize(OAuth2AuthorizeRequest request) {
			this.asked.add(request.getClientRegistrationId());
			Instant expiry = Instant.now().plusSeconds(2);
			String token = Tokens.of("meter-client", expiry, "n" + this.asked.size());
			this.issued.add(token);
			return new OAuth2AuthorizedClient(REGISTRATION, "wamp",
					new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, token, expiry.minusSeconds(10), expiry));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Registrations {

		@Bean
		ClientRegistrationRepository registrations() {
			return new InMemoryClientRegistrationRepository(REGISTRATION);
		}

		@Bean
		OAuth2AuthorizedClientService clients(ClientRegistrationRepository registrations) {
			OAuth2AuthorizedClientService clients = new InMemoryOAuth2AuthorizedClientService(registrations);
			Instant expiry = Instant.now().plusSeconds(600);
			OAuth2AccessToken token = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER,
					Tokens.of("meter-client", expiry), expiry.minusSeconds(3600), expiry);
			clients.saveAuthorizedClient(new OAuth2AuthorizedClient(REGISTRATION, "wamp", token),
					new WampAuthenticationToken("wamp", "client"));
			return clients;
		}

	}

}
