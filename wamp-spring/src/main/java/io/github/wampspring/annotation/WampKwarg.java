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

import org.springframework.core.annotation.AliasFor;

/**
 * Binds a parameter to a keyword argument: of the invocation or event that a bean's
 * method is called for, or of the one that the method of a client makes.
 *
 * <p>
 * Where the argument is missing or null the parameter is {@code null} or an empty
 * {@link java.util.Optional}, unless there is a {@link #defaultValue}. For a primitive or
 * non-null type the error {@code wamp.error.invalid_argument} goes to the caller. A
 * client does not send one that is null or empty, so that the callee's default value
 * counts.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface WampKwarg {

	/**
	 * What stands for no default value, since {@code null} cannot.
	 */
	String NO_DEFAULT = "\n\t\t\n\uE000\uE001\n\t\t\n";

	/**
	 * Alias for {@link #name}.
	 * @return the keyword
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The keyword.
	 * @return the keyword; empty for the name of the parameter
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * The value where the argument is missing or null, converted as Spring converts the
	 * values of properties. May contain <code>${...}</code> placeholders and
	 * <code>#{...}</code> expressions.
	 * @return the value
	 */
	String defaultValue() default NO_DEFAULT;

}
