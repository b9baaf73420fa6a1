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

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import io.github.wampspring.auth.TicketSource;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.autoconfigure.common.BundleSslContext;
import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.autoconfigure.router.RouterEndpoint;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.ConnectionSettingsCustomizer;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampConnectionListener;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.core.WampTemplateCustomizer;
import io.github.wampspring.payload.PayloadCipher;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.local.InProcessConnector;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Makes the beans of each connection. Its methods are the factory methods of their
 * definitions, the connection's name being the argument.
 */
final class ConnectionBeans {

	private static final Log logger = LogFactory.getLog(ConnectionBeans.class);

	private final ConfigurableApplicationContext context;

	private final WampProperties properties;

	private final BeansOfConnection beans;

	/**
	 * Creates a factory.
	 * @param context where the beans are
	 * @param properties those of all connections
	 */
	ConnectionBeans(ConfigurableApplicationContext context, WampProperties properties) {
		this.context = context;
		this.properties = properties;
		this.beans = BeansOfConnection.of(context.getBeanFactory(), context.getEnvironment());
	}

	private WampConnectionProperties properties(String name) {
		WampConnectionProperties named = this.properties.getConnections().get(name);
		return (named != null) ? named : this.properties;
	}

	/**
	 * Where the router of a connection is.
	 * @param name the connection's name
	 * @return the bean for it, or else what its properties say
	 */
	WampConnectionDetails details(String name) {
		List<WampConnectionDetails> own = this.beans.own(WampConnectionDetails.class, name);
		List<WampConnectionDetails> named = this.beans.ofNone(WampConnectionDetails.class)
			.stream()
			.filter((details) -> details.getConnection().equals(name))
			.toList();
		return Stream.concat(named.stream(), own.stream().filter((details) -> !isForAnother(details, name)))
			.findFirst()
			.orElseGet(() -> propertiesDetails(name));
	}

	private boolean isForAnother(WampConnectionDetails details, String name) {
		String connection = details.getConnection();
		return !connection.equals(ConnectionNames.DEFAULT) && !connection.equals(name);
	}

	WampConnectionDetails propertiesDetails(String name) {
		return new PropertiesWampConnectionDetails(ConnectionNames.prefix(name), name, properties(name),
				this.context.getBeanProvider(SslBundles.class));
	}

	/** A bundle without stores may have managers of its own, which are not asked. */
	private boolean hasCertificate(String name) {
		SslBundle bundle = details(name).getSslBundle();
		return bundle != null && (bundle.getStores() == null || bundle.getStores() == SslStoreBundle.NONE
				|| bundle.getStores().getKeyStore() != null);
	}

	WampConnector connector(String name) {
		WampConnectionProperties properties = properties(name);
		WampConnectionDetails details = details(name);
		String prefix = ConnectionNames.prefix(name);
		String transport = prefix + ".transport";
		List<String> serializers = properties.getSerializers()
			.stream()
			.map((type) -> type.name().toLowerCase(Locale.ROOT))
			.toList();
		SslBundle bundle = details.getSslBundle();
		if (bundle != null && !details.getUrls().isEmpty()
				&& details.getUrls().stream().noneMatch(ConnectionFactory::isSecure)) {
			logger.warn(prefix + ".ssl.bundle has no effect, since no URL of the connection '" + name
					+ "' begins with wss:, and what is sent is not encrypted");
		}
		SSLContext ssl = (bundle != null)
				? BundleSslContext.of(() -> Objects.requireNonNullElse(details.getSslBundle(), bundle)) : null;
		WampConnector connector = new ClientTransports(this.context.getClassLoader()).connector(transport,
				properties.getTransport(), bean(WampSerializers.class).only(serializers).all(),
				WebSocketLimits.of(prefix, properties), ssl, (url, headers) -> {
					properties.getHeaders().forEach(headers::set);
					this.beans.own(HandshakeCustomizer.class, name)
						.forEach((customizer) -> customizer.customize(url, headers));
				});
		if (connector != null) {
			return connector;
		}
		InvalidConfigurationPropertyValueException missing = ClientTransports.nothing(transport,
				properties.getTransport());
		if (!details.getUrls().isEmpty() || !hasRouter()) {
			throw missing;
		}
		// nothing but the router within this JVM is to be connected
		return (url, handlers) -> {
			throw new ConnectFailedException(String.valueOf(missing.getMessage()), true, null);
		};
	}

