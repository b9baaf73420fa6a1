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

package io.github.wampspring.autoconfigure.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.wampspring.autoconfigure.common.SecretPropertyException;
import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.ClusterLinkFactory;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.memory.InMemoryEngine;
import io.github.wampspring.router.cluster.link.nats.NatsLink;
import io.github.wampspring.router.cluster.link.redis.RedisLink;
import io.nats.client.Nats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * How the embedded router becomes one of several, and what is said where it cannot.
 */
@ExtendWith(OutputCaptureExtension.class)
class WampClusterAutoConfigurationTests {

	private static final String SECRET = "a secret of the shop";

	private final ApplicationContextRunner alone = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(SslAutoConfiguration.class, WampSerializerAutoConfiguration.class, WampRouterAutoConfiguration.class,
				WampClusterAutoConfiguration.class, WampClusterMissingAutoConfiguration.class));

	private final ApplicationContextRunner both = this.alone.withPropertyValues("wamp.router.enabled=true")
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class));

	private final ApplicationContextRunner redis = this.both.withPropertyValues("wamp.router.cluster.name=shop")
		.withClassLoader(new FilteredClassLoader(Nats.class));

	private final ApplicationContextRunner nats = this.alone
		.withPropertyValues("wamp.router.enabled=true", "wamp.router.cluster.name=shop")
		.withClassLoader(new FilteredClassLoader(RedisConnectionFactory.class));

	private static ContextConsumer<AssertableApplicationContext> linksAre(Class<? extends ClusterLink> type) {
		return (context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(ClusterSettings.class);
			assertThat(context.getBean(ClusterLinkFactory.class).create(LinkSettings.defaults())).isInstanceOf(type);
			assertThat(context.getBean(RouterSettings.class).cluster())
				.isSameAs(context.getBean(ClusterSettings.class));
		};
	}

	private static Throwable root(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		return NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
	}

	private static ContextConsumer<AssertableApplicationContext> refused(String property, String... reasons) {
		return (context) -> assertThat(root(context))
			.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
				assertThat(ex.getName()).isEqualTo("wamp.router.cluster." + property);
				assertThat(ex.getReason()).contains(reasons);
			});
	}

	private static ContextConsumer<AssertableApplicationContext> secretRefused(String property, String reason) {
		return (context) -> assertThat(root(context)).isInstanceOfSatisfying(SecretPropertyException.class, (ex) -> {
			assertThat(ex.getProperty()).isEqualTo("wamp.router.cluster." + property);
			assertThat(ex.getReason()).contains(reason);
		});
	}

	@Test
	void aRouterIsAloneWithoutTheNameOfACluster() {
		for (String[] properties : new String[][] { {}, { "wamp.router.cluster.name=" } }) {
			this.both.withPropertyValues(properties).run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(ClusterSettings.class);
				assertThat(context.getBean(RouterSettings.class).cluster()).isNull();
			});
		}
	}

	@Test
	void aClusterNeedsARouter() {
		this.alone.withPropertyValues("wamp.router.cluster.name=shop")
			.run(refused("name", "set wamp.router.enabled=true as well"));
		this.alone.withPropertyValues("wamp.router.cluster.name=shop", "wamp.router.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClusterSettings.class));
	}

	@Test
	void theOnlyEngineOnTheClassPathIsTaken() {
		this.redis.run(linksAre(RedisLink.class));
		this.nats.run(linksAre(NatsLink.class));
	}

	@Test
	void ofTwoEnginesTheConfiguredOneIsTaken() {
		ApplicationContextRunner cluster = this.both.withPropertyValues("wamp.router.cluster.name=shop");
		cluster.run(refused("name", "could be NATS or Redis", "set wamp.router.cluster.engine"));
		cluster.withPropertyValues("wamp.router.cluster.engine=nats").run(linksAre(NatsLink.class));
		cluster.withPropertyValues("wamp.router.cluster.engine=redis").run(linksAre(RedisLink.class));
		cluster.withPropertyValues("wamp.router.cluster.nats.servers=nats://n1:4222").run(linksAre(NatsLink.class));
		cluster.withBean(NatsConnectionDetails.class, () -> () -> List.of("nats://n1:4222"))
			.run(linksAre(NatsLink.class));
		cluster.withPropertyValues("wamp.router.cluster.redis.connection-factory=redisConnectionFactory")
			.run(linksAre(RedisLink.class));
		cluster
			.withPropertyValues("wamp.router.cluster.nats.servers=nats://n1:4222",
					"wamp.router.cluster.redis.connection-factory=redisConnectionFactory")
			.run(refused("name", "could be NATS or Redis"));
	}

	@Test
	void withoutAnEngineItIsSaidWhatToAdd() {
		ApplicationContextRunner none = this.alone
			.withPropertyValues("wamp.router.enabled=true", "wamp.router.cluster.name=shop")
			.withClassLoader(new FilteredClassLoader(Nats.class, RedisConnectionFactory.class));
		none.run(refused("name", "io.nats:jnats", "spring-boot-starter-data-redis", "ClusterLinkFactory"));
		none.withPropertyValues("wamp.router.cluster.engine=nats").run(refused("engine", "io.nats:jnats"));
		none.withPropertyValues("wamp.router.cluster.engine=redis")
			.run(refused("engine", "spring-boot-starter-data-redis"));
	}

	@Test
	void severalRedisConnectionsNeedAName() {
		ApplicationContextRunner several = this.redis
			.withBean("one", RedisConnectionFactory.class, LettuceConnectionFactory::new)
			.withBean("two", RedisConnectionFactory.class, LettuceConnectionFactory::new);
		several.run(refused("name", "set wamp.router.cluster.redis.connection-factory to one of", "one", "two"));
		several.withPropertyValues("wamp.router.cluster.redis.connection-factory=two").run(linksAre(RedisLink.class));
		several.withPropertyValues("wamp.router.cluster.redis.connection-factory=three")
			.run(refused("redis.connection-factory", "no bean of type RedisConnectionFactory with that name", "one"));
	}

	@Test
	void whatIsNotLettuceIsRefusedAtTheStart() {
		this.redis.withBean(RedisConnectionFactory.class, () -> mock(RedisConnectionFactory.class))
			.run(refused("name", "needs connections by Lettuce", "spring.data.redis.client-type"));
	}

	@Test
	void anotherEngineIsABean() {
		InMemoryEngine engine = new InMemoryEngine();
		List<LinkSettings> settings = new ArrayList<>();
		ClusterLinkFactory factory = (given) -> {
			settings.add(given);
			return engine.link(given);
		};
		this.both
			.withPropertyValues("wamp.router.cluster.name=shop", "wamp.router.cluster.queue-size=2MB",
					"wamp.router.cluster.receive-queue-size=3MB", "wamp.router.cluster.engine-timeout=7s",
					"wamp.router.cluster.reconnect.initial-interval=20ms",
					"wamp.router.cluster.reconnect.max-interval=1s", "wamp.router.max-message-size=1MB")
			.withBean(ClusterLinkFactory.class, () -> factory)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(LinkEngine.class);
				ClusterLink link = context.getBean(ClusterSettings.class).links().get();
				assertThat(link.maxFrame()).isEqualTo((1024 + 64) * 1024);
				assertThat(context.getBean(ClusterSettings.class).links().get()).isNotSameAs(link);
			});
		LinkSettings given = settings.get(0);
		assertThat(given.queueBytes()).isEqualTo(2 * 1024 * 1024);
		assertThat(given.receiveBytes()).isEqualTo(3 * 1024 * 1024);
		assertThat(given.timeout()).hasSeconds(7);
		assertThat(given.minBackoff()).hasMillis(20);
		assertThat(given.maxBackoff()).hasSeconds(1);
	}

	@Test
	void theSettingsOfTheApplicationCount() {
		ClusterSettings own = new ClusterSettings("own", "n1",
				() -> new InMemoryEngine().link(LinkSettings.defaults()));
		this.alone.withPropertyValues("wamp.router.enabled=true")
			.withBean(ClusterSettings.class, () -> own)
			.run((context) -> assertThat(context.getBean(RouterSettings.class).cluster()).isSameAs(own));
	}

	@Test
	void aRouterOfTheApplicationMustNotForgetTheCluster() {
		RouterSettings own = RouterSettings.builder().realm(RealmSettings.builder("realm1").build()).build();
		this.nats.withBean(RouterSettings.class, () -> own)
			.run(refused("name", "RouterSettings of its own, without a cluster"));
	}

	@Test
	void theSettings() {
		settings((settings) -> {
			assertThat(settings.name()).isEqualTo("shop");
			assertThat(settings.node()).isNotEmpty();
			NodeId.create(settings.node());
			assertThat(settings.secret()).isEmpty();
			assertThat(settings.heartbeat()).isEqualTo(ClusterSettings.HEARTBEAT);
			assertThat(settings.timeout()).isEqualTo(ClusterSettings.TIMEOUT);
			assertThat(settings.preferLocal()).isFalse();
		});
		settings((settings) -> {
			assertThat(settings.node()).isEqualTo("till-3");
			assertThat(settings.secret()).isEqualTo(SECRET);
			assertThat(settings.heartbeat()).isEqualTo(Duration.ofMillis(500));
			assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(3));
			assertThat(settings.preferLocal()).isTrue();
		}, "node=till-3", "secret=" + SECRET, "heartbeat=500ms", "timeout=3s", "prefer-local=true");
		settings((settings) -> assertThat(settings.secret()).isEqualTo("the same as before"), "secret=" + SECRET,
				"id-key=the same as before");
	}

	private void settings(Consumer<ClusterSettings> consumer, String... properties) {
		ApplicationContextRunner runner = this.nats;
		for (String property : properties) {
			runner = runner.withPropertyValues("wamp.router.cluster." + property);
		}
		runner.run((context) -> consumer.accept(context.getBean(ClusterSettings.class)));
	}

	@ParameterizedTest
	@CsvSource({ "name, a shop, letters", "node, till 3, letters", "heartbeat, 0ms, at least 1ms",
			"heartbeat, 2s, three times", "timeout, 2s, three times", "queue-size, 16KB, at least 256KB",
			"receive-queue-size, 16KB, at least 256KB", "engine-timeout, 0s, at least 1ms",
			"reconnect.initial-interval, 20s, must not be shorter", "reconnect.max-interval, 10ms, must not be shorter",
			"nats.credentials-file, /no/such/file, there is no such file",
			"nats.username, joe, set wamp.router.cluster.nats.password as well",
			"nats.ssl.bundle, none, no such SSL bundle" })
	void whatMakesNoSenseIsRefused(String property, String value, String reason) {
		this.nats.withPropertyValues("wamp.router.cluster." + property + "=" + value).run(refused(property, reason));
	}

	@ParameterizedTest
	@CsvSource({ "secret, too short, 16 characters",
			"accepted-secrets, a secret that is long enough, none to sign with", "id-key, too short, 16 characters",
			"nats.password, swordfish, set wamp.router.cluster.nats.username as well",
			"nats.servers, nats://joe:swordfish@n_1:4222, wamp.router.cluster.nats.username",
			"nats.servers, http://foo:4222, nats://localhost:4222",
			"nats.servers, 'not a url', nats://localhost:4222" })
	void secretsThatAreNotValidAreNotShown(String property, String value, String reason) {
		String named = property.equals("accepted-secrets") ? "secret" : property;
		this.nats.withPropertyValues("wamp.router.cluster." + property + "=" + value)
			.run(secretRefused(named, reason)
				.andThen((context) -> assertThat(root(context).getMessage()).doesNotContain("swordfish")));
	}

	@Test
	void anAcceptedSecretIsCheckedToo() {
		this.nats
			.withPropertyValues("wamp.router.cluster.secret=" + SECRET,
					"wamp.router.cluster.accepted-secrets=" + SECRET + ",short")
			.run(secretRefused("accepted-secrets[1]", "16 characters"));
	}

	@Test
	void aUserAndATokenAreOneTooMany() {
		this.nats
			.withPropertyValues("wamp.router.cluster.nats.username=joe", "wamp.router.cluster.nats.password=swordfish",
					"wamp.router.cluster.nats.token=abc")
			.run(secretRefused("nats.token", "one too many"));
	}

	@Test
	void aClusterWithoutASecretIsWarnedOf(CapturedOutput output) {
		this.nats.run((context) -> context.getBean(ClusterSettings.class).links().get());
		assertThat(output).containsOnlyOnce("The cluster 'shop' has no secret");
	}

	@Test
	void withASecretThereIsNoWarningAndNobodySeesIt(CapturedOutput output) {
		this.nats.withPropertyValues("wamp.router.cluster.secret=" + SECRET).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ClusterSettings.class).toString()).doesNotContain(SECRET);
		});
		assertThat(output).doesNotContain("has no secret").doesNotContain(SECRET);
	}

	@Test
	void aNodeIsCalledAsItsHostAndItsProcess() {
		long pid = ProcessHandle.current().pid();
		MockEnvironment environment = new MockEnvironment().withProperty("HOSTNAME", "shop-7d9f.example.com");
		assertThat(NodeName.of("", environment)).isEqualTo("shop-7d9f.example.com-" + pid);
		assertThat(NodeName.of("Jürgens Rechner", "")).isEqualTo("J-rgens-Rechner");
		assertThat(NodeName.of("x".repeat(200), "-4711")).hasSize(128).endsWith("x-4711");
		assertThat(NodeName.of("till-3", environment)).isEqualTo("till-3");
	}

}
