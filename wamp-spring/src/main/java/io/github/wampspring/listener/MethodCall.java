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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import io.github.wampspring.core.InvalidArgumentException;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Binds, validates and invokes: all from a payload to what a method returns.
 *
 * @param <S> what a payload belongs to: an invocation or an event
 */
final class MethodCall<S> {

	private final ArgumentBinder<S> binder;

	private final BeanMethod method;

	private final ListenerValidator.@Nullable Constraints constraints;

	MethodCall(ArgumentBinder<S> binder, BeanMethod method, ListenerValidator.@Nullable Constraints constraints) {
		this.binder = binder;
		this.method = method;
		this.constraints = constraints;
	}

	/**
	 * Calls the method.
	 * @param source the invocation or event
	 * @param payload its payload
	 * @return what the method returns
	 * @throws InvalidArgumentException if the payload does not fit
	 * @throws Throwable what the method throws
	 */
	@Nullable Object call(S source, Payload payload) throws Throwable {
		@Nullable Object[] arguments = this.binder.bind(source, payload);
		Object bean = this.method.bean();
		ListenerValidator.Constraints constraints = this.constraints;
		if (constraints == null) {
			return this.method.invoke(bean, arguments);
		}
		List<ListenerValidator.Violation> violations = constraints.checkArguments(bean, arguments);
		if (!violations.isEmpty()) {
			throw new InvalidArgumentException(describe(violations), Map.of("violations", asMaps(violations)), null);
		}
		Object result = this.method.invoke(bean, arguments);
		violations = constraints.checkResult(bean, result);
		if (!violations.isEmpty()) {
			throw new IllegalStateException("The result is not valid: " + describe(violations));
		}
		return result;
	}

	private static String describe(List<ListenerValidator.Violation> violations) {
		StringJoiner text = new StringJoiner(", ");
		for (ListenerValidator.Violation violation : violations) {
			text.add(violation.path() + ": " + violation.message());
		}
		return text.toString();
	}

	private static List<Map<String, String>> asMaps(List<ListenerValidator.Violation> violations) {
		return violations.stream().map((violation) -> {
			Map<String, String> map = new LinkedHashMap<>();
			map.put("path", violation.path());
			map.put("message", violation.message());
			return map;
		}).toList();
	}

}
