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

package io.github.wampspring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Maps an exception class to an error URI, both ways.
 *
 * <p>
 * Thrown by a procedure, the exception becomes an ERROR with that URI, with its message
 * as the first positional argument, and as keyword arguments what its public getters give
 * that the class with this annotation and its subclasses declare.
 *
 * <p>
 * A call that ends with that URI throws the exception, made by the first of these
 * constructors that the class has: {@code (WampException)},
 * {@code (String message, Map<String, Object> keywordArguments)},
 * {@code (String message, Throwable cause)}, {@code (String message)}, {@code ()}. For
 * this the class must be in or below the packages of the application, or be declared by
 * {@code throws} at the method of the client that calls.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface WampError {

	/**
	 * The error's URI.
	 * @return the URI
	 */
	String value();

}
