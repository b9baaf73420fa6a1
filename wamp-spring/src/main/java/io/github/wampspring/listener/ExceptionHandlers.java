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

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.annotation.WampAdvice;
import io.github.wampspring.annotation.WampExceptionHandler;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.annotation.OrderUtils;

/**
 * Finds the method that handles an exception: of the bean that failed, else of the first
 * advice bean that has one.
 */
final class ExceptionHandlers {

	private final ConfigurableListableBeanFactory beanFactory;

	private final PayloadMapper mapper;

	private final List<OfBean> advice;

	private final Map<String, OfBean> ownHandlers = new HashMap<>();

	ExceptionHandlers(ConfigurableListableBeanFactory beanFactory, PayloadMapper mapper) {
		this.beanFactory = beanFactory;
		this.mapper = mapper;
		this.advice = advice();
	}

	private List<OfBean> advice() {
		List<String> names = new ArrayList<>();
		for (String name : BeanFactoryUtils.beanNamesForAnnotationIncludingAncestors(this.beanFactory,
				WampAdvice.class)) {
			if (!ScopedProxyUtils.isScopedTarget(name)) {
				names.add(name);
			}
		}
		names.sort(Comparator.comparingInt(this::order));
		return names.stream().map((name) -> ofBean(name, type(name))).toList();
	}

	private int order(String name) {
		Order order = this.beanFactory.findAnnotationOnBean(name, Order.class);
		return (order != null) ? order.value() : OrderUtils.getOrder(type(name), Ordered.LOWEST_PRECEDENCE);
	}

	private Class<?> type(String name) {
		String target = ScopedProxyUtils.getTargetBeanName(name);
		Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory,
				this.beanFactory.containsBean(target) ? target : name);
		return (type != null) ? type : Object.class;
	}

	/**
	 * The handlers for a listener's exceptions.
	 * @param listener the method that they are for
	 * @param kind procedures or subscriptions
	 * @return finds the handler of an exception
	 * @throws WampListenerException if a handler is not valid
	 */
	Finder of(ListenerMethod listener, WampListener.Kind kind) {
		List<OfBean> beans = new ArrayList<>();
		beans.add(this.ownHandlers.computeIfAbsent(listener.beanName(), (name) -> ofBean(name, listener.beanType())));
		beans.addAll(this.advice);
		List<Map<Class<?>, ExceptionHandlerMethod>> relevant = beans.stream()
			.map((bean) -> bean.handlers(kind))
			.filter((handlers) -> !handlers.isEmpty())
			.toList();
		return (failure) -> find(relevant, failure);
	}

	private static @Nullable ExceptionHandlerMethod find(List<Map<Class<?>, ExceptionHandlerMethod>> all,
			Throwable failure) {
		Class<?> end = (failure instanceof InvalidArgumentException) ? InvalidArgumentException.class.getSuperclass()
				: Object.class;
		for (Map<Class<?>, ExceptionHandlerMethod> handlers : all) {
			for (Class<?> type = failure.getClass(); type != end; type = type.getSuperclass()) {
				ExceptionHandlerMethod handler = handlers.get(type);
				if (handler != null) {
					return handler;
				}
			}
		}
		return null;
	}

	private OfBean ofBean(String beanName, Class<?> type) {
		Map<Method, WampExceptionHandler> methods = MethodIntrospector.selectMethods(type,
				(Method method) -> AnnotatedElementUtils.findMergedAnnotation(method, WampExceptionHandler.class));
		OfBean handlers = new OfBean(new EnumMap<>(WampListener.Kind.class));
		methods.forEach((method, annotation) -> {
			ListenerMethod handler = new ListenerMethod(beanName, type, method);
			checkInvocable(handler);
			handlers.add(new ExceptionHandlerMethod(handler, List.of(annotation.value()),
					new BeanMethod(this.beanFactory, handler), this.mapper));
		});
		return handlers;
	}

	private void checkInvocable(ListenerMethod handler) {
		Class<?> type = this.beanFactory.getType(handler.beanName(), false);
		try {
			if (type != null) {
				AopUtils.selectInvocableMethod(handler.getMethod(), type);
			}
		}
		catch (IllegalStateException ex) {
			throw new WampListenerException(
					"The exception handler " + handler + " cannot be called through the bean's proxy: "
							+ ex.getMessage(),
					"Declare the method in an interface of the bean, or have the bean's class proxied "
							+ "(proxyTargetClass=true); and do not make it private.",
					ex);
		}
	}

	/**
	 * Finds the handler of an exception.
	 */
	@FunctionalInterface
	interface Finder {

		@Nullable ExceptionHandlerMethod find(Throwable failure);

	}

	/**
	 * The handlers of one bean.
	 *
	 * @param byKind for procedures and for subscriptions, by the classes of exceptions
	 */
	private record OfBean(Map<WampListener.Kind, Map<Class<?>, ExceptionHandlerMethod>> byKind) {

		Map<Class<?>, ExceptionHandlerMethod> handlers(WampListener.Kind kind) {
			return this.byKind.getOrDefault(kind, Map.of());
		}

		void add(ExceptionHandlerMethod handler) {
			for (WampListener.Kind kind : WampListener.Kind.values()) {
				if (!handler.isFor(kind)) {
					continue;
				}
				Map<Class<?>, ExceptionHandlerMethod> handlers = this.byKind.computeIfAbsent(kind,
						(key) -> new HashMap<>());
				for (Class<? extends Throwable> type : handler.types()) {
					ExceptionHandlerMethod other = handlers.putIfAbsent(type, handler);
					if (other != null) {
						throw new WampListenerException(
								"There are two exception handlers for " + type.getName() + ": " + other + " and "
										+ handler,
								"Keep one of them, or let one take InvocationDetails and the other EventDetails.",
								null);
					}
				}
			}
		}

	}

}
