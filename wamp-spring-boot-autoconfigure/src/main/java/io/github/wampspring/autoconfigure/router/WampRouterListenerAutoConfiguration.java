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

import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import io.github.wampspring.autoconfigure.common.NamedSslBundle;
import io.github.wampspring.autoconfigure.common.NettyPresence;
import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.netty.NettyServerSettings;
import io.github.wampspring.transport.netty.NettyWebSocketServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration for the router's own listener, which needs no web server.
 */
@AutoConfiguration(after = { WampRouterAutoConfiguration.class, SslAutoConfiguration.class })
@Conditional(WampRouterListenerAutoConfiguration.OnListen.class)
@ConditionalOnBean(WampRouter.class)
@EnableConfigurationProperties(WampRouterProperties.class)
@ImportRuntimeHints(NettyPresence.Hints.class)
public final class WampRouterListenerAutoConfiguration {

	private static final Log logger = LogFactory.getLog(WampRouterListenerAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	RouterListener wampRouterListener(WampRouter router, WampSerializers serializers, WampRouterProperties properties,
			ObjectProvider<HandshakeGuard> guards, ObjectProvider<SslBundles> bundles, ApplicationContext context,
			ConfigurableEnvironment environment) {
		String listen = String.valueOf(properties.getListen());
		if (!NettyPresence.test(context.getClassLoader())) {
			throw new InvalidConfigurationPropertyValueException(ListenAddress.PROPERTY, listen,
					"listening needs Netty, which is not on the class path: add the dependency "
							+ NettyPresence.DEPENDENCY);
		}
		ListenAddress address = ListenAddress.parse(listen);
		PropertyRules rules = new PropertyRules("wamp.router");
		Integer threads = properties.getListenThreads();
		NettyServerSettings settings = new NettyServerSettings(address.toSocketAddress(),
				RouterEndpoint.path(properties),
				(threads != null) ? rules.atLeast(1, "listen-threads", threads) : NettyServerSettings.defaultThreads(),
				rules.atLeast(1, "max-connections", properties.getMaxConnections()));
		ChannelSettings limits = WebSocketLimits.of(properties);
		HandshakeGuard guard = RouterEndpoint.guard(properties, guards);
		Supplier<SSLEngine> tls = tls(properties.getSsl(), bundles);
		warnOfCertificates(properties);
		return new RouterListener(address, settings.path(), tls != null,
				() -> new NettyWebSocketServer(settings, router, serializers.all(), limits, guard, tls), environment);
	}

	private static void warnOfCertificates(WampRouterProperties properties) {
		if (properties.getSsl().getClientAuth() == WampRouterProperties.Ssl.ClientAuth.NONE) {
			properties.getUsers()
				.entrySet()
				.stream()
				.filter((user) -> !user.getValue().getCertificates().isEmpty())
				.findFirst()
				.ifPresent((user) -> logger.warn("wamp.router.users." + user.getKey() + ".certificates has no effect at"
						+ " wamp.router.listen, which asks clients for none: set wamp.router.ssl.client-auth=want"));
		}
	}

	private static @Nullable Supplier<SSLEngine> tls(WampRouterProperties.Ssl ssl, ObjectProvider<SslBundles> bundles) {
		String bundle = ssl.getBundle();
		if (bundle != null && !bundle.isBlank()) {
			return new BundleEngines(bundle, () -> NamedSslBundle.get("wamp.router.ssl.bundle", bundle, bundles),
					ssl.getClientAuth());
		}
		if (ssl.getClientAuth() != WampRouterProperties.Ssl.ClientAuth.NONE) {
			throw new InvalidConfigurationPropertyValueException("wamp.router.ssl.client-auth", ssl.getClientAuth(),
					"there is no TLS at wamp.router.listen: set wamp.router.ssl.bundle");
		}
		return null;
	}

	/** Whether the property has a value. */
	static final class OnListen extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("WAMP router's listener");
			return StringUtils.hasText(context.getEnvironment().getProperty(ListenAddress.PROPERTY))
					? ConditionOutcome.match(message.foundExactly(ListenAddress.PROPERTY))
					: ConditionOutcome.noMatch(message.didNotFind("property").items(ListenAddress.PROPERTY));
		}

	}

}
