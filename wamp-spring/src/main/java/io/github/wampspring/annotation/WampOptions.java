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
 * How a client calls or publishes: for one method of its interface, or for all methods of
 * the interface, of which the nearest counts. To callees and subscribers it means
 * nothing.
 *
 * <p>
 * What differs from call to call is told by a parameter of type {@code CallOptions} or
 * {@code PublicationOptions}.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface WampOptions {

	/**
	 * How long a call may take, or an acknowledged publication. May contain
	 * <code>${...}</code> placeholders and <code>#{...}</code> expressions.
	 * @return a duration, such as {@code 500ms}, {@code 2s} or {@code PT2S}; milliseconds
	 * where there is no unit; zero for no limit; empty for the template's default
	 */
	String timeout() default "";

	/**
	 * Whether the router is asked to disclose the session to the receiver
	 * ({@code disclose_me}).
	 * @return {@code true} to ask for it; otherwise the template's default counts
	 */
	boolean discloseMe() default false;

}
