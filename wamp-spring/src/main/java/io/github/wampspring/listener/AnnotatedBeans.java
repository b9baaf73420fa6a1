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
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.annotation.WampAdvice;
import io.github.wampspring.annotation.WampExceptionHandler;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.contract.ClientBeans;
import io.github.wampspring.contract.ClientProxy;
import io.github.wampspring.contract.Declared;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the annotated methods of beans by their classes, without making a bean.
 */
final class AnnotatedBeans {

	private static final Log logger = LogFactory.getLog(AnnotatedBeans.class);

	static final Set<Class<? extends java.lang.annotation.Annotation>> ANNOTATIONS = Set.of(WampProcedure.class,
			WampSubscribe.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final AnnotatedMethods annotated = new AnnotatedMethods(
			List.of(WampProcedure.class, WampSubscribe.class, WampExceptionHandler.class));

	private final HiddenTypes hidden;

	private final List<ClientBeans> clients;

	AnnotatedBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.hidden = new HiddenTypes(beanFactory);
		this.clients = List.copyOf(beanFactory.getBeansOfType(ClientBeans.class, false, false).values());
	}

	List<Found> find() {
		List<Found> found = new ArrayList<>();
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			if (ScopedProxyUtils.isScopedTarget(beanName) || isClient(beanName)) {
				continue;
			}
			Class<?> type = this.hidden.isHidden(beanName) ? this.hidden.reveal(beanName) : targetType(beanName);
			if (type != null && !ClientProxy.class.isAssignableFrom(type) && this.annotated.isIn(type)) {
				int before = found.size();
				if (AnnotationUtils.isCandidateClass(type, ANNOTATIONS)) {
					addMethods(beanName, type, found);
				}
				if (found.size() == before) {
					checkNoExceptionHandlers(beanName, type);
				}
			}
		}
		return found;
	}

	/** Nobody would call them, and nobody would notice. */
	private void checkNoExceptionHandlers(String beanName, Class<?> type) {
		if (AnnotationUtils.isCandidateClass(type, WampExceptionHandler.class)
				&& this.beanFactory.findAnnotationOnBean(beanName, WampAdvice.class) == null
				&& !MethodIntrospector
					.selectMethods(type,
							(Method method) -> AnnotatedElementUtils.hasAnnotation(method, WampExceptionHandler.class))
					.isEmpty()) {
			logger.warn("The @WampExceptionHandler methods of bean '" + beanName + "' (" + type.getName()
					+ ") are never called, since it has neither @WampProcedure nor @WampSubscribe methods:"
					+ " annotate the class with @WampAdvice to have them called for all listeners");
		}
	}

	private boolean isClient(String beanName) {
		return this.clients.stream().anyMatch((clients) -> clients.isClient(beanName));
	}

	/** A lazy bean that is declared by an interface only tells when it is there. */
	private boolean isClientOnceMade(String beanName) {
		return this.beanFactory.isSingleton(beanName) && this.beanFactory.getBean(beanName) instanceof ClientProxy;
	}

	private @Nullable Class<?> targetType(String beanName) {
		try {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
			if (type != null && ScopedObject.class.isAssignableFrom(type)) {
				Class<?> target = AutoProxyUtils.determineTargetClass(this.beanFactory,
						ScopedProxyUtils.getTargetBeanName(beanName));
				return (target != null) ? target : type;
			}
			return type;
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The class of bean '" + beanName + "' cannot be found out, so it has no WAMP methods", ex);
			return null;
		}
	}

	private void addMethods(String beanName, Class<?> type, List<Found> found) {
		Map<Method, Found> methods = MethodIntrospector.selectMethods(type, (Method method) -> {
			List<Declared<WampProcedure>> procedures = Declared.of(method, WampProcedure.class);
			List<Declared<WampSubscribe>> subscriptions = Declared.of(method, WampSubscribe.class);
			return (procedures.isEmpty() && subscriptions.isEmpty()) ? null
					: new Found(new ListenerMethod(beanName, type, method), procedures, subscriptions);
		});
		if (!methods.isEmpty() && type.isInterface() && isClientOnceMade(beanName)) {
			return;
		}
		methods.values()
			.stream()
			.sorted(Comparator.comparing((method) -> method.method().toString()))
			.forEach((method) -> {
				checkInvocable(method.method());
				found.add(method);
			});
	}

	private void checkInvocable(ListenerMethod method) {
		Class<?> type = this.beanFactory.getType(method.beanName(), false);
		try {
			if (type != null) {
				AopUtils.selectInvocableMethod(method.getMethod(), type);
			}
		}
		catch (IllegalStateException ex) {
			throw new WampListenerException(method + " cannot be called through the bean's proxy: " + ex.getMessage(),
					"Declare the method in an interface of the bean, or have the bean's class proxied "
							+ "(proxyTargetClass=true); and do not make it private.",
					ex);
		}
	}

	/**
	 * An annotated method.
	 *
	 * @param method the method
	 * @param procedures its procedures
	 * @param subscriptions its subscriptions
	 */
	record Found(ListenerMethod method, List<Declared<WampProcedure>> procedures,
			List<Declared<WampSubscribe>> subscriptions) {
	}

}
