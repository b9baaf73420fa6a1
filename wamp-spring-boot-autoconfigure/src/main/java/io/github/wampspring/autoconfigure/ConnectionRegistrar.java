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

import java.util.List;
import java.util.Set;

import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.local.InProcessConnector;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Defines the beans of each connection in {@code wamp.connections}, qualified by its
 * name, unless the application has one of that type and qualifier itself. Where there is
 * a connection {@code default}, they are injected by their qualifier only.
 */
final class ConnectionRegistrar implements ImportBeanDefinitionRegistrar {

	static final String BEANS = "wampConnectionBeans";

	static final String REACTIVE_BEANS = "wampReactiveConnectionBeans";

	private final ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	ConnectionRegistrar(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
		BeansOfConnection beans = BeansOfConnection.of(this.beanFactory, this.environment);
		boolean candidates = !beans.connections().contains(ConnectionNames.DEFAULT);
		for (String name : beans.connections()) {
			if (!name.equals(ConnectionNames.DEFAULT)) {
				new Definitions(name, candidates, beans, registry).registerAll();
			}
		}
	}

	/**
	 * The definitions for one connection.
	 *
	 * @param connection its name
	 * @param candidates whether they are candidates for injection without a qualifier
	 * @param beans the beans that there are
	 * @param registry where to register
	 */
	private record Definitions(String connection, boolean candidates, BeansOfConnection beans,
			BeanDefinitionRegistry registry) {

		private static final Set<Class<?>> PROTOTYPES = Set.of(ConnectionSettings.class, WampTemplate.Builder.class);

		void registerAll() {
			if (!hasConnector()) {
				register(WampConnector.class, "connector", BEANS);
			}
			registerIfMissing(ConnectionSettings.class, ConnectionSettings.class, "settings", BEANS);
			registerIfMissing(WampConnection.class, DefaultWampConnection.class, "connection", BEANS);
			if (this.beans.namesFor(DefaultWampConnection.class, this.connection).size() == 1) {
				registerIfMissing(WampConnectionLifecycle.class, WampConnectionLifecycle.class, "lifecycle", BEANS);
			}
			registerIfMissing(WampTemplate.Builder.class, WampTemplate.Builder.class, "templateBuilder", BEANS);
			registerIfMissing(WampOperations.class, WampTemplate.class, "template", BEANS);
			if (this.registry.containsBeanDefinition(REACTIVE_BEANS)) {
				new Reactive(this).register();
			}
		}

		/** One for all connections does as well. */
		private boolean hasConnector() {
			List<String> inProcess = this.beans.namesForNone(InProcessConnector.class);
			return !this.beans.namesFor(WampConnector.class, this.connection).isEmpty()
					|| this.beans.namesForNone(WampConnector.class)
						.stream()
						.anyMatch((name) -> !inProcess.contains(name));
		}

		void registerIfMissing(Class<?> type, Class<?> implementation, String method, String factory) {
			if (this.beans.namesFor(type, this.connection).isEmpty()) {
				register(implementation, method, factory);
			}
		}

		private void register(Class<?> type, String method, String factory) {
			RootBeanDefinition definition = new RootBeanDefinition();
			definition.setTargetType(type);
			definition.setFactoryBeanName(factory);
			definition.setFactoryMethodName(method);
			definition.getConstructorArgumentValues().addIndexedArgumentValue(0, this.connection);
			definition.setDefaultCandidate(this.candidates);
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, this.connection));
			definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
			if (PROTOTYPES.contains(type)) {
				definition.setScope(BeanDefinition.SCOPE_PROTOTYPE);
			}
			String kind = (type == WampTemplate.Builder.class) ? "WampTemplateBuilder"
					: (type == DefaultWampConnection.class) ? "WampConnection" : ClassUtils.getShortName(type);
			this.registry.registerBeanDefinition(this.connection + kind, definition);
		}

	}

	/** Apart, since its types need Reactor. */
	private record Reactive(Definitions definitions) {

		void register() {
			this.definitions.registerIfMissing(ReactiveWampOperations.class, ReactiveWampTemplate.class, "template",
					REACTIVE_BEANS);
		}

	}

}
