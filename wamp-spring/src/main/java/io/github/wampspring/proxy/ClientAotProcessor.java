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
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.contract.ClientProxy;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.DecoratingProxy;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Tells a native image of the clients that are beans: their proxies, and the types that
 * their methods send and receive.
 */
final class ClientAotProcessor implements BeanRegistrationAotProcessor {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		if (!WampClientBeans.NAME.equals(bean.getMergedBeanDefinition().getFactoryBeanName())) {
			return null;
		}
		Class<?> type = bean.getBeanClass();
		return (context, code) -> register(type, context.getRuntimeHints());
	}

	void register(Class<?> type, RuntimeHints hints) {
		hints.proxies().registerJdkProxy(type, ClientProxy.class);
		// where an aspect stands around the client
		hints.proxies()
			.registerJdkProxy(type, ClientProxy.class, SpringProxy.class, Advised.class, DecoratingProxy.class);
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, type);
		for (Class<?> declaring : ClassUtils.getAllInterfacesForClass(type)) {
			new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, declaring);
		}
		List<Type> bound = new ArrayList<>();
		for (Method method : type.getMethods()) {
			hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
			addTypes(type, method, bound);
		}
		this.binding.registerReflectionHints(hints.reflection(), bound.toArray(Type[]::new));
	}

	/** As they are for the interface, which may say what a type variable is. */
	private static void addTypes(Class<?> type, Method method, List<Type> bound) {
		List<Type> declared = new ArrayList<>(List.of(method.getGenericParameterTypes()));
		declared.add(method.getGenericReturnType());
		for (Type candidate : declared) {
			Type resolved = GenericTypeResolver.resolveType(candidate, type);
			Class<?> raw = ResolvableType.forType(resolved).toClass();
			if (raw != void.class && raw != Object.class) {
				bound.add(resolved);
			}
		}
	}

}
