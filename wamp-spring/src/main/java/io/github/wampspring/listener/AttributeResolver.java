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

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.util.Assert;

/**
 * Resolves placeholders and expressions in the attributes of annotations.
 */
final class AttributeResolver {

	private final ConfigurableListableBeanFactory beanFactory;

	AttributeResolver(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Resolves an attribute.
	 * @param attribute the attribute as it is written
	 * @param method the method, for people
	 * @return the value; empty for one that is null
	 * @throws WampListenerException if it cannot be resolved
	 */
	String resolve(String attribute, Object method) {
		Object value = evaluate(attribute, method);
		return (value != null) ? value.toString() : "";
	}

	/**
	 * Resolves and converts an attribute.
	 * @param attribute the attribute as it is written
	 * @param parameter the parameter that it is for
	 * @param type the type of its value
	 * @param method the method, for people
	 * @return the value
	 * @throws RuntimeException if it cannot be resolved or converted
	 */
	Object convert(String attribute, MethodParameter parameter, Class<?> type, Object method) {
		Object value = this.beanFactory.getTypeConverter()
			.convertIfNecessary(evaluate(attribute, method), type, parameter);
		Assert.state(value != null, "it is null");
		return value;
	}

	private @Nullable Object evaluate(String attribute, Object method) {
		if (attribute.isEmpty()) {
			return attribute;
		}
		try {
			String text = this.beanFactory.resolveEmbeddedValue(attribute);
			BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
			return (resolver != null) ? resolver.evaluate(text, new BeanExpressionContext(this.beanFactory, null))
					: text;
		}
		catch (RuntimeException ex) {
			throw new WampListenerException(
					"The attribute \"" + attribute + "\" of " + method + " cannot be resolved: " + ex.getMessage(),
					"Set the property that it names, or correct the expression.", ex);
		}
	}

}
