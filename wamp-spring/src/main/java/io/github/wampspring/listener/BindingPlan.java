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

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * Where the value of each parameter of a method comes from.
 *
 * @param <S> what a payload belongs to: an invocation or an event
 * @param size the number of parameters
 * @param context parameters that are not of the payload
 * @param positional parameters that take positional arguments, in their order
 * @param varargs the parameter that takes the remaining positional arguments, if any
 * @param keywords parameters that take a keyword argument each
 * @param keywordTypes the types of {@code keywords}
 * @param keywordObjects parameters that take all keyword arguments
 * @param streamed whether a parameter takes further positional arguments one after the
 * other
 */
record BindingPlan<S>(int size, List<Context<S>> context, List<Slot> positional, @Nullable Slot varargs,
		List<Keyword> keywords, Map<String, JavaType> keywordTypes, List<Slot> keywordObjects, boolean streamed) {

	boolean readsPayload() {
		return !this.positional.isEmpty() || this.varargs != null || !this.keywords.isEmpty()
				|| !this.keywordObjects.isEmpty();
	}

	/**
	 * A parameter that is not of the payload.
	 *
	 * @param <S> what it is taken from
	 * @param index the parameter's index
	 * @param value takes it
	 */
	record Context<S>(int index, Function<S, Object> value) {
	}

	/**
	 * A parameter that takes a keyword argument.
	 *
	 * @param name the keyword
	 * @param slot the parameter
	 */
	record Keyword(String name, Slot slot) {
	}

}
