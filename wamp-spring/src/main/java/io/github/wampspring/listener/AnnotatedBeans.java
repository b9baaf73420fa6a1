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

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;

/**
 * Finds the annotated methods of beans by their classes, without making a bean.
 */
final class AnnotatedBeans {

	private static final Log logger = LogFactory.getLog(AnnotatedBeans.class);

	static final Set<Class<? extends java.lang.annotation.Annotation>> ANNOTATIONS = Set.of(WampProcedure.class,
			WampSubscribe.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final HiddenTypes hidden;

	AnnotatedBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.hidden = new HiddenTypes(beanFactory);
	}

	List<Found> find() {
		List<Found> found = new ArrayList<>();
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			if (ScopedProxyUtils.isScopedTarget(beanName)) {
				continue;
			}
			Class<?> type = this.hidden.isHidden(beanName) ? this.hidden.reveal(beanName) : targetType(beanName);
			if (type != null && AnnotationUtils.isCandidateClass(type, ANNOTATIONS)) {
				addMethods(beanName, type, found);
			}
		}
		return found;
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
			List<Annotated<WampProcedure>> procedures = annotations(method, WampProcedure.class);
			List<Annotated<WampSubscribe>> subscriptions = annotations(method, WampSubscribe.class);
			return (procedures.isEmpty() && subscriptions.isEmpty()) ? null
					: new Found(new ListenerMethod(beanName, type, method), procedures, subscriptions);
		});
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
	 * The annotations of a method, or of the nearest method that it overrides and that
	 * has any.
	 * @param <A> the annotation
	 * @param method the method
	 * @param type the annotation
	 * @return the annotations, each with the class that declares it
	 */
	private static <A extends java.lang.annotation.Annotation> List<Annotated<A>> annotations(Method method,
			Class<A> type) {
		List<MergedAnnotation<A>> all = MergedAnnotations
			.from(method, SearchStrategy.TYPE_HIERARCHY, RepeatableContainers.standardRepeatables())
			.stream(type)
			.toList();
		Set<Annotated<A>> nearest = new LinkedHashSet<>();
		for (MergedAnnotation<A> annotation : all) {
			if (annotation.getAggregateIndex() == all.get(0).getAggregateIndex()) {
				nearest.add(new Annotated<>(annotation.synthesize(), declaringClass(annotation, method)));
			}
		}
		return List.copyOf(nearest);
	}

	private static Class<?> declaringClass(MergedAnnotation<?> annotation, Method method) {
		return (annotation.getSource() instanceof AnnotatedElement source && source instanceof Method declared)
				? declared.getDeclaringClass() : method.getDeclaringClass();
	}

	/**
	 * An annotated method.
	 *
	 * @param method the method
	 * @param procedures its procedures
	 * @param subscriptions its subscriptions
	 */
	record Found(ListenerMethod method, List<Annotated<WampProcedure>> procedures,
			List<Annotated<WampSubscribe>> subscriptions) {
	}

	/**
	 * An annotation and where it stands.
	 *
	 * @param <A> the annotation
	 * @param annotation the annotation
	 * @param declaring the class or interface
	 */
	record Annotated<A>(A annotation, Class<?> declaring) {
	}

}
