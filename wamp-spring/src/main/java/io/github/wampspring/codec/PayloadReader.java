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

package io.github.wampspring.codec;

import java.util.List;
import java.util.Map;

import io.github.wampspring.PayloadException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * Reads a payload straight into the types that are wanted: first the positional
 * arguments, one after the other, then the keyword arguments, once. What is not asked for
 * is skipped. For one thread.
 */
public interface PayloadReader {

	/**
	 * Whether there is another positional argument.
	 * @return {@code true} if {@link #next} will find one
	 */
	boolean hasNext();

	/**
	 * Reads the next positional argument.
	 * @param type the type wanted
	 * @return the argument; {@code null} where a null stands
	 * @throws PayloadException if it cannot be read as that type
	 * @throws java.util.NoSuchElementException if there is no further argument
	 */
	@Nullable Object next(JavaType type);

	/**
	 * Reads all remaining positional arguments.
	 * @param type the type of each
	 * @return the arguments, maybe none
	 * @throws PayloadException if one cannot be read as that type
	 */
	List<@Nullable Object> remaining(JavaType type);

	/**
	 * Reads keyword arguments by name.
	 * @param types the names and types wanted
	 * @return those that are there
	 * @throws PayloadException if one cannot be read as its type
	 */
	Map<String, @Nullable Object> keywords(Map<String, JavaType> types);

	/**
	 * Reads all keyword arguments as one object.
	 * @param type a record, bean or map
	 * @return the object, made of an empty dictionary where there is none
	 * @throws PayloadException if they cannot be read as that type
	 */
	@Nullable Object keywords(JavaType type);

}
