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

import io.github.wampspring.WampException;
import io.github.wampspring.core.WampResult;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about an error.
 */
public final class WampExceptionAssert extends AbstractThrowableAssert<WampExceptionAssert, WampException> {

	WampExceptionAssert(@Nullable WampException actual) {
		super(actual, WampExceptionAssert.class);
	}

	/**
	 * Verifies the error's URI.
	 * @param expected the URI
	 * @return this
	 */
	public WampExceptionAssert hasUri(String expected) {
		isNotNull();
		if (!this.actual.getUri().equals(expected)) {
			failWithMessage("Expected the error '%s' but got %s", expected, this.actual);
		}
		return this;
	}

	/**
	 * Verifies the positional arguments.
	 * @param expected the arguments
	 * @return this
	 */
	public WampExceptionAssert hasArguments(@Nullable Object... expected) {
		isNotNull();
		if (!WampAssertions.VALUES.areEqual(WampResult.of(this.actual.getArguments(), Map.of()), expected)) {
			failWithMessage("Expected the arguments %s but got %s", WampResult.of(expected), this.actual);
		}
		return this;
	}

	/**
	 * Verifies a keyword argument.
	 * @param name its name
	 * @param expected its value
	 * @return this
	 */
	public WampExceptionAssert hasKeywordArgument(String name, @Nullable Object expected) {
		isNotNull();
		Map<String, @Nullable Object> arguments = this.actual.getKeywordArguments();
		if (!arguments.containsKey(name) || !WampAssertions.VALUES.isEqual(arguments.get(name), expected)) {
			failWithMessage("Expected the keyword argument %s to be %s but got %s", name, expected, this.actual);
		}
		return this;
	}

}
