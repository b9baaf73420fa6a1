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
import java.util.Arrays;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampPublish;
import io.github.wampspring.contract.Declared;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Registers beans that are clients. To be extended where annotations are not enough, and
 * imported by {@link org.springframework.context.annotation.Import @Import}.
 */
public abstract class AbstractWampClientRegistrar
		implements ImportBeanDefinitionRegistrar, EnvironmentAware, ResourceLoaderAware {

	private @Nullable Environment environment;

	private @Nullable ResourceLoader resourceLoader;

	@Override
	public final void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public final void setResourceLoader(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

	@Override
	public final void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
		if (!registry.containsBeanDefinition(WampClientBeans.NAME)) {
			RootBeanDefinition clients = new RootBeanDefinition(WampClientBeans.class);
			clients.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
			registry.registerBeanDefinition(WampClientBeans.NAME, clients);
		}
		Assert.state(this.environment != null && this.resourceLoader != null, "The registrar was not initialized");
		registerClients(new Clients(registry, this.environment, this.resourceLoader), importing);
	}

	/**
	 * Registers clients.
	 * @param clients where to register them
	 * @param importing the class that imports this registrar
	 */
	protected abstract void registerClients(Clients clients, AnnotationMetadata importing);

	/**
	 * Where clients are registered: for one connection and prefix, at first the default
	 * connection and no prefix. One that is registered again stays as it is.
	 */
	protected static final class Clients {

		private final BeanDefinitionRegistry registry;

		private final Environment environment;

		private final ResourceLoader resourceLoader;

		private final String connection;

		private final String prefix;

		private Clients(BeanDefinitionRegistry registry, Environment environment, ResourceLoader resourceLoader) {
			this(registry, environment, resourceLoader, WampClientBeans.DEFAULT_CONNECTION, "");
		}

		private Clients(BeanDefinitionRegistry registry, Environment environment, ResourceLoader resourceLoader,
				String connection, String prefix) {
			this.registry = registry;
			this.environment = environment;
			this.resourceLoader = resourceLoader;
			this.connection = connection;
			this.prefix = prefix;
		}

		/**
		 * Clients of another connection.
		 * @param connection the connection's name, maybe with placeholders; empty for the
		 * default one
		 * @return where to register them
		 */
		public Clients connection(String connection) {
			String name = resolve(connection);
			return new Clients(this.registry, this.environment, this.resourceLoader,
					StringUtils.hasText(name) ? name : WampClientBeans.DEFAULT_CONNECTION, this.prefix);
		}

		/**
		 * Clients of another prefix.
		 * @param prefix takes the place of the interface's prefix, maybe with
		 * placeholders; empty for none
		 * @return where to register them
		 */
		public Clients prefix(String prefix) {
			return new Clients(this.registry, this.environment, this.resourceLoader, this.connection, resolve(prefix));
		}

		/**
		 * Registers clients.
		 * @param types their interfaces
		 * @return this
		 */
		public Clients register(Class<?>... types) {
			for (Class<?> type : types) {
				register(type);
			}
			return this;
		}

		/**
		 * Registers clients of the interfaces that are found in and below packages.
		 * @param packages the packages, maybe with placeholders
		 * @return this
		 */
		public Clients detect(String... packages) {
			ClassPathScanningCandidateComponentProvider scanner = new InterfaceProvider(this.environment);
			scanner.setResourceLoader(this.resourceLoader);
			for (String name : packages) {
				for (BeanDefinition candidate : scanner.findCandidateComponents(resolve(name))) {
					Class<?> type = load(candidate.getBeanClassName());
					if (type != null && isContract(type)) {
						register(type);
					}
				}
			}
			return this;
		}

		private String resolve(String value) {
			return this.environment.resolveRequiredPlaceholders(value).trim();
		}

		private @Nullable Class<?> load(@Nullable String name) {
			try {
				return (name != null) ? ClassUtils.forName(name, this.resourceLoader.getClassLoader()) : null;
			}
			catch (ClassNotFoundException | LinkageError ex) {
				return null;
			}
		}

		private static boolean isContract(Class<?> type) {
			try {
				return type.getTypeParameters().length == 0
						&& Arrays.stream(type.getMethods()).anyMatch(Clients::isAnnotated);
			}
			catch (LinkageError ex) {
				return false;
			}
		}

		private static boolean isAnnotated(Method method) {
			return !Declared.of(method, WampProcedure.class).isEmpty()
					|| !Declared.of(method, WampPublish.class).isEmpty();
		}

		private void register(Class<?> type) {
			String name = this.connection + "#" + type.getName() + (this.prefix.isEmpty() ? "" : "#" + this.prefix);
			String registrationName = name + ".registration";
			if (this.registry.containsBeanDefinition(registrationName)) {
				return;
			}
			RootBeanDefinition registration = new RootBeanDefinition(WampClientRegistration.class);
			registration.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			registration.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
			registration.getConstructorArgumentValues().addIndexedArgumentValue(1, this.connection);
			registration.getConstructorArgumentValues().addIndexedArgumentValue(2, type.getName());
			registration.getConstructorArgumentValues().addIndexedArgumentValue(3, this.prefix);
			this.registry.registerBeanDefinition(registrationName, registration);
			if (this.registry.containsBeanDefinition(name)) {
				// the application's own, such as a mock
				return;
			}
			RootBeanDefinition client = new RootBeanDefinition();
			client.setTargetType(type);
			client.setFactoryBeanName(WampClientBeans.NAME);
			client.setFactoryMethodName("create");
			client.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
			client.setFallback(!this.connection.equals(WampClientBeans.DEFAULT_CONNECTION));
			client.addQualifier(new AutowireCandidateQualifier(Qualifier.class, this.connection));
			this.registry.registerBeanDefinition(name, client);
		}

	}

	/**
	 * Takes all interfaces.
	 */
	private static final class InterfaceProvider extends ClassPathScanningCandidateComponentProvider {

		InterfaceProvider(Environment environment) {
			super(false, environment);
			addIncludeFilter((reader, factory) -> reader.getClassMetadata().isInterface());
		}

		@Override
		protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
			AnnotationMetadata metadata = definition.getMetadata();
			return metadata.isInterface() && !metadata.isAnnotation() && metadata.isIndependent();
		}

	}

}
