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

package io.github.wampspring.listener;

import java.lang.reflect.Method;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A bean method that is registered or subscribed.
 *
 * @param id its name among all listeners
 * @param kind what it is
 * @param uri the URI or pattern
 * @param options {@code REGISTER.Options} or {@code SUBSCRIBE.Options}, unmodifiable
 * @param connection the connection's name
 * @param beanName the bean's name
 * @param beanType the bean's class, without proxies
 * @param method the method
 */
public record WampListener(String id, Kind kind, String uri, Map<String, @Nullable Object> options, String connection,
		String beanName, Class<?> beanType, Method method) {

	/**
	 * The method, for people.
	 * @return such as {@code com.myapp.Calculator.add2(int, int) of bean 'calculator'}
	 */
	public String describe() {
		return ListenerMethod.describe(this.beanName, this.beanType, this.method);
	}

	@Override
	public String toString() {
		return this.kind.text + " '" + this.uri + "' by " + describe();
	}

	/**
	 * What a listener is.
	 */
	public enum Kind {

		/** Answers calls. */
		PROCEDURE("procedure"),

		/** Takes events. */
		SUBSCRIPTION("subscription");

		private final String text;

		Kind(String text) {
			this.text = text;
		}

	}

}
