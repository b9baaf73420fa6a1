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

import java.util.List;
import java.util.Set;

import io.github.wampspring.auth.TicketSource;
import io.github.wampspring.autoconfigure.common.ConnectionsByName;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.security.CallerAuthentication;
import io.github.wampspring.security.DisclosedCaller;
import io.github.wampspring.security.OAuth2TicketSource;
import io.github.wampspring.security.SecurityContextInterceptor;
import io.github.wampspring.security.SecurityErrorHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/**
 * Auto-configuration for Spring Security in clients: handlers run as their caller, and
 * OAuth 2.0 clients get tickets.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration",
		"org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration" })
@ConditionalOnClass(AuthenticationManager.class)
@ConditionalOnBooleanProperty(name = "wamp.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WampSecurityProperties.class)
public final class WampSecurityAutoConfiguration {

	/** Outside of the application's interceptors, inside of those that only observe. */
	private static final int INTERCEPTOR_ORDER = Ordered.HIGHEST_PRECEDENCE + 1000;

	@Bean
	@ConditionalOnMissingBean
	CallerAuthentication wampCallerAuthentication(WampSecurityProperties properties,
			ObjectProvider<WampRouter> router) {
		return new DisclosedCaller(router::getIfAvailable, properties.getTrustedConnections());
	}

	@Bean
	static SmartInitializingSingleton wampTrustedConnectionsCheck(WampSecurityProperties properties,
			ListableBeanFactory beans, ObjectProvider<WampConnection> connections) {
		return () -> {
			List<String> trusted = properties.getTrustedConnections();
			Set<String> known = trusted.isEmpty() ? Set.of() : ConnectionsByName.of(beans, connections).keySet();
			trusted.stream().filter((name) -> !known.contains(name)).findFirst().ifPresent((name) -> {
				throw new InvalidConfigurationPropertyValueException("wamp.security.trusted-connections", name,
						"there is no such connection, only " + known + ": correct the name, or configure it in"
								+ " wamp.connections");
			});
		};
	}

	@Bean
	@Order(INTERCEPTOR_ORDER)
	@ConditionalOnBooleanProperty(name = "wamp.security.context", matchIfMissing = true)
	@ConditionalOnMissingBean
	SecurityContextInterceptor wampSecurityContextInterceptor(CallerAuthentication callers,
			ObjectProvider<SecurityContextHolderStrategy> holder) {
		return new SecurityContextInterceptor(callers,
				holder.getIfAvailable(SecurityContextHolder::getContextHolderStrategy));
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	@ConditionalOnMissingBean
	SecurityErrorHandler wampSecurityErrorHandler() {
		return new SecurityErrorHandler();
	}

	/** Tokens of OAuth 2.0 clients. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OAuth2AuthorizedClientManager.class)
	@Conditional(OnOAuth2Client.class)
	static class OAuth2ClientConfiguration {

		@Bean
		@ConditionalOnMissingBean(TicketSource.class)
		OAuth2TicketSource wampOAuth2TicketSource(ObjectProvider<OAuth2AuthorizedClientManager> managers,
				ObjectProvider<ClientRegistrationRepository> registrations,
				ObjectProvider<OAuth2AuthorizedClientService> clients) {
			ClientRegistrationRepository repository = registrations.getIfAvailable();
			OAuth2AuthorizedClientService service = clients.getIfAvailable();
			OAuth2AuthorizedClientManager manager = own(managers);
			if (manager == null && repository != null && service != null) {
				manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(repository, service);
			}
			return new OAuth2TicketSource((manager != null) ? manager : managers.getObject());
		}

		/** Spring Security's default one works only while an HTTP request is handled. */
		private static @Nullable OAuth2AuthorizedClientManager own(
				ObjectProvider<OAuth2AuthorizedClientManager> managers) {
			return managers.orderedStream()
				.filter((manager) -> !manager.getClass()
					.getName()
					.equals("org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager"))
				.findFirst()
				.orElse(null);
		}

	}

	/** Whether there is anything of OAuth 2.0 clients. */
	static class OnOAuth2Client extends AnyNestedCondition {

		OnOAuth2Client() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnBean(OAuth2AuthorizedClientManager.class)
		static class OnManager {

		}

		@ConditionalOnBean({ ClientRegistrationRepository.class, OAuth2AuthorizedClientService.class })
		static class OnRegistrations {

		}

	}

}
