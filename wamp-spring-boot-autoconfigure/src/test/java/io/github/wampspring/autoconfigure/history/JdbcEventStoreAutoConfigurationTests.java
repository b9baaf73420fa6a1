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

import java.util.UUID;

import javax.sql.DataSource;

import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.history.EventStore;
import io.github.wampspring.router.history.MemoryEventStore;
import io.github.wampspring.router.history.jdbc.JdbcEventStore;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When histories are kept in the application's database.
 */
class JdbcEventStoreAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WampSerializerAutoConfiguration.class,
				WampRouterAutoConfiguration.class, JdbcEventStoreAutoConfiguration.class))
		.withPropertyValues("wamp.router.enabled=true", "wamp.router.history[0].uri=com.myapp.topic");

	private final ApplicationContextRunner withDatabase = this.runner
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
		.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
				"spring.datasource.type=org.springframework.jdbc.datasource.SimpleDriverDataSource");

	@Test
	void theMemoryIsTheDefault() {
		this.withDatabase.run((context) -> {
			assertThat(context).doesNotHaveBean(EventStore.class);
			assertThat(context.getBean(RouterSettings.class).eventStore()).isNull();
		});
	}

	@Test
	void aPropertyAsksForTheDatabase() {
		this.withDatabase
			.withPropertyValues("wamp.router.event-store.type=jdbc",
					"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
			.run((context) -> {
				assertThat(context).hasSingleBean(JdbcEventStore.class);
				assertThat(context.getBean(RouterSettings.class).eventStore()).isInstanceOf(JdbcEventStore.class);
				assertThat(new JdbcTemplate(context.getBean(DataSource.class))
					.queryForObject("SELECT COUNT(*) FROM wamp_event", Integer.class)).isZero();
			});
	}

	@Test
	void theSchemaMayBeMadeByOthers() {
		this.withDatabase
			.withPropertyValues("wamp.router.event-store.type=jdbc",
					"wamp.router.event-store.jdbc.initialize-schema=never")
			.run((context) -> assertThat(context).hasSingleBean(JdbcEventStore.class)
				.doesNotHaveBean("wampEventStoreInitializer"));
	}

	@Test
	void aStoreOfTheApplicationCounts() {
		MemoryEventStore store = new MemoryEventStore();
		this.withDatabase.withBean(EventStore.class, () -> store)
			.withPropertyValues("wamp.router.event-store.type=jdbc")
			.run((context) -> assertThat(context.getBean(RouterSettings.class).eventStore()).isSameAs(store));
	}

	@Test
	void withoutADatabaseTheRouterDoesNotStart() {
		this.runner.withPropertyValues("wamp.router.event-store.type=jdbc")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("event-store.type"));
		this.withDatabase.withPropertyValues("wamp.router.event-store.type=jdbc")
			.withClassLoader(new FilteredClassLoader(JdbcTemplate.class))
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("event-store.type"));
	}

}
