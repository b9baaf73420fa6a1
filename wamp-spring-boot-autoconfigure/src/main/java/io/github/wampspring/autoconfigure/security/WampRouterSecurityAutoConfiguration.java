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
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.autoconfigure.router.RouterEndpoint;
import io.github.wampspring.autoconfigure.router.RouterPermissionProperties;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterProperties;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.UriPatterns;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.security.AuthenticationExpiry;
import io.github.wampspring.security.AuthorityAuthroleMapper;
import io.github.wampspring.security.AuthroleMapper;
import io.github.wampspring.security.HandshakePrincipalProvider;
import io.github.wampspring.security.HttpSessionInterceptor;
import io.github.wampspring.security.SecurityTicketProvider;
import io.github.wampspring.security.SecurityWampAuthorizer;
import io.github.wampspring.security.SessionEnds;
import io.github.wampspring.security.SessionReaper;
import io.github.wampspring.security.TicketKind;
import io.github.wampspring.security.WebSessionFilter;
import jakarta.servlet.http.HttpSession;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.server.WebFilter;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Auto-configuration for Spring Security in the embedded router: who may join it, what
 * sessions may do, and when they end.
 */
@AutoConfiguration(before = WampRouterAutoConfiguration.class,
		afterName = "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration")
@ConditionalOnClass(AuthenticationManager.class)
@ConditionalOnBooleanProperty("wamp.router.enabled")
@EnableConfigurationProperties({ WampRouterSecurityProperties.class, WampRouterProperties.class })
public final class WampRouterSecurityAutoConfiguration {

	private static final Log logger = LogFactory.getLog(WampRouterSecurityAutoConfiguration.class);

	private static final String PREFIX = "wamp.router.security";

	private static final PropertyRules RULES = new PropertyRules(PREFIX);

	private static final String TOKENS = "org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken";

	@Bean
	@ConditionalOnMissingBean
	AuthroleMapper wampAuthroleMapper(WampRouterSecurityProperties properties) {
		Map<String, String> roles = new LinkedHashMap<>();
		for (int i = 0; i < properties.getRoles().size(); i++) {
			WampRouterSecurityProperties.Role role = properties.getRoles().get(i);
			notEmpty("roles[" + i + "].authority", role.getAuthority());
			if (roles.put(role.getAuthority(), notEmpty("roles[" + i + "].role", role.getRole())) != null) {
				throw RULES.invalid("roles[" + i + "].authority", role.getAuthority(),
						"it has an authrole already: leave out one of them");
			}
		}
		if (properties.getAuthenticationManager() != null && properties.getTicket() == null) {
			throw RULES.invalid("authentication-manager", properties.getAuthenticationManager(),
					"it checks tickets, and none are taken: set " + PREFIX + ".ticket, or leave this out");
		}
		return new AuthorityAuthroleMapper(roles, notEmpty("default-role", properties.getDefaultRole()));
	}

