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

import org.springframework.boot.jdbc.init.PropertiesBasedDataSourceScriptDatabaseInitializer;
import org.springframework.jdbc.datasource.init.ScriptException;

/**
 * Makes the tables of event histories, which other instances may do at the same time.
 */
final class EventStoreInitializer extends PropertiesBasedDataSourceScriptDatabaseInitializer<JdbcEventStoreProperties> {

	/** As many as there are statements. */
	private static final int ATTEMPTS = 5;

	EventStoreInitializer(DataSource dataSource, JdbcEventStoreProperties properties) {
		super(dataSource, properties);
	}

	/**
	 * With {@code IF NOT EXISTS}, too, PostgreSQL refuses what another instance has made
	 * meanwhile; then it is there.
	 */
	@Override
	protected void runScripts(Scripts scripts) {
		for (int i = 0; i < ATTEMPTS; i++) {
			try {
				super.runScripts(scripts);
				return;
			}
			catch (ScriptException ex) {
				// each one gets further
			}
		}
		super.runScripts(scripts);
	}

}
