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

package io.github.wampspring.proxy;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;

/**
 * A method of an interface, with its types resolved against the interface that the client
 * is made of.
 */
final class ContractMethod extends AnnotatedMethod {

	private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final Class<?> type;

	ContractMethod(Class<?> type, Method method) {
		super(method);
		this.type = type;
		for (MethodParameter parameter : getMethodParameters()) {
			parameter.initParameterNameDiscovery(NAMES);
		}
	}

	Class<?> type() {
		return this.type;
	}

	Type parameterType(MethodParameter parameter) {
		return GenericTypeResolver.resolveType(parameter.getGenericParameterType(), this.type);
	}

	ResolvableType returnType() {
		return ResolvableType.forType(GenericTypeResolver.resolveType(getMethod().getGenericReturnType(), this.type));
	}

	boolean isVarargs(MethodParameter parameter) {
		return getMethod().isVarArgs() && parameter.getParameterIndex() == getMethod().getParameterCount() - 1;
	}

	/** Whether a caller has to be ready for an exception. */
	boolean declares(@Nullable Throwable failure) {
		for (Class<?> exception : getMethod().getExceptionTypes()) {
			if (exception.isInstance(failure)) {
				return true;
			}
		}
		return false;
	}

	WampClientException unbindable(String reason, String remedy, @Nullable Throwable cause) {
		return new WampClientException("No client can be made for " + this + ": " + reason, remedy, cause);
	}

	WampClientException unbindable(MethodParameter parameter, String reason, String remedy, @Nullable Throwable cause) {
		String name = parameter.getParameterName();
		return unbindable(
				"the parameter " + ((name != null) ? "'" + name + "'" : parameter.getParameterIndex() + 1) + " ("
						+ parameter.getParameterType().getSimpleName() + ") cannot be sent, since " + reason,
				remedy, cause);
	}

	@Override
	protected Class<?> getContainingClass() {
		return this.type;
	}

	@Override
	public String toString() {
		StringJoiner types = new StringJoiner(", ", "(", ")");
		for (Class<?> parameter : getMethod().getParameterTypes()) {
			types.add(parameter.getSimpleName());
		}
		return this.type.getName() + "." + getMethod().getName() + types;
	}

}
