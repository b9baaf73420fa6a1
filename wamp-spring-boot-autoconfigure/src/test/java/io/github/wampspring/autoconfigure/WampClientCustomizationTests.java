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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.ConnectionSettingsCustomizer;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampConnectionEvent;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.ErrorMappingsCustomizer;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.core.WampTemplateCustomizer;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.WampConnector;
import io.github.wampspring.transport.local.InProcessConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * How an application alters what is auto-configured, or takes its place.
 */
@ExtendWith(OutputCaptureExtension.class)
class WampClientCustomizationTests {

	private final ApplicationContextRunner withRouter = WampAutoConfigurations.withRouter();

	@Test
	void customizersAlterTheSettingsInTheirOrderAfterTheProperties() {
		this.withRouter.withPropertyValues("wamp.router.realms=realm1,realm2,realm3", "wamp.realm=realm1")
			.withBean("a", ConnectionSettingsCustomizer.class, () -> (settings) -> settings.realm("realm2"))
			.withBean("b", ConnectionSettingsCustomizer.class, () -> (settings) -> settings.phase(7))
			.run((context) -> {
				DefaultWampConnection connection = context.getBean(DefaultWampConnection.class);
				assertThat(connection.getSession()).isNotNull()
					.satisfies((session) -> assertThat(session.getRealm()).isEqualTo("realm2"));
				assertThat(connection.getPhase()).isEqualTo(7);
			});
	}

	@Test
	void customizersAlterTheTemplate() {
		this.withRouter
			.withBean(WampTemplateCustomizer.class, () -> (builder) -> builder.callTimeout(Duration.ofDays(9)))
			.run((context) -> assertThat(context.getBean(WampTemplate.class)).extracting("runner.defaults.callTimeout")
				.isEqualTo(Duration.ofDays(9)));
	}

