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

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * A property has a value that must not be seen, and that is not valid. It is not an
 * {@link InvalidConfigurationPropertyValueException}, since Spring Boot looks the values
 * of those up in the environment, and shows them.
 */
public class SecretPropertyException extends RuntimeException {

	private final String property;

	private final String reason;

	/**
	 * Creates an exception.
	 * @param property the name of the property
	 * @param reason what is wrong with its value, without any part of it
	 */
	public SecretPropertyException(String property, String reason) {
		super("The value of the property " + property + " is not valid: " + reason);
		this.property = property;
		this.reason = reason;
	}

	/**
	 * The property.
	 * @return its name
	 */
	public String getProperty() {
		return this.property;
	}

	/**
	 * What is wrong with the value.
	 * @return the reason
	 */
	public String getReason() {
		return this.reason;
	}

}
