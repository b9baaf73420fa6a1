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

package io.github.wampspring.docs.reference;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.autoconfigure.cluster.ClusterProperties;
import io.github.wampspring.autoconfigure.cluster.NatsOptionsCustomizer;
import io.github.wampspring.autoconfigure.router.WampRouterProperties;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.ClusterLinkFactory;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.memory.InMemoryEngine;
import io.github.wampspring.router.cluster.link.nats.NatsLink;
import io.github.wampspring.router.cluster.link.redis.RedisLink;
import io.nats.client.Options;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the code of the page about clusters, and binds its properties.
 */
class ClusterTests {

	private static final Map<String, Object> SECRETS = Map.of("CLUSTER_SECRET", "a secret of the shop",
			"NEXT_CLUSTER_SECRET", "the next secret of the shop", "NATS_PASSWORD", "swordfish", "REDIS_PASSWORD",
			"swordfish");

	/** The parts of the file, in their order. */
	private static List<StandardEnvironment> environments() throws IOException {
		List<StandardEnvironment> environments = new ArrayList<>();
		for (PropertySource<?> part : new YamlPropertySourceLoader().load("cluster",
				new ClassPathResource("docs/cluster.yml"))) {
			StandardEnvironment environment = new StandardEnvironment();
			environment.getPropertySources().addLast(part);
			environment.getPropertySources().addLast(new MapPropertySource("secrets", SECRETS));
			environments.add(environment);
		}
		return environments;
	}

	private static ClusterProperties bind(StandardEnvironment environment) {
		return Binder.get(environment).bind("wamp.router.cluster", ClusterProperties.class).get();
	}

	@Test
	void theEngineFollowsFromTheProperties() throws IOException {
		List<StandardEnvironment> environments = environments();
		assertThat(bind(environments.get(0)).getNats().getServers()).containsExactly("nats://nats-1:4222",
				"nats://nats-2:4222");
		assertThat(bind(environments.get(1)).getNats().getUsername()).isEqualTo("shop");
		for (int i : new int[] { 0, 2 }) {
			SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.NONE)
				.environment(environments.get(i))
				.properties("wamp.enabled=false", "wamp.router.cluster.engine=" + ((i == 0) ? "nats" : "redis"));
			try (ConfigurableApplicationContext context = application.run()) {
				assertThat(context.getBean(ClusterLinkFactory.class).create(LinkSettings.defaults()))
					.isInstanceOf((i == 0) ? NatsLink.class : RedisLink.class);
				assertThat(context.getBean(ClusterSettings.class).name()).isEqualTo("shop");
			}
		}
	}

	@Test
	void aSecretIsReplacedWhileTheKeyOfIdsStays() throws IOException {
		ClusterProperties properties = bind(environments().get(3));
		assertThat(properties.getAcceptedSecrets()).containsExactly("the next secret of the shop");
		assertThat(properties.getIdKey()).isEqualTo(properties.getSecret());
	}

	@Test
	void anotherLinkIsABean() throws IOException {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(WithBus.class)
			.web(WebApplicationType.NONE)
			.environment(environments().get(4))
			.properties("wamp.router.enabled=true", "wamp.router.cluster.name=shop", "wamp.enabled=false")
			.run()) {
			HealthEndpoint health = context.getBean(HealthEndpoint.class);
			await().untilAsserted(() -> assertThat(health.healthForPath("startup")).isNotNull()
				.satisfies((startup) -> assertThat(startup.getStatus()).isEqualTo(Status.UP)));
			assertThat(health.healthForPath("readiness")).isNotNull();
			context.getBean(NatsOptionsCustomizer.class).customize(new Options.Builder());
		}
	}

	@Test
	@SuppressWarnings("unchecked")
	void theExampleForKubernetesNamesPropertiesAndLeavesTimeToStop() throws IOException {
		Map<String, Object> deployment;
		try (InputStream stream = new ClassPathResource("docs/cluster-kubernetes.yml").getInputStream()) {
			deployment = new Yaml().load(stream);
		}
		Map<String, Object> spec = get(deployment, "spec", "template", "spec");
		Map<String, Object> container = ((List<Map<String, Object>>) spec.get("containers")).get(0);
		Map<String, Object> variables = new LinkedHashMap<>();
		((List<Map<String, Object>>) container.get("env")).forEach((variable) -> variables
			.put((String) variable.get("name"), variable.getOrDefault("value", "a secret of the shop")));
		ClusterProperties properties = new Binder(
				ConfigurationPropertySources.from(new SystemEnvironmentPropertySource("systemEnvironment", variables)))
			.bind("wamp.router.cluster", ClusterProperties.class)
			.get();
		assertThat(properties.getNats().getServers()).containsExactly("nats://nats:4222");
		assertThat(properties.getSecret()).isEqualTo("a secret of the shop");
		Duration stop = Duration.ofSeconds((int) get(container, "lifecycle", "preStop", "sleep").get("seconds"))
			.plus(new WampRouterProperties().getShutdownTimeout());
		assertThat(Duration.ofSeconds((int) spec.get("terminationGracePeriodSeconds"))).isGreaterThan(stop);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> get(Map<String, Object> from, String... keys) {
		Map<String, Object> value = from;
		for (String key : keys) {
			value = (Map<String, Object>) value.get(key);
		}
		return value;
	}

	/** Stands for whatever an application has. */
	static class MessageBus {

		private final InMemoryEngine engine = new InMemoryEngine();

		ClusterLink link(LinkSettings settings) {
			return this.engine.link(settings);
		}

	}

	@EnableAutoConfiguration
	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

	@EnableAutoConfiguration
	@Configuration(proxyBeanMethods = false)
	static class WithBus {

		@Bean
		MessageBus messageBus() {
			return new MessageBus();
		}

		// tag::link[]
		@Bean
		ClusterLinkFactory linksOverTheBus(MessageBus bus) {
			return (settings) -> bus.link(settings);
		}
		// end::link[]

		// tag::options[]
		@Bean
		NatsOptionsCustomizer connectionName() {
			return (options) -> options.connectionName("shop");
		}
		// end::options[]

	}

}
