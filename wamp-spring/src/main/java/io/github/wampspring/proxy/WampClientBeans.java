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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.github.wampspring.client.WampConnection;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.contract.ClientBeans;
import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.listener.UnknownConnectionException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Makes the clients that are beans, and knows them.
 */
final class WampClientBeans implements WampClientRegistry, ClientBeans {

	static final String NAME = "wampClients";

	static final String DEFAULT_CONNECTION = "default";

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			WampClientBeans.class.getClassLoader());

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<String, WampClientRegistration> clients = new LinkedHashMap<>();

	WampClientBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		beanFactory.getBeansOfType(WampClientRegistration.class)
			.values()
			.forEach((client) -> this.clients.put(client.beanName(), client));
	}

	@Override
	public boolean isClient(String beanName) {
		return this.clients.containsKey(beanName);
	}

	@Override
	public <T> T getClient(String connection, Class<T> type) {
		return find(connection, type, (client) -> true, "");
	}

	@Override
	public <T> T getClient(String connection, Class<T> type, String prefix) {
		return find(connection, type, (client) -> client.prefix().equals(prefix), " with the prefix '" + prefix + "'");
	}

	private <T> T find(String connection, Class<T> type, Predicate<WampClientRegistration> filter, String more) {
		List<WampClientRegistration> found = this.clients.values()
			.stream()
			.filter((client) -> client.isOf(type) && client.connection().equals(connection))
			.filter(filter)
			.toList();
		Assert.isTrue(found.size() == 1,
				() -> "There " + (found.isEmpty() ? "is no client " : "are several clients ") + type.getName()
						+ " for the connection '" + connection + "'" + more
						+ (found.isEmpty() ? ": add it to an @ImportWampClients" : ": name the prefix"));
		return this.beanFactory.getBean(found.get(0).beanName(), type);
	}

	@Override
	public List<WampClientRegistration> getClients() {
		return List.copyOf(this.clients.values());
	}

	/**
	 * Makes a client: the factory method of its bean.
	 * @param beanName the name of the bean
	 * @return the client
	 */
	Object create(String beanName) {
		WampClientRegistration client = this.clients.get(beanName);
		Assert.state(client != null, () -> "There is no registration of the client '" + beanName + "'");
		WampClientFactory.Builder factory = WampClientFactory.builder(operations(client));
		EmbeddedValueResolver resolver = new EmbeddedValueResolver(this.beanFactory);
		factory.valueResolver((value) -> {
			String resolved = resolver.resolveStringValue(value);
			return (resolved != null) ? resolved : "";
		});
		if (!(factory.getOperations() instanceof WampTemplate)) {
			this.beanFactory.getBeanProvider(PayloadMapper.class).ifUnique(factory::payloadMapper);
		}
		if (REACTOR) {
			reactive(client, factory);
		}
		if (StringUtils.hasText(client.prefix())) {
			factory.prefix(client.prefix());
		}
		this.beanFactory.getBeanProvider(WampClientCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(client, factory));
		return factory.build()
			.create(ClassUtils.resolveClassName(client.typeName(), this.beanFactory.getBeanClassLoader()));
	}

	private WampOperations operations(WampClientRegistration client) {
		String connection = client.connection();
		WampOperations operations = null;
		try {
			operations = BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beanFactory, WampOperations.class,
					connection);
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw ex;
		}
		catch (NoSuchBeanDefinitionException ex) {
			if (connection.equals(DEFAULT_CONNECTION)) {
				operations = this.beanFactory.getBeanProvider(WampOperations.class).getIfUnique();
			}
		}
		if (operations == null || isOfOther(connection, operations)) {
			Set<String> known = new TreeSet<>();
			this.beanFactory.getBeanProvider(WampConnection.class).forEach((other) -> known.add(other.getName()));
			throw new UnknownConnectionException(connection, client.toString(), known);
		}
		return operations;
	}

	/** The only template may be that of a connection with another name. */
	private static boolean isOfOther(String connection, WampOperations operations) {
		WampConnection own = (operations instanceof WampTemplate template) ? connection(template) : null;
		return own != null && !connection.equals(own.getName());
	}

	/** Mocks have none. */
	private static @Nullable WampConnection connection(WampTemplate template) {
		return template.getConnection();
	}

	private void reactive(WampClientRegistration client, WampClientFactory.Builder factory) {
		try {
			factory.reactiveOperations(BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beanFactory,
					ReactiveWampOperations.class, client.connection()));
		}
		catch (NoSuchBeanDefinitionException ex) {
			if (client.connection().equals(DEFAULT_CONNECTION)) {
				this.beanFactory.getBeanProvider(ReactiveWampOperations.class).ifUnique(factory::reactiveOperations);
			}
		}
	}

}
