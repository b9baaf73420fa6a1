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

/**
 * A client that is a bean.
 *
 * @param beanName the name of the bean
 * @param connection the name of the connection
 * @param typeName the name of the interface
 * @param prefix what the URIs begin with, in the place of the interface's prefix; empty
 * for that
 */
public record WampClientRegistration(String beanName, String connection, String typeName, String prefix) {

	/**
	 * Whether it is a client of an interface.
	 * @param type the interface
	 * @return {@code true} if it is
	 */
	public boolean isOf(Class<?> type) {
		return this.typeName.equals(type.getName());
	}

	@Override
	public String toString() {
		return "the client " + this.typeName;
	}

}
