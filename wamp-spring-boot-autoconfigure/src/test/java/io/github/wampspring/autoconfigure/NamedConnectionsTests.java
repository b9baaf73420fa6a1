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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterListenerAutoConfiguration;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.ConnectionSettingsCustomizer;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampConnectionEvent;
import io.github.wampspring.client.WampConnectionListener;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.core.WampTemplateCustomizer;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.WampConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

/**
 * Connections beside the one named {@code default}.
 */
@ExtendWith(OutputCaptureExtension.class)
class NamedConnectionsTests {

	private static final String NOBODY = "ws://localhost:1/ws";

	private final ApplicationContextRunner twoRealms = WampAutoConfigurations.withRouter()
		.withPropertyValues("wamp.router.realms=realm1,realm2", "wamp.realm=realm1",
				"wamp.connections.two.realm=realm2", "wamp.connections.two.fail-fast=true");

	private final ApplicationContextRunner withoutRouter = new ApplicationContextRunner()
		.withConfiguration(WampAutoConfigurations.ALL);

	private static <T> T of(ApplicationContext context, Class<T> type, String connection) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), type,
				connection);
	}

	@Test
	void eachConnectionHasItsRealmItsProceduresAndItsTemplates() {
		this.twoRealms.withBean(Procedures.class).withBean(Injected.class).run((context) -> {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.unqualified.call("com.myapp.where", String.class)).isEqualTo("one");
			assertThat(injected.first.call("com.myapp.where", String.class)).isEqualTo("one");
			assertThat(injected.second.call("com.myapp.where", String.class)).isEqualTo("two");
			StepVerifier.create(injected.reactive.call("com.myapp.where", String.class))
				.expectNext("two")
				.verifyComplete();
			assertThat(injected.connection.getName()).isEqualTo("two");
			assertThat(injected.connection.getSession().getRealm()).isEqualTo("realm2");
			assertThat(injected.settings).isNotNull();
			assertThat(context.getBean(WampConnection.class).getName()).isEqualTo("default");
			assertThat(context.getBean(ReactiveWampTemplate.class)).isNotSameAs(injected.reactive);
			assertThat(context).hasBean("twoWampTemplate")
				.hasBean("twoReactiveWampTemplate")
				.hasBean("twoWampConnection");
		});
	}

	@Test
	void operationsWithoutReactorHaveTemplatesAsWell() {
		this.twoRealms.withClassLoader(new FilteredClassLoader(Flux.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("twoWampTemplate")
				.doesNotHaveBean("twoReactiveWampTemplate"));
	}

	@Test
	void propertiesOfOneConnectionDoNotCountForAnother() {
		this.withoutRouter
			.withPropertyValues("wamp.url=" + NOBODY, "wamp.call-timeout=5s",
					"wamp.connections.two.url=ws://localhost:1/two", "wamp.connections.two.publisher.exclude-me=false",
					"wamp.connections.two.auto-startup=false")
			.run((context) -> {
				assertThat(of(context, WampTemplate.class, "two"))
					.extracting("runner.defaults.excludeMe", "runner.defaults.callTimeout")
					.containsExactly(false, Duration.ofSeconds(30));
				assertThat(context.getBean(WampTemplate.class))
					.extracting("runner.defaults.excludeMe", "runner.defaults.callTimeout")
					.containsExactly(true, Duration.ofSeconds(5));
				assertThat(of(context, DefaultWampConnection.class, "two").isRunning()).isFalse();
				assertThat(context.getBean(DefaultWampConnection.class).isRunning()).isTrue();
			});
	}

	@Test
	void theDefaultConnectionIsMadeOnlyWhereItIsAskedForOrAlone() {
		String two = "wamp.connections.two.url=" + NOBODY;
		assertThat(connections()).containsExactly("default");
		assertThat(connections(two)).containsExactly("two");
		assertThat(connections(two, "wamp.url=" + NOBODY)).containsExactlyInAnyOrder("default", "two");
		assertThat(connections(two, "wamp.urls[0]=" + NOBODY)).containsExactlyInAnyOrder("default", "two");
		assertThat(connections(two, "wamp.realm=realm1")).containsExactlyInAnyOrder("default", "two");
		assertThat(connections(two, "wamp.router.enabled=true")).containsExactlyInAnyOrder("default", "two");
		assertThat(connections("wamp.connections.two.realm=realm1", "wamp.router.enabled=true")).containsExactly("two");
		assertThat(connections("wamp.connections.two.realm=realm1", "wamp.router.enabled=true", "wamp.urls="))
			.containsExactlyInAnyOrder("default", "two");
	}

	private Set<String> connections(String... properties) {
		Set<String> names = new TreeSet<>();
		this.withoutRouter.withPropertyValues(properties)
			.run((context) -> context.getBeansOfType(WampConnection.class)
				.values()
				.forEach((connection) -> names.add(connection.getName())));
		return names;
	}

	@Test
	void theOnlyConnectionIsInjectedWithoutAQualifierAndOfTwoNone() {
		ApplicationContextRunner one = this.withoutRouter.withPropertyValues("wamp.connections.one.url=" + NOBODY)
			.withBean(HelloCustomizer.class, () -> (connection, hello) -> {
			});
		one.run((context) -> {
			assertThat(context.getBean(WampTemplate.class).getConnection().getName()).isEqualTo("one");
			assertThat(context).hasSingleBean(WampConnectionLifecycle.class).hasSingleBean(ReactiveWampTemplate.class);
		});
		one.withPropertyValues("wamp.connections.two.url=" + NOBODY)
			.run((context) -> assertThatExceptionOfType(NoUniqueBeanDefinitionException.class)
				.isThrownBy(() -> context.getBean(WampTemplate.class)));
	}

	@Test
	void aNamedConnectionThatIsCalledDefaultIsRefused() {
		this.withoutRouter.withPropertyValues("wamp.connections.default.url=" + NOBODY)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("wamp.connections.default")
				.hasMessageContaining("configured by wamp.* directly"));
	}

	@Test
	void whatTellsWhoTheApplicationIsIsForOneConnectionOnly() {
		this.twoRealms
			.withPropertyValues("wamp.router.users.joe.secret=secret123", "wamp.router.users.ann.secret=secret456",
					"wamp.connections.three.realm=realm1")
			.withUserConfiguration(Authenticators.class)
			.run((context) -> {
				assertThat(of(context, WampConnection.class, "default").getSession().getAuthId()).isEqualTo("joe");
				assertThat(of(context, WampConnection.class, "two").getSession().getAuthId()).isEqualTo("ann");
				WampConnection three = of(context, WampConnection.class, "three");
				await().untilAsserted(() -> assertThat(three.getSession()).isNotNull());
				assertThat(three.getSession().getAuthMethod()).isNotEqualTo("ticket");
			});
	}

	@Test
	void headersOfABeanAreForTheConnectionOfItsQualifier() {
		try (ConfigurableApplicationContext router = new SpringApplicationBuilder(Everything.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.router.enabled=true", "wamp.router.listen=localhost:0",
					"wamp.router.anonymous.enabled=true", "wamp.enabled=false")
			.run()) {
			String url = "ws://localhost:" + router.getEnvironment().getProperty("local.wamp.router.port") + "/ws";
			List<String> asked = new CopyOnWriteArrayList<>();
			this.withoutRouter
				.withPropertyValues("wamp.url=" + url, "wamp.fail-fast=true", "wamp.connections.two.url=" + url,
						"wamp.connections.two.fail-fast=true", "wamp.connections.three.url=" + url,
						"wamp.connections.three.fail-fast=true")
				.withBean("two", HandshakeCustomizer.class, () -> (to, headers) -> asked.add("two"))
				.withBean("other", HandshakeCustomizer.class, () -> (to, headers) -> asked.add("other"))
				.run((context) -> assertThat(asked).containsExactlyInAnyOrder("other", "two"));
		}
	}

	@Test
	void customizersAndListenersAreForAllConnectionsUnlessTheyAreQualified() {
		List<String> log = new CopyOnWriteArrayList<>();
		this.twoRealms
			.withBean("all", ConnectionSettingsCustomizer.class, () -> (settings) -> log.add("all " + settings.name()))
			.withBean("two", ConnectionSettingsCustomizer.class, () -> (settings) -> log.add("two " + settings.name()))
			.withBean("listener", WampConnectionListener.class, () -> (event) -> {
				if (event instanceof WampConnectionEvent.Joined) {
					log.add("joined " + event.connection().getName());
				}
			})
			.withUserConfiguration(TemplateOfTwo.class)
			.run((context) -> {
				await().untilAsserted(() -> assertThat(log).containsExactlyInAnyOrder("all default", "all two",
						"two two", "joined default", "joined two"));
				assertThat(of(context, WampTemplate.class, "two")).extracting("runner.defaults.excludeMe")
					.isEqualTo(false);
				assertThat(context.getBean(WampTemplate.class)).extracting("runner.defaults.excludeMe").isEqualTo(true);
			});
	}

	@Test
	void aRouterIsFoundByTheDetailsOfItsConnection() {
		this.withoutRouter
			.withPropertyValues("wamp.url=" + NOBODY, "wamp.connections.two.realm=realm2",
					"wamp.connections.three.realm=realm3")
			.withUserConfiguration(Details.class)
			.run((context) -> assertThat(urls(context.getBeansOfType(WampConnection.class))).containsOnly(
					Map.entry("default", NOBODY), Map.entry("two", "ws://localhost:1/two"),
					Map.entry("three", "ws://localhost:1/three")));
	}

	private static Map<String, String> urls(Map<String, WampConnection> connections) {
		return connections.values()
			.stream()
			.collect(Collectors.toMap(WampConnection::getName, (connection) -> connection.getState().url()));
	}

	@Test
	void beansOfTheApplicationWithItsQualifierTakeThePlaceOfAConnections() {
		this.twoRealms.withUserConfiguration(OwnTwo.class).withBean(Procedures.class).run((context) -> {
			assertThat(context).doesNotHaveBean("twoWampConnection").doesNotHaveBean("twoWampTemplate");
			assertThat(of(context, WampConnection.class, "two")).isSameAs(context.getBean("mine"));
			assertThat(of(context, WampOperations.class, "two").call("com.myapp.where", String.class)).isEqualTo("two");
			assertThat(context.getBean(WampTemplate.class).call("com.myapp.where", String.class)).isEqualTo("one");
			assertThat(context.getBean(WampConnection.class).getName()).isEqualTo("default");
			assertThat(context.getBeansOfType(WampConnectionLifecycle.class)).hasSize(2);
		});
	}

	@Test
	void aTransportOfTheApplicationIsForAllConnections() {
		this.withoutRouter.withPropertyValues("wamp.url=other://one", "wamp.connections.two.url=other://two")
			.withBean(WampConnector.class, OtherTransport::new)
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(WampConnector.class);
				await().untilAsserted(() -> assertThat(context.getBean(OtherTransport.class).urls)
					.contains(URI.create("other://one"), URI.create("other://two")));
			});
	}

	@Test
	void aConnectionThatIsDownDelaysNoOther() {
		this.twoRealms.withPropertyValues("wamp.connections.aaa.url=" + NOBODY, "wamp.connections.aaa.join-timeout=1h")
			.run((context) -> {
				assertThat(of(context, WampConnection.class, "default").getSession()).isNotNull();
				assertThat(of(context, WampConnection.class, "two").getSession()).isNotNull();
				assertThat(of(context, WampConnection.class, "aaa").getSession()).isNull();
			});
	}

	@Test
	void oneThatFailsFastNamesItsPropertiesAndStopsTheStart() {
		this.twoRealms
			.withPropertyValues("wamp.connections.three.url=" + NOBODY, "wamp.connections.three.fail-fast=true",
					"wamp.connections.three.reconnect.max-retries=0")
			.run((context) -> {
				assertThat(context).hasFailed();
				var analysis = new WampStartFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("'three'");
				assertThat(analysis.getAction()).contains("wamp.connections.three.urls")
					.contains("wamp.connections.three.fail-fast=true")
					.contains("wamp.router.enabled=true")
					.doesNotContain("wamp.urls");
			});
	}

	@Test
	void whatIsWrongWithPropertiesIsToldWithTheirNames() {
		assertWrong("wamp.connections.two.realm=my realm", "wamp.connections.two.realm");
		assertWrong("wamp.connections.two.url=http://localhost", "wamp.connections.two.url");
		assertWrong("wamp.connections.two.auth.ticket=x", "wamp.connections.two.auth.authid");
		assertWrong("wamp.connections.two.ssl.bundle=none", "wamp.connections.two.ssl.bundle");
		assertWrong("wamp.connections.two.max-message-size=1B", "wamp.connections.two.max-message-size");
		assertWrong("wamp.connections.two.call-timeout=-1s", "wamp.connections.two.call-timeout");
	}

	@Test
	void aUrlThatIsWrongIsToldWithoutItsSecrets() {
		for (String url : List.of("http://joe:password@localhost/ws?token=secret",
				"ws:joe:password@localhost/ws?secret")) {
			this.withoutRouter.withPropertyValues("wamp.connections.two.url=" + url)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.asInstanceOf(type(InvalidConfigurationPropertyValueException.class))
					.satisfies((ex) -> assertThat(ex.getValue() + " " + ex.getMessage()).contains("localhost/ws")
						.doesNotContain("password")
						.doesNotContain("secret")));
		}
	}

	private void assertWrong(String property, String name) {
		this.withoutRouter.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(name));
	}

	@Test
	void theLogNamesThePropertyOfTheConnectionThatIsRefused(CapturedOutput output) {
		this.twoRealms.withPropertyValues("wamp.connections.two.realm=nowhere", "wamp.connections.two.fail-fast=false")
			.run((context) -> await()
				.untilAsserted(() -> assertThat(output).contains("Set wamp.connections.two.realm to a realm")));
	}

	@Test
	void allConnectionsComeBackWhenTheContextIsStoppedAndStarted() {
		this.twoRealms.withBean(Procedures.class).run((context) -> {
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			source.stop();
			assertThat(of(context, WampConnection.class, "default").getSession()).isNull();
			assertThat(of(context, WampConnection.class, "two").getSession()).isNull();
			source.start();
			assertThat(of(context, WampTemplate.class, "two").call("com.myapp.where", String.class)).isEqualTo("two");
			assertThat(context.getBean(WampTemplate.class).call("com.myapp.where", String.class)).isEqualTo("one");
		});
	}

	@Test
	void aChildUsesTheConnectionsOfItsParent() {
		try (ConfigurableApplicationContext child = new SpringApplicationBuilder(Everything.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.router.enabled=true", "wamp.router.realms=realm1,realm2", "wamp.realm=realm1",
					"wamp.fail-fast=true", "wamp.connections.two.realm=realm2", "wamp.connections.two.fail-fast=true")
			.child(Everything.class, Procedures.class)
			.web(WebApplicationType.NONE)
			.run()) {
			assertThat(child.getBeansOfType(WampConnection.class)).isEmpty();
			assertThat(child.getBeansOfType(WampTemplate.class)).isEmpty();
			WampTemplate two = of(child.getParent(), WampTemplate.class, "two");
			await().untilAsserted(() -> assertThat(two.call("com.myapp.where", String.class)).isEqualTo("two"));
			((ConfigurableApplicationContext) child.getParent()).close();
		}
	}

	static class Injected {

		@Autowired
		WampTemplate unqualified;

		@Autowired
		@Qualifier("default")
		WampTemplate first;

		@Autowired
		@Qualifier("two")
		WampTemplate second;

		@Autowired
		@Qualifier("two")
		ReactiveWampTemplate reactive;

		@Autowired
		@Qualifier("two")
		WampConnection connection;

		@Autowired
		@Qualifier("two")
		ConnectionSettings settings;

	}

	static class Procedures {

		@WampProcedure("com.myapp.where")
		String one() {
			return "one";
		}

		@WampProcedure(uri = "com.myapp.where", connection = "two")
		String two() {
			return "two";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Authenticators {

		@Bean
		WampAuthenticator joe() {
			return new TicketAuthenticator("joe", "secret123");
		}

		@Bean
		@Qualifier("two")
		WampAuthenticator ann() {
			return new TicketAuthenticator("ann", "secret456");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TemplateOfTwo {

		@Bean
		@Qualifier("two")
		WampTemplateCustomizer ownEvents() {
			return (builder) -> builder.excludeMe(false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Details {

		@Bean
		@Qualifier("two")
		WampConnectionDetails detailsOfTwo() {
			return () -> List.of(URI.create("ws://localhost:1/two"));
		}

		@Bean
		WampConnectionDetails others() {
			return new WampConnectionDetails() {

				@Override
				public String getConnection() {
					return "three";
				}

				@Override
				public List<URI> getUrls() {
					return List.of(URI.create("ws://localhost:1/three"));
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTwo {

		@Bean
		@Qualifier("two")
		DefaultWampConnection mine(@Qualifier("two") ConnectionSettings settings) {
			return new DefaultWampConnection(settings);
		}

		@Bean
		@Qualifier("two")
		WampOperations operations(@Qualifier("two") WampTemplate.Builder builder) {
			return builder.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, TaskExecutionAutoConfiguration.class,
			WampSerializerAutoConfiguration.class, WampRouterAutoConfiguration.class,
			WampRouterListenerAutoConfiguration.class, WampClientAutoConfiguration.class,
			WampListenerAutoConfiguration.class })
	static class Everything {

	}

	static class OtherTransport implements WampConnector {

		final List<URI> urls = new CopyOnWriteArrayList<>();

		@Override
		public WampChannel connect(URI url, Function<WampChannel, WampChannelHandler> handlers) {
			this.urls.add(url);
			throw new ConnectFailedException("Nobody there", false, null);
		}

	}

}
