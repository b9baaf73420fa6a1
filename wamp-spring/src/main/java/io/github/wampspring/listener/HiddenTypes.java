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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;

/**
 * The classes of beans that have not been made yet, and whose {@code @Bean} method
 * declares no more than an interface or abstract class. If the annotations that cannot be
 * seen there stand on a class beside that method, the bean is made at once where it is a
 * singleton; else a warning tells how to declare it.
 */
final class HiddenTypes {

	private static final Log logger = LogFactory.getLog(HiddenTypes.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<String, List<Class<?>>> annotated = new HashMap<>();

	HiddenTypes(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Whether the class of a bean has to be found out.
	 * @param beanName the bean
	 * @return {@code false} if it is known, or no annotated class would do
	 */
	boolean isHidden(String beanName) {
		MethodMetadata method = factoryMethod(beanName);
		if (method == null || this.beanFactory.containsSingleton(beanName)) {
			return false;
		}
		Class<?> declared = this.beanFactory.getType(beanName, false);
		if (declared == null || !(declared == Object.class || Modifier.isAbstract(declared.getModifiers()))) {
			return false;
		}
		return annotatedBeside(method).stream().anyMatch(declared::isAssignableFrom);
	}

	/**
	 * Finds out the class of a hidden bean.
	 * @param beanName the bean
	 * @return the class; {@code null} if it stays hidden
	 */
	@Nullable Class<?> reveal(String beanName) {
		if (this.beanFactory.isSingleton(beanName)) {
			return AopUtils.getTargetClass(this.beanFactory.getBean(beanName));
		}
		Class<?> declared = this.beanFactory.getType(beanName, false);
		logger.warn("The bean '" + beanName + "' is declared as " + ((declared != null) ? declared.getName() : "null")
				+ ", so that @WampProcedure and @WampSubscribe on the methods of its class cannot be seen, and are"
				+ " ignored: let its @Bean method declare the class itself, or annotate the interface");
		return declared;
	}

	private @Nullable MethodMetadata factoryMethod(String beanName) {
		if (!this.beanFactory.containsBeanDefinition(beanName)) {
			return null;
		}
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
		BeanDefinition own = this.beanFactory.getBeanDefinition(beanName);
		MethodMetadata method = (own instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		return (method != null && definition.getRole() == BeanDefinition.ROLE_APPLICATION
				&& !method.getDeclaringClassName().startsWith("org.springframework.")) ? method : null;
	}

	private List<Class<?>> annotatedBeside(MethodMetadata method) {
		return this.annotated.computeIfAbsent(ClassUtils.getPackageName(method.getDeclaringClassName()), this::scan);
	}

	private List<Class<?>> scan(String packageName) {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter((reader, factory) -> reader.getClassMetadata().isConcrete());
		List<Class<?>> found = new ArrayList<>();
		for (BeanDefinition candidate : scanner.findCandidateComponents(packageName)) {
			String name = candidate.getBeanClassName();
			Class<?> type = (name != null) ? load(name) : null;
			if (type != null && hasAnnotatedMethods(type)) {
				found.add(type);
			}
		}
		return List.copyOf(found);
	}

	private @Nullable Class<?> load(String name) {
		try {
			return ClassUtils.forName(name, this.beanFactory.getBeanClassLoader());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			logger.debug("The class " + name + " cannot be loaded, so it has no WAMP methods", ex);
			return null;
		}
	}

	private static boolean hasAnnotatedMethods(Class<?> type) {
		Set<Class<? extends Annotation>> annotations = AnnotatedBeans.ANNOTATIONS;
		try {
			return AnnotationUtils.isCandidateClass(type, annotations) && !MethodIntrospector
				.selectMethods(type,
						(Method method) -> annotations.stream()
							.anyMatch((annotation) -> MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
								.isPresent(annotation)))
				.isEmpty();
		}
		catch (LinkageError ex) {
			return false;
		}
	}

}
