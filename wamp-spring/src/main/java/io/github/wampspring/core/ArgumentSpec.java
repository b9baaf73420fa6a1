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

package io.github.wampspring.core;

import org.jspecify.annotations.Nullable;

/**
 * Arguments and options of a call or publication.
 *
 * @param <S> the type of the specification
 */
public interface ArgumentSpec<S extends ArgumentSpec<S>> {

	/**
	 * Adds positional arguments.
	 * @param arguments the arguments
	 * @return this
	 */
	S args(@Nullable Object... arguments);

	/**
	 * Adds a keyword argument.
	 * @param name the keyword
	 * @param value the value
	 * @return this
	 */
	S kwarg(String name, @Nullable Object value);

	/**
	 * Adds keyword arguments.
	 * @param arguments a map by {@link String}, or a record or bean whose properties are
	 * the keyword arguments
	 * @return this
	 * @throws io.github.wampspring.PayloadException if the object is not written as a
	 * dictionary
	 */
	S kwargs(Object arguments);

	/**
	 * Sets an option of the message that has no method here.
	 * @param name the key in {@code Options}
	 * @param value the value
	 * @return this
	 */
	S option(String name, @Nullable Object value);

	/**
	 * Asks the router to disclose this session to the receiver ({@code disclose_me}).
	 * @return this
	 */
	S discloseMe();

}
