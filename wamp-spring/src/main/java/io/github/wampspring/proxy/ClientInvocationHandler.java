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

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.BridgeMethodResolver;
import org.springframework.util.ReflectionUtils;

/**
 * What a client does when one of its methods is called.
 */
final class ClientInvocationHandler implements InvocationHandler {

	private static final Object[] NONE = {};

	private final Class<?> type;

	private final String description;

	private final Map<Method, ClientMethod> methods = new HashMap<>();

	private final Map<Method, MethodHandle> defaults = new ConcurrentHashMap<>();

	ClientInvocationHandler(Class<?> type, String description, MethodPlanner planner) {
		this.type = type;
		this.description = description;
		for (Method method : type.getMethods()) {
			if (Modifier.isStatic(method.getModifiers()) || ReflectionUtils.isObjectMethod(method)) {
				continue;
			}
			ClientMethod planned = planner.plan(BridgeMethodResolver.findBridgedMethod(method));
			if (planned != null) {
				this.methods.put(method, planned);
			}
		}
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		ClientMethod own = this.methods.get(method);
		if (own != null) {
			return own.invoke((arguments != null) ? arguments : NONE);
		}
		if (ReflectionUtils.isEqualsMethod(method)) {
			return arguments != null && arguments[0] == proxy;
		}
		if (ReflectionUtils.isHashCodeMethod(method)) {
			return System.identityHashCode(proxy);
		}
		if (ReflectionUtils.isToStringMethod(method)) {
			return this.description;
		}
		return this.defaults.computeIfAbsent(method, (key) -> handle(proxy, key)).invokeWithArguments(arguments);
	}

	/** By a look-up of its own, since the interface may not be public. */
	private MethodHandle handle(Object proxy, Method method) {
		Class<?> declaring = method.getDeclaringClass();
		try {
			return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
				.unreflectSpecial(method, declaring)
				.bindTo(proxy);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("The default method " + method + " of " + this.type.getName()
					+ " is not accessible: open its package to this library's module", ex);
		}
	}

}