	ConnectionSettings settings(String name) {
		WampConnectionProperties properties = properties(name);
		ConnectionFactory factory = ConnectionFactory.of(ConnectionNames.prefix(name), properties,
				this.beans.ownFirst(WampConnector.class, name));
		// what is wrong with the properties fails the start
		TicketSource tickets = this.context.getBeanProvider(TicketSource.class).getIfAvailable();
		boolean certificate = properties.getAuth().getMethods().contains(AuthMethod.TLS) && hasCertificate(name);
		factory.authenticators(List.of(), tickets, certificate);
		WampProperties.Listener listener = this.properties.getListener();
		PropertyRules rules = new PropertyRules("wamp.listener");
		ConnectionSettings settings = factory
			.settings(name, details(name).getUrls(),
					this.context.getBean(HandlerExecutorConfiguration.BEAN_NAME, Executor.class),
					bean(PayloadMapper.class))
			.authenticators(
					() -> factory.authenticators(this.beans.own(WampAuthenticator.class, name), tickets, certificate))
			.customizers(() -> factory.customizers(this.beans.own(HelloCustomizer.class, name)))
			.payloadCiphers(ciphers(name, properties))
			.autoStartup(properties.isAutoStartup())
			.listeners(() -> Stream
				.concat(this.beans.ofAll(WampConnectionListener.class, name).stream(),
						Stream.<WampConnectionListener>of(this.context::publishEvent))
				.toList())
			.eventQueue(rules.atLeast(1, "event-queue-capacity", listener.getEventQueueCapacity()),
					rules.atLeast(0L, "event-queue-size", listener.getEventQueueSize().toBytes()))
			.interruptOnLoss(listener.isInterruptOnLoss());
		if (this.context.getBeanProvider(RouterEndpoint.class).getIfAvailable() != null) {
			settings.phase(RouterEndpoint.CLIENT_PHASE);
		}
		this.beans.ofAll(ConnectionSettingsCustomizer.class, name)
			.forEach((customizer) -> customizer.customize(settings));
		return settings;
	}

	private List<PayloadCipher> ciphers(String name, WampConnectionProperties properties) {
		List<PayloadCipher> ciphers = new ArrayList<>(this.beans.own(PayloadCipher.class, name));
		ciphers.addAll(new ConfiguredCiphers(ConnectionNames.prefix(name)).of(properties.getEncryption()));
		return ciphers;
	}

	DefaultWampConnection connection(String name) {
		return new DefaultWampConnection(this.beans.one(ConnectionSettings.class, name));
	}

	WampConnectionLifecycle lifecycle(String name) {
		return lifecycle(name, this.beans.one(DefaultWampConnection.class, name));
	}

	WampConnectionLifecycle lifecycle(String name, DefaultWampConnection connection) {
		Environment environment = this.context.getEnvironment();
		boolean await = environment.getProperty("spring.task.execution.shutdown.await-termination", Boolean.class,
				false);
		// nothing is made only to be asked
		return new WampConnectionLifecycle(connection, properties(name), this.properties.isKeepAlive(),
				() -> (await && this.context.getBeanFactory()
					.getSingleton(
							TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME) instanceof ThreadPoolTaskExecutor executor)
									? executor : null);
	}

	WampTemplate.Builder templateBuilder(String name) {
		return templateBuilder(name, this.beans.one(WampConnection.class, name));
	}

	WampTemplate.Builder templateBuilder(String name, WampConnection connection) {
		WampConnectionProperties properties = properties(name);
		PropertyRules rules = new PropertyRules(ConnectionNames.prefix(name));
		ObjectProvider<ProcedureErrors> procedureErrors = this.context.getBeanProvider(ProcedureErrors.class);
		WampTemplate.Builder builder = WampTemplate.builder(connection)
			.payloadMapper(bean(PayloadMapper.class))
			.errorMappings(bean(ErrorMappings.class))
			// asked for late, since the application's error handlers may need the
			// template
			.procedureErrors(ProcedureErrors.late(procedureErrors::getObject))
			.eventErrors(bean(EventErrors.class))
			.joinTimeout(rules.notNegative("join-timeout", properties.getJoinTimeout()))
			.callTimeout(rules.notNegative("call-timeout", properties.getCallTimeout()))
			.excludeMe(properties.getPublisher().isExcludeMe());
		this.beans.ofAll(WampTemplateCustomizer.class, name).forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	WampTemplate template(String name) {
		return this.beans.one(WampTemplate.Builder.class, name).build();
	}

	/**
	 * The URLs of all connections over the network, as they are tried.
	 * @return by the connections' names
	 */
	Map<String, List<URI>> urls() {
		Map<String, List<URI>> urls = new LinkedHashMap<>();
		for (String name : this.beans.connections()) {
			List<URI> configured = details(name).getUrls();
			urls.put(name, configured.isEmpty() && !hasRouter() ? List.of(ConnectionFactory.DEFAULT_URL) : configured);
		}
		return urls;
	}

	private boolean hasRouter() {
		return this.context.getBeanProvider(InProcessConnector.class).getIfAvailable() != null;
	}

	private <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

}
