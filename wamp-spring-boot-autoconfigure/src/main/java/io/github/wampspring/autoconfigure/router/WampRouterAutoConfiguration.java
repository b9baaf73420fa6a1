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

import java.util.List;

import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampHandshakeUserLookup;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.dynamic.RealmCaller;
import io.github.wampspring.router.AsyncWampAuthorizer;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.WampRouterInterceptor;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.router.history.EventStore;
import io.github.wampspring.transport.local.InProcessConnector;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the embedded router, and the connection to it within the JVM.
 */
@AutoConfiguration(after = WampSerializerAutoConfiguration.class)
@ConditionalOnBooleanProperty("wamp.router.enabled")
@EnableConfigurationProperties(WampRouterProperties.class)
public final class WampRouterAutoConfiguration {

	/**
	 * The names of Spring Security's filters, which authenticate all requests where they
	 * are there.
	 */
	private static final List<String> SECURITY_FILTERS = List.of("springSecurityFilterChain",
			"org.springframework.security.config.annotation.web.reactive.WebFluxSecurityConfiguration.WebFilterChainFilter");

	@Bean
	@ConditionalOnMissingBean
	RouterSettings wampRouterSettings(WampRouterProperties properties,
			ObjectProvider<WampAuthenticationProvider> authenticationProviders,
			ObjectProvider<WampUserLookup> userLookups, ObjectProvider<AsyncWampAuthorizer> authorizers,
			ObjectProvider<WampRouterInterceptor> interceptors, ObjectProvider<EventStore> eventStore,
			RealmCaller caller, ObjectProvider<ClusterSettings> cluster,
			ObjectProvider<WampHandshakeUserLookup> handshakeLookups, ObjectProvider<RouterEndpoint> endpoint,
			ApplicationContext context) {
		RouterSettings.Builder settings = new RouterSettingsMapper(properties).map();
		List<WampAuthenticationProvider> providers = authenticationProviders.orderedStream().toList();
		providers.forEach(settings::authenticationProvider);
		boolean principals = endpoint.getIfAvailable() != null
				&& SECURITY_FILTERS.stream().noneMatch(context::containsBean);
		settings
			.handshakeIdentity(new RouterHandshakes(properties, handshakeLookups.orderedStream().toList(), principals)
				.identity(providers));
		userLookups.orderedStream().forEach(settings::userLookup);
		authorizers.orderedStream().forEach(settings::asyncAuthorizer);
		RouterProcedures procedures = new RouterProcedures(properties, caller);
		procedures.authenticators(providers).forEach(settings::authenticationProvider);
		procedures.authorizers().forEach(settings::asyncAuthorizer);
		interceptors.orderedStream().forEach(settings::interceptor);
		EventStore store = eventStore.getIfAvailable();
		if (store == null && properties.getEventStore().getType() == WampRouterProperties.EventStore.Type.JDBC) {
			throw new InvalidConfigurationPropertyValueException("wamp.router.event-store.type", "jdbc",
					"it needs one DataSource, spring-boot-jdbc and the driver of the database");
		}
		settings.eventStore(store).cluster(cluster.getIfAvailable());
		return settings.build();
	}

	@Bean
	@ConditionalOnMissingBean
	RealmCaller wampRealmCaller(ObjectProvider<InProcessConnector> connector, PayloadMapper mapper) {
		return new RealmCaller(connector::getObject, mapper);
	}

	@Bean
	@ConditionalOnMissingBean
	WampRouter wampRouter(RouterSettings settings, PayloadMapper mapper, WampSerializers serializers) {
		return new DefaultWampRouter(settings, mapper, serializers.all());
	}

	@Bean
	@ConditionalOnMissingBean
	InProcessConnector wampInProcessConnector(WampRouter router, PayloadMapper mapper) {
		return new InProcessConnector(router, mapper);
	}

	@Bean
	@ConditionalOnMissingBean
	WampRouterLifecycle wampRouterLifecycle(WampRouter router, RealmCaller caller,
			ObjectProvider<RouterEndpoint> endpoint, ObjectProvider<RouterListener> listener) {
		return new WampRouterLifecycle(router, caller, endpoint.getIfAvailable(), listener.getIfAvailable());
	}

}
