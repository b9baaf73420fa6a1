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

package io.github.wampspring.autoconfigure.common;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.client.WampConnection;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * All connections of an application, also those that are injected by a qualifier only.
 */
public final class ConnectionsByName {

	private ConnectionsByName() {
	}

	/**
	 * Finds the connections of a context and its parents. Of two with the same name, the
	 * one that is injected without a qualifier counts.
	 * @param beanFactory the beans
	 * @param candidates those that are injected without a qualifier
	 * @return the connections by their names, unmodifiable
	 */
	public static Map<String, WampConnection> of(ListableBeanFactory beanFactory,
			ObjectProvider<WampConnection> candidates) {
		Map<String, WampConnection> all = new LinkedHashMap<>();
		candidates.orderedStream().forEach((connection) -> all.putIfAbsent(connection.getName(), connection));
		BeanFactoryUtils.beansOfTypeIncludingAncestors(beanFactory, WampConnection.class)
			.values()
			.forEach((connection) -> all.putIfAbsent(connection.getName(), connection));
		return Collections.unmodifiableMap(all);
	}

}