	private static String notEmpty(String name, String value) {
		if (!StringUtils.hasText(value)) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + "." + name, value, "it must not be empty");
		}
		return value;
	}

	@Bean
	@ConditionalOnMissingBean
	SessionEnds wampSessionEnds(WampRouterSecurityProperties properties, ObjectProvider<AuthenticationExpiry> expiry) {
		WampRouterSecurityProperties.SessionEnd end = properties.getSessionEnd();
		return new SessionEnds(end.isWithToken() ? expiry.getIfAvailable(AuthenticationExpiry::ofTokens) : null,
				end.isWithHttpSession());
	}

	@Bean
	@ConditionalOnMissingBean
	SessionReaper wampSessionReaper(WampRouter router, SessionEnds ends, WampRouterSecurityProperties properties) {
		return new SessionReaper(router, ends,
				RULES.positive("session-end.check-interval", properties.getSessionEnd().getCheckInterval()));
	}

	/** Tickets. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty("wamp.router.security.ticket")
	static class TicketConfiguration {

		@Bean
		@ConditionalOnMissingBean
		SecurityTicketProvider wampSecurityTicketProvider(WampRouterSecurityProperties properties,
				WampRouterProperties router, AuthroleMapper roles, ApplicationContext beans) {
			TicketKind kind = properties.getTicket();
			if (kind == null) {
				throw new InvalidConfigurationPropertyValueException(PREFIX + ".ticket", null,
						"it must be password or token");
			}
			if (router.getAuthenticators().containsKey("ticket")) {
				throw new InvalidConfigurationPropertyValueException(PREFIX + ".ticket", kind,
						"wamp.router.authenticators.ticket lets a procedure check tickets: leave out one of them");
			}
			if (kind == TicketKind.TOKEN && !ClassUtils.isPresent(TOKENS, beans.getClassLoader())) {
				throw new InvalidConfigurationPropertyValueException(PREFIX + ".ticket", kind,
						"the support of tokens is not on the class path: add the dependency"
								+ " spring-boot-starter-security-oauth2-resource-server");
			}
			return new SecurityTicketProvider(kind,
					manager(kind, properties.getAuthenticationManager(), router.getHandshakeTimeout(), beans), roles,
					RULES.atLeast(1, "threads", properties.getThreads()),
					RULES.atLeast(1, "queue-capacity", properties.getQueueCapacity()));
		}

		private static AuthenticationManager manager(TicketKind kind, @Nullable String name, Duration timeout,
				ApplicationContext beans) {
			if (name != null) {
				return named(name, beans);
			}
			AuthenticationManager manager = (kind == TicketKind.TOKEN) ? new TokenManagers(beans, timeout).find()
					: new PasswordManagers(beans, timeout).find();
			if (manager == null) {
				throw new InvalidConfigurationPropertyValueException(PREFIX + ".ticket", kind,
						(kind == TicketKind.TOKEN)
								? "there is neither a JwtDecoder nor an OpaqueTokenIntrospector, and " + PREFIX
										+ ".authentication-manager names no bean"
								: "there is neither an AuthenticationManager nor a UserDetailsService");
			}
			return manager;
		}

		private static AuthenticationManager named(String name, BeanFactory beans) {
			if (!beans.containsBean(name) || !beans.isTypeMatch(name, AuthenticationManager.class)) {
				throw new InvalidConfigurationPropertyValueException(PREFIX + ".authentication-manager", name,
						"there is no AuthenticationManager of that name");
			}
			return beans.getBean(name, AuthenticationManager.class);
		}

	}

	/** Who the handshake was authenticated as. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty("wamp.router.security.handshake")
	static class HandshakeConfiguration {

		@Bean
		static SmartInitializingSingleton wampHandshakeCheck(ObjectProvider<RouterEndpoint> endpoint) {
			return () -> {
				if (endpoint.getIfAvailable() == null) {
					logger
						.warn("wamp.router.security.handshake has no effect, since the router has no endpoint at a web"
								+ " server, and wamp.router.listen is not behind the filter chain of Spring Security: add"
								+ " spring-boot-starter-webmvc or spring-boot-starter-webflux, or let sessions join in another"
								+ " way");
				}
			};
		}

		/** Without an endpoint it would be a method by which nobody can join. */
		@Bean
		@ConditionalOnMissingBean
		@Conditional(OnRouterEndpointCondition.class)
		HandshakePrincipalProvider wampHandshakePrincipalProvider(AuthroleMapper roles, SessionEnds ends,
				WampRouterProperties router) {
			if (router.getAllowedOrigins().contains("*")) {
				logger.warn("Any web page can act in the name of its visitors at the WAMP router, since"
						+ " wamp.router.security.handshake takes their cookies, and wamp.router.allowed-origins is '*'");
			}
			return new HandshakePrincipalProvider(roles, ends);
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ HttpSession.class, HandshakeInterceptor.class })
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		static class ServletConfiguration {

			@Bean
			@ConditionalOnMissingBean
			HttpSessionInterceptor wampHttpSessionInterceptor() {
				return new HttpSessionInterceptor();
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(WebFilter.class)
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		static class ReactiveConfiguration {

			@Bean
			@ConditionalOnMissingBean
			WebSessionFilter wampWebSessionFilter() {
				return new WebSessionFilter();
			}

		}

	}

	/** What sessions may do. */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnAuthorizationManagerCondition.class)
	static class AuthorizationConfiguration {

		@Bean
		@ConditionalOnMissingBean
		SecurityWampAuthorizer wampSecurityAuthorizer(BeanFactory beans, WampRouterProperties router) {
			if (!router.getAuthorizers().isEmpty()) {
				throw new InvalidConfigurationPropertyValueException("wamp.router.authorizers[0].procedure",
						router.getAuthorizers().get(0).getProcedure(),
						"the bean AuthorizationManager<AuthorizationRequest> decides about all roles, so that no procedure"
								+ " would be asked: leave out one of them");
			}
			for (int i = 0; i < router.getPermissions().size(); i++) {
				check("wamp.router.permissions[" + i + "].uri", router.getPermissions().get(i));
			}
			return new SecurityWampAuthorizer(beans
				.<AuthorizationManager<AuthorizationRequest>>getBeanProvider(OnAuthorizationManagerCondition.TYPE)
				.getObject());
		}

		/**
		 * A permission that refuses something must not be taken for one that counts.
		 */
		private static void check(String name, RouterPermissionProperties permission) {
			if (!UriPatterns.overlap(MatchPolicy.PREFIX, "wamp.", permission.getMatch(), permission.getUri())) {
				throw new InvalidConfigurationPropertyValueException(name, permission.getUri(),
						"the bean AuthorizationManager<AuthorizationRequest> decides about it, and permissions count below"
								+ " wamp. only: make it a rule of that bean");
			}
		}

	}

}
