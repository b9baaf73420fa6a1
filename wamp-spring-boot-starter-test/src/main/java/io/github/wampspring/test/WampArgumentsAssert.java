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

package io.github.wampspring.test;

import java.util.Map;

import io.github.wampspring.core.WampArguments;
import io.github.wampspring.core.WampResult;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the arguments of a result, call or event. Objects are compared by
 * their properties, numbers by their value.
 */
public final class WampArgumentsAssert extends AbstractAssert<WampArgumentsAssert, WampArguments> {

	WampArgumentsAssert(@Nullable WampArguments actual) {
		super(actual, WampArgumentsAssert.class);
	}

	/**
	 * Verifies all arguments.
	 * @param expected the positional arguments; the last one may be
	 * {@link io.github.wampspring.core.Kwargs}
	 * @return this
	 */
	public WampArgumentsAssert hasArguments(@Nullable Object... expected) {
		isNotNull();
		if (!WampAssertions.VALUES.areEqual(this.actual, expected)) {
			failWithMessage("Expected the arguments %s but got %s", WampResult.of(expected), this.actual);
		}
		return this;
	}

	/**
	 * Verifies that there are no arguments.
	 * @return this
	 */
	public WampArgumentsAssert isEmpty() {
		return hasArguments();
	}

	/**
	 * Verifies a keyword argument.
	 * @param name its name
	 * @param expected its value
	 * @return this
	 */
	public WampArgumentsAssert hasKeywordArgument(String name, @Nullable Object expected) {
		isNotNull();
		Map<String, @Nullable Object> arguments = this.actual.getKeywordArguments();
		if (!arguments.containsKey(name) || !WampAssertions.VALUES.isEqual(arguments.get(name), expected)) {
			failWithMessage("Expected the keyword argument %s to be %s but got %s", name, expected, this.actual);
		}
		return this;
	}

	/**
	 * Reads the first positional argument, and goes on with it.
	 * @param <T> its type
	 * @param type its type
	 * @return assertions about it
	 */
	public <T> ObjectAssert<T> value(Class<T> type) {
		return value(0, type);
	}

	/**
	 * Reads a positional argument, and goes on with it.
	 * @param <T> its type
	 * @param index its position, from 0
	 * @param type its type
	 * @return assertions about it
	 */
	public <T> ObjectAssert<T> value(int index, Class<T> type) {
		isNotNull();
		return Assertions.assertThatObject(this.actual.get(index, type));
	}

}
