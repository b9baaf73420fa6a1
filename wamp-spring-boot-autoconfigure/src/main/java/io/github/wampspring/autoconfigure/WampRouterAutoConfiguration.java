package io.github.wampspring.autoconfigure;

import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.protocol.codec.PayloadMapper;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampAuthorizer;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.InProcessConnector;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the embedded router, and the connection to it within the JVM.
 */
@AutoConfiguration(after = WampSerializerAutoConfiguration.class)
@ConditionalOnBooleanProperty("wamp.router.enabled")
@EnableConfigurationProperties(WampRouterProperties.class)
public final class WampRouterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RouterSettings wampRouterSettings(WampRouterProperties properties,
			ObjectProvider<WampAuthenticationProvider> authenticationProviders,
			ObjectProvider<WampUserLookup> userLookups, ObjectProvider<WampAuthorizer> authorizers) {
		RouterSettings.Builder settings = new RouterSettingsMapper(properties).map();
		authenticationProviders.orderedStream().forEach(settings::authenticationProvider);
		userLookups.orderedStream().forEach(settings::userLookup);
		authorizers.orderedStream().forEach(settings::authorizer);
		return settings.build();
	}

	@Bean
	@ConditionalOnMissingBean
	WampRouter wampRouter(RouterSettings settings, PayloadMapper mapper) {
		return new WampRouter(settings, mapper);
	}

	@Bean
	@ConditionalOnMissingBean
	InProcessConnector wampInProcessConnector(WampRouter router, PayloadMapper mapper) {
		return new InProcessConnector(router, mapper);
	}

	@Bean
	WampRouterLifecycle wampRouterLifecycle(WampRouter router, ObjectProvider<RouterEndpoint> endpoint) {
		return new WampRouterLifecycle(router, endpoint.getIfAvailable());
	}

}
