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
package io.github.wampspring.autoconfigure.history;

import javax.sql.DataSource;

import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterProperties;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.router.history.EventStore;
import io.github.wampspring.router.history.jdbc.JdbcEventStore;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.PropertiesBasedDataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.autoconfigure.init.OnDatabaseInitializationCondition;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Auto-configuration for event histories in the application's database.
 */
@AutoConfiguration(before = WampRouterAutoConfiguration.class, after = WampSerializerAutoConfiguration.class,
		afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass({ JdbcTemplate.class, PropertiesBasedDataSourceScriptDatabaseInitializer.class })
@ConditionalOnBooleanProperty("wamp.router.enabled")
@ConditionalOnProperty(name = "wamp.router.event-store.type", havingValue = "jdbc")
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(EventStore.class)
@EnableConfigurationProperties({ WampRouterProperties.class, JdbcEventStoreProperties.class })
public final class JdbcEventStoreAutoConfiguration {

	@Bean
	@DependsOnDatabaseInitialization
	JdbcEventStore wampJdbcEventStore(DataSource dataSource, WampSerializers serializers, PayloadMapper mapper,
			WampRouterProperties properties) {
		return new JdbcEventStore(dataSource, serializers, mapper, properties.getHistoryTimeout());
	}

	@Bean
	@ConditionalOnMissingBean(name = "wampEventStoreInitializer")
	@Conditional(OnInitialization.class)
	EventStoreInitializer wampEventStoreInitializer(DataSource dataSource, JdbcEventStoreProperties properties) {
		return new EventStoreInitializer(dataSource, properties);
	}

	/** Unless no schema is wanted. */
	static class OnInitialization extends OnDatabaseInitializationCondition {

		OnInitialization() {
			super("WAMP event store", "wamp.router.event-store.jdbc.initialize-schema");
		}

	}

}
