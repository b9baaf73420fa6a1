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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import io.github.wampspring.contract.ClientProxy;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * A method of a bean that is got when it is needed, so that no bean is made early and
 * every scope is respected.
 */
final class BeanMethod {

	private final BeanFactory beanFactory;

	private final String beanName;

	private final Method method;

	private volatile @Nullable Object singleton;

	private volatile @Nullable Invocable invocable;

	BeanMethod(BeanFactory beanFactory, ListenerMethod method) {
		this.beanFactory = beanFactory;
		this.beanName = method.beanName();
		this.method = method.getMethod();
	}

	Object bean() {
		Object bean = this.singleton;
		if (bean == null) {
			bean = this.beanFactory.getBean(this.beanName);
			Assert.state(!(bean instanceof ClientProxy), () -> "The bean '" + this.beanName
					+ "' is a client, and no callee: make it by @ImportWampClients, or as a singleton");
			if (this.beanFactory.isSingleton(this.beanName)) {
				this.singleton = bean;
			}
		}
		return bean;
	}

	@Nullable Object invoke(Object bean, @Nullable Object[] arguments) throws Throwable {
		try {
			return invocable(bean.getClass()).invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private Method invocable(Class<?> type) {
		Invocable invocable = this.invocable;
		if (invocable == null || invocable.type != type) {
			Method selected = AopUtils.selectInvocableMethod(this.method, type);
			ReflectionUtils.makeAccessible(selected);
			invocable = new Invocable(type, selected);
			this.invocable = invocable;
		}
		return invocable.method;
	}

	private record Invocable(Class<?> type, Method method) {
	}

}