	@Test
	void aConnectionOfTheApplicationIsStartedUsedAndStopped() {
		AtomicReference<DefaultWampConnection> made = new AtomicReference<>();
		this.withRouter.withUserConfiguration(OwnConnection.class).withBean(Calculator.class).run((context) -> {
			DefaultWampConnection connection = context.getBean(DefaultWampConnection.class);
			made.set(connection);
			assertThat(context).hasSingleBean(WampConnection.class).hasBean("mine");
			assertThat(context.getBean(WampTemplate.class).getConnection()).isSameAs(connection);
			assertThat(context.getBean(WampTemplate.class).call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
			assertThat(connection.getRegistrations()).hasSize(2);
		});
		assertThat(made.get().isRunning()).isFalse();
	}

	@Test
	void aPayloadMapperOfTheApplicationTakesThePlaceOfTheOther() {
		PayloadMapper own = new JacksonPayloadMapper(JsonMapper.shared());
		this.withRouter.withBean(PayloadMapper.class, () -> own).withBean(Calculator.class).run((context) -> {
			assertThat(context).hasSingleBean(PayloadMapper.class).hasSingleBean(WampSerializers.class);
			assertThat(context.getBean(WampTemplate.class).call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
		});
	}

	@Test
	void aConnectorOfAnotherTransportTakesThePlaceOfWebSocket() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withBean(WampConnector.class, OtherTransport::new)
			.withPropertyValues("wamp.urls=other://somewhere")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("wampWebSocketConnector");
				await().untilAsserted(() -> assertThat(context.getBean(OtherTransport.class).url)
					.isEqualTo(URI.create("other://somewhere")));
			});
		this.withRouter.withBean(WampConnector.class, OtherTransport::new)
			.run((context) -> assertThat(context).hasSingleBean(InProcessConnector.class));
	}

	@Test
	void procedureErrorsOfTheApplicationCountForAllHandlers() {
		this.withRouter
			.withBean("mine", ProcedureErrors.class,
					() -> (failure, what) -> new WampException("com.myapp.error.mine", "by the application"))
			.withBean(Calculator.class)
			.run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				wamp.register("com.myapp.handler", (arguments, details, progress) -> {
					throw new IllegalStateException();
				}).whenActive().get();
				for (String procedure : List.of("com.myapp.fail", "com.myapp.handler")) {
					assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call(procedure))
						.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("com.myapp.error.mine"));
				}
			});
	}

	@Test
	void withoutAnnotatedMethodsHandlersOfTheTemplateFailAsEver() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(JacksonAutoConfiguration.class, WampSerializerAutoConfiguration.class,
							WampRouterAutoConfiguration.class, WampClientAutoConfiguration.class))
			.withPropertyValues("wamp.router.enabled=true", "wamp.fail-fast=true")
			.run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				wamp.register("com.myapp.handler", (arguments, details, progress) -> {
					throw new IllegalStateException();
				}).whenActive().get();
				assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.handler"))
					.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.runtime_error"));
			});
	}

	@Test
	void ofSeveralJsonMappersThePrimaryOneIsUsedElseTheStartFails() {
		ApplicationContextRunner two = this.withRouter.withBean("a", JsonMapper.class, JsonMapper::shared);
		two.withBean("b", JsonMapper.class, () -> new JsonMapper())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.satisfies((ex) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("@Primary")
					.hasStackTraceContaining("WAMP payloads need one JsonMapper")));
		two.withBean("b", JsonMapper.class, () -> new JsonMapper(), (definition) -> definition.setPrimary(true))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void mappingsOfTheApplicationAreAdded() {
		this.withRouter
			.withBean(ErrorMappingsCustomizer.class,
					() -> (mappings) -> mappings.register("com.myapp.error.state", IllegalStateException.class))
			.run((context) -> assertThat(context.getBean(ErrorMappings.class).uriFor(new IllegalStateException()))
				.isEqualTo("com.myapp.error.state"));
	}

	@Test
	void anErrorThatIsMappedTwiceIsExplained() {
		this.withRouter.withBean(ErrorMappingsCustomizer.class, () -> (mappings) -> {
			mappings.register("com.myapp.error.x", IllegalStateException.class);
			mappings.register("com.myapp.error.x", ArithmeticException.class);
		}).run((context) -> {
			var analysis = new DuplicateErrorMappingFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("com.myapp.error.x");
			assertThat(analysis.getAction()).contains("another URI");
		});
	}

	@Test
	void aBundleThatWasReloadedIsTheOneOfTheNextConnect() {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("mine", SslBundle.of(SslStoreBundle.NONE));
		this.withRouter.withBean(SslBundles.class, () -> bundles)
			.withPropertyValues("wamp.ssl.bundle=mine")
			.run((context) -> {
				WampConnectionDetails details = context.getBean(WampConnectionDetails.class);
				SslBundle rotated = SslBundle.of(SslStoreBundle.NONE);
				bundles.updateBundle("mine", rotated);
				assertThat(details.getSslBundle()).isSameAs(rotated);
			});
	}

	@ParameterizedTest
	@CsvSource({ "netty, loop", "tomcat, container" })
	void anApplicationWithItsOwnRouterStartsNoWebSocketClient(String transport, String client) {
		this.withRouter.withPropertyValues("wamp.transport=" + transport).run((context) -> {
			assertThat(context.getBean("wampWebSocketConnector")).extracting(client).isNull();
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("wamp-client-net"));
		});
	}

	@Test
	void aTaskThatEndsAtShutdownCanPublish() {
		for (boolean router : List.of(true, false)) {
			assertPublishesAtShutdown(router, false);
			assertPublishesAtShutdown(router, true);
		}
	}

	private void assertPublishesAtShutdown(boolean router, boolean await) {
		CountDownLatch started = new CountDownLatch(1);
		AtomicReference<Object> outcome = new AtomicReference<>();
		ApplicationContextRunner runner = router ? this.withRouter : this.withRouter
			.withPropertyValues("wamp.router.enabled=false", "wamp.fail-fast=false", "wamp.join-timeout=10ms");
		runner.withPropertyValues("spring.task.execution.shutdown.await-termination=" + await).run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			DefaultWampConnection connection = context.getBean(DefaultWampConnection.class);
			context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class).execute(() -> {
				started.countDown();
				try {
					await().until(() -> context.getSourceApplicationContext().isClosed());
					await().during(100, TimeUnit.MILLISECONDS).until(connection::isRunning);
					if (router) {
						wamp.publish("com.myapp.done");
					}
					outcome.set("published");
				}
				catch (RuntimeException ex) {
					outcome.set(ex);
				}
			});
			started.await();
		});
		await().untilAsserted(() -> assertThat(outcome.get()).isEqualTo("published"));
	}

	@Test
	void aProcedureThatClosesTheContextDoesNotWaitForItself() {
		this.withRouter.withPropertyValues("wamp.shutdown-timeout=1h").run((context) -> {
			CountDownLatch closed = new CountDownLatch(1);
			WampTemplate wamp = context.getBean(WampTemplate.class);
			wamp.register("com.myapp.shutdown", (arguments, details, progress) -> {
				context.getSourceApplicationContext().close();
				closed.countDown();
				return null;
			}).whenActive().get();
			wamp.callAsync("com.myapp.shutdown");
			assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
		});
	}

	@Test
	void aListenerThatClosesTheContextIsNotInterrupted() {
		AtomicReference<Boolean> interrupted = new AtomicReference<>();
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.withPropertyValues("wamp.urls=ws://localhost:1/ws", "wamp.reconnect.max-retries=0")
			.withInitializer((context) -> context.addApplicationListener((event) -> {
				if (event instanceof PayloadApplicationEvent<?> payload
						&& payload.getPayload() instanceof WampConnectionEvent.GaveUp) {
					context.close();
					interrupted.set(Thread.currentThread().isInterrupted());
				}
			}))
			.run((context) -> await().untilAsserted(() -> assertThat(interrupted.get()).isFalse()));
	}

	@Test
	void theLogNamesThePropertyThatARefusalIsAbout(CapturedOutput output) {
		this.withRouter.withPropertyValues("wamp.fail-fast=false", "wamp.realm=nowhere")
			.run((context) -> await().untilAsserted(() -> assertThat(output).contains("Set wamp.realm")));
		this.withRouter
			.withPropertyValues("wamp.fail-fast=false", "wamp.router.users.joe.secret=secret123",
					"wamp.auth.authid=joe", "wamp.auth.ticket=wrong-ticket")
			.run((context) -> await().untilAsserted(() -> assertThat(output).contains("Set wamp.auth.authid")));
	}

	@Test
	void theLogCountsWhatTheRouterAccepted(CapturedOutput output) {
		this.withRouter.withBean(Calculator.class)
			.run((context) -> assertThat(output).contains("2 registrations and 0 subscriptions"));
	}

	@Test
	void beansOfAChildAreRegisteredAndClosedWithIt() {
		try (ConfigurableApplicationContext child = new SpringApplicationBuilder(Everything.class)
			.web(WebApplicationType.NONE)
			.properties("wamp.router.enabled=true", "wamp.fail-fast=true")
			.child(Everything.class, Calculator.class)
			.web(WebApplicationType.NONE)
			.run()) {
			ConfigurableApplicationContext parent = (ConfigurableApplicationContext) child.getParent();
			assertThat(parent).isNotNull();
			WampTemplate wamp = parent.getBean(WampTemplate.class);
			await().untilAsserted(() -> assertThat(wamp.call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5));
			child.close();
			await().untilAsserted(() -> assertThatExceptionOfType(WampException.class)
				.isThrownBy(() -> wamp.call("com.myapp.add2", Integer.class, 2, 3))
				.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.no_such_procedure")));
			parent.close();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, TaskExecutionAutoConfiguration.class,
			WampSerializerAutoConfiguration.class, WampRouterAutoConfiguration.class, WampClientAutoConfiguration.class,
			WampListenerAutoConfiguration.class })
	static class Everything {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConnection {

		@Bean
		DefaultWampConnection mine(ConnectionSettings settings) {
			return new DefaultWampConnection(settings.goodbyeTimeout(Duration.ofSeconds(1)));
		}

	}

	static class Calculator {

		@WampProcedure("com.myapp.add2")
		int add2(int x, int y) {
			return x + y;
		}

		@WampProcedure("com.myapp.fail")
		void fail() {
			throw new IllegalStateException("not for the peer");
		}

	}

	static class OtherTransport implements WampConnector {

		volatile URI url;

		@Override
		public WampChannel connect(URI url, Function<WampChannel, WampChannelHandler> handlers) {
			this.url = url;
			throw new ConnectFailedException("Nobody there", false, null);
		}

	}

}
