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

package io.github.wampspring.proxy;

import java.util.List;

/**
 * The clients that are beans. Where several connections or prefixes have one of the same
 * interface, it gives the one that is meant.
 */
public interface WampClientRegistry {

	/**
	 * The client of the default connection.
	 * @param <T> the interface
	 * @param type the interface
	 * @return the client
	 * @throws IllegalArgumentException if there is none, or more than one
	 */
	default <T> T getClient(Class<T> type) {
		return getClient("default", type);
	}

	/**
	 * The client of a connection.
	 * @param <T> the interface
	 * @param connection the connection's name
	 * @param type the interface
	 * @return the client
	 * @throws IllegalArgumentException if there is none, or more than one
	 */
	<T> T getClient(String connection, Class<T> type);

	/**
	 * The client of a connection and prefix.
	 * @param <T> the interface
	 * @param connection the connection's name
	 * @param type the interface
	 * @param prefix the prefix of the import
	 * @return the client
	 * @throws IllegalArgumentException if there is none
	 */
	<T> T getClient(String connection, Class<T> type, String prefix);

	/**
	 * All clients.
	 * @return in no particular order
	 */
	List<WampClientRegistration> getClients();

}
