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

package io.github.wampspring.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.github.wampspring.client.WampConnection;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.env.Environment;

/**
 * Which bean is for which connection: one with a {@code @Qualifier}, or of the name, that
 * is a connection's is for that one. One without is for all, or, where it could give away
 * who the application is, for the connection {@code default} only, or the only one.
 */
final class BeansOfConnection {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Set<String> names;

	/**
	 * Creates a view of the beans.
	 * @param beanFactory the beans
	 * @param names the names of all connections
	 */
	BeansOfConnection(ConfigurableListableBeanFactory beanFactory, Set<String> names) {
		this.beanFactory = beanFactory;
		this.names = names;
	}

	/**
	 * Finds out which connections there are.
	 * @param beanFactory the beans
	 * @param environment the properties
	 * @return a view of the beans
	 */
	static BeansOfConnection of(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		ConnectionNames configured = new ConnectionNames(environment);
		Set<String> names = new LinkedHashSet<>();
		names.add(ConnectionNames.DEFAULT);
		names.addAll(configured.named());
		BeansOfConnection beans = new BeansOfConnection(beanFactory, names);
		if (!configured.isDefaultWanted() && beans.namesForNone(WampConnection.class).isEmpty()
				&& beans.namesFor(WampConnection.class, ConnectionNames.DEFAULT).isEmpty()) {
			names.remove(ConnectionNames.DEFAULT);
		}
		return beans;
	}

	/**
	 * The connections.
	 * @return their names
	 */
	Set<String> connections() {
		return Collections.unmodifiableSet(this.names);
	}

	/**
	 * The beans that name no connection.
	 * @param <T> the type
	 * @param type the type
	 * @return the beans, in their order
	 */
	<T> List<T> ofNone(Class<T> type) {
		return sorted(beans(type, this::isForNone));
	}

	/**
	 * The beans that name a connection, or none, in one order. At the same place those of
	 * the connection come last, and so can overrule.
	 * @param <T> the type
	 * @param type the type
	 * @param connection the connection's name
	 * @return the beans
	 */
	<T> List<T> ofAll(Class<T> type, String connection) {
		Map<String, T> beans = beans(type, this::isForNone);
		beans.putAll(beans(type, (name) -> isFor(name, connection)));
		return sorted(beans);
	}

	/**
	 * The beans that name a connection, in their order, then those that name none.
	 * @param <T> the type
	 * @param type the type
	 * @param connection the connection's name
	 * @return the beans
	 */
	<T> List<T> ownFirst(Class<T> type, String connection) {
		List<T> beans = sorted(beans(type, (name) -> isFor(name, connection)));
		beans.addAll(ofNone(type));
		return beans;
	}

	/**
	 * The beans for a connection, where those that name none are for {@code default}, or
	 * the only connection.
	 * @param <T> the type
	 * @param type the type
	 * @param connection the connection's name
	 * @return the beans, in their order
	 */
	<T> List<T> own(Class<T> type, String connection) {
		boolean heir = connection.equals(ConnectionNames.DEFAULT) || this.names.size() == 1;
		return sorted(beans(type, (name) -> isFor(name, connection) || (heir && isForNone(name))));
	}

	/**
	 * The one bean for a connection.
	 * @param <T> the type
	 * @param type the type
	 * @param connection the connection's name
	 * @return the bean
	 */
	<T> T one(Class<T> type, String connection) {
		List<String> found = names(type, (name) -> isFor(name, connection));
		return (found.size() == 1) ? this.beanFactory.getBean(found.get(0), type)
				: BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beanFactory, type, connection);
	}

	/**
	 * The names of the beans that are a connection's own by their qualifier.
	 * @param type the type
	 * @param connection the connection's name
	 * @return the names
	 */
	List<String> namesFor(Class<?> type, String connection) {
		return names(type, (name) -> isFor(name, connection));
	}

	/**
	 * The names of the beans that no connection is told for, of those that are candidates
	 * everywhere.
	 * @param type the type
	 * @return the names
	 */
	List<String> namesForNone(Class<?> type) {
		return names(type, (name) -> isForNone(name) && isDefaultCandidate(name));
	}

	private List<String> names(Class<?> type, Predicate<String> filter) {
		List<String> names = new ArrayList<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, false)) {
			if (filter.test(name)) {
				names.add(name);
			}
		}
		return names;
	}

	private <T> Map<String, T> beans(Class<T> type, Predicate<String> filter) {
		Map<String, T> beans = new LinkedHashMap<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type)) {
			if (filter.test(name)) {
				beans.put(name, this.beanFactory.getBean(name, type));
			}
		}
		return beans;
	}

	private boolean isFor(String beanName, String connection) {
		return matches(beanName, connection::equals);
	}

	/**
	 * With one connection only, a qualifier that is not its name means something else.
	 */
	private boolean isForNone(String beanName) {
		if (this.names.size() == 1) {
			return !matches(beanName, this.names::contains);
		}
		Set<String> own = new HashSet<>(List.of(this.beanFactory.getAliases(beanName)));
		own.add(beanName);
		return own.stream().noneMatch(this.names::contains)
				&& !matches(beanName, (qualifier) -> !own.contains(qualifier));
	}

	private boolean matches(String beanName, Predicate<String> qualifier) {
		return BeanFactoryAnnotationUtils.isQualifierMatch(qualifier, beanName, this.beanFactory);
	}

	private boolean isDefaultCandidate(String beanName) {
		BeanDefinition definition = definition(beanName);
		return !(definition instanceof AbstractBeanDefinition bean)
				|| (bean.isAutowireCandidate() && bean.isDefaultCandidate());
	}

	private @Nullable BeanDefinition definition(String beanName) {
		return this.beanFactory.containsBeanDefinition(beanName) ? this.beanFactory.getMergedBeanDefinition(beanName)
				: null;
	}

	private <T> List<T> sorted(Map<String, T> beans) {
		Map<Object, Object> sources = new IdentityHashMap<>();
		beans.forEach((name, bean) -> {
			if (definition(name) instanceof RootBeanDefinition definition) {
				sources.put(bean, orderSources(definition));
			}
		});
		List<T> sorted = new ArrayList<>(beans.values());
		sorted.sort(AnnotationAwareOrderComparator.INSTANCE.withSourceProvider(sources::get));
		return sorted;
	}

	/** As the bean factory has them where it injects a list. */
	private static Object[] orderSources(RootBeanDefinition definition) {
		List<Object> sources = new ArrayList<>();
		if (definition.getAttribute(AbstractBeanDefinition.ORDER_ATTRIBUTE) instanceof Integer order) {
			sources.add((Ordered) () -> order);
		}
		if (definition.getResolvedFactoryMethod() != null) {
			sources.add(definition.getResolvedFactoryMethod());
		}
		if (definition.getTargetType() != null) {
			sources.add(definition.getTargetType());
		}
		return sources.toArray();
	}

}
