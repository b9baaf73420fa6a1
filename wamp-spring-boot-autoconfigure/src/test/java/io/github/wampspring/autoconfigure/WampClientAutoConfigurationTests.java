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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.listener.WampListenerMethodProcessor;
import io.github.wampspring.router.WampRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.AsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WampClientAutoConfiguration}.
 */
class WampClientAutoConfigurationTests {

	private static final String NOBODY = "ws://localhost:1/ws";

	private final ApplicationContextRunner withRouter = WampAutoConfigurations.withRouter();

	private final ApplicationContextRunner withoutRouter = new ApplicationContextRunner()
		.withConfiguration(WampAutoConfigurations.ALL)
		.withPropertyValues("wamp.urls=" + NOBODY);

	@Test
	void callsThroughTheEmbeddedRouterWithoutAnyUrl() {
		this.withRouter.run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			wamp.register("com.myapp.add2", Integer.class, Integer.class, Integer::sum).whenActive().get();
			assertThat(wamp.call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
			assertThat(context.getBean(WampConnection.class).getState().url()).isEqualTo("in-process:router");
		});
	}

	@Test
	void aUrlIsUsedEvenWhereThereIsARouter() {
		this.withRouter.withPropertyValues("wamp.urls=" + NOBODY, "wamp.fail-fast=false")
			.run((context) -> assertThat(context.getBean(WampConnection.class).getState().url()).isEqualTo(NOBODY));
	}

	@Test
	void withoutUrlAndRouterTheUsualAddressIsTried() {
		new ApplicationContextRunner().withConfiguration(WampAutoConfigurations.ALL)
			.run((context) -> assertThat(context.getBean(WampConnection.class).getState().url())
				.isEqualTo("ws://localhost:8080/ws"));
	}

	@Test
	void withoutARouterTheApplicationStartsAndOperationsSayWhyTheyFail() {
		this.withoutRouter.withPropertyValues("wamp.join-timeout=300ms").run((context) -> {
			assertThat(context).hasNotFailed();
			WampTemplate wamp = context.getBean(WampTemplate.class);
			assertThatExceptionOfType(WampConnectionException.class).isThrownBy(() -> wamp.call("com.myapp.add2"))
				.withMessageContaining(NOBODY);
		});
	}

	@Test
	void theConnectionGivesUpAfterTheAttemptsOfTheProperty() {
		this.withoutRouter
			.withPropertyValues("wamp.reconnect.max-retries=2", "wamp.reconnect.initial-interval=10ms",
					"wamp.reconnect.max-interval=20ms", "wamp.reconnect.multiplier=1.5", "wamp.reconnect.jitter=1ms")
			.withBean(LifecycleEvents.class)
			.run((context) -> {
				WampConnection connection = context.getBean(WampConnection.class);
				await().untilAsserted(
						() -> assertThat(connection.getState().status()).isEqualTo(ConnectionState.Status.FAILED));
				assertThat(connection.getState().attempts()).isEqualTo(3);
				await().untilAsserted(
						() -> assertThat(context.getBean(LifecycleEvents.class).names()).containsExactly("GaveUp"));
			});
	}

	@Test
	void theLifecycleIsPublishedInItsOrder() {
		LifecycleEvents events = new LifecycleEvents();
		this.withRouter
			.withPropertyValues("wamp.router.users.joe.secret=secret123", "wamp.auth.authid=joe",
					"wamp.auth.ticket=secret123")
			.withBean(LifecycleEvents.class, () -> events)
			.run((context) -> await().untilAsserted(() -> assertThat(events.names()).contains("Joined")));
		assertThat(events.names()).containsExactly("Connected", "Challenged", "Joined", "Left", "Disconnected");
		assertThat(events.reasons()).containsExactly("wamp.close.system_shutdown");
	}

	@Test
	void authenticatorsOfTheApplicationAreUsed() {
		this.withRouter.withPropertyValues("wamp.router.users.joe.secret=secret123", "wamp.router.users.joe.role=clerk")
			.withBean(TicketAuthenticator.class, () -> new TicketAuthenticator("joe", "secret123"))
			.run((context) -> assertThat(context.getBean(WampConnection.class).getSession()).isNotNull()
				.satisfies((session) -> {
					assertThat(session.getAuthRole()).isEqualTo("clerk");
					assertThat(session.getAuthMethod()).isEqualTo("ticket");
				}));
	}

	@Test
	void customizersChooseTheRealmAtEachJoin() {
		this.withRouter.withPropertyValues("wamp.router.realms=realm1,realm2")
			.withBean(HelloCustomizer.class, () -> (connection, hello) -> hello.setRealm("realm2"))
			.run((context) -> assertThat(context.getBean(WampRouter.class).sessions("realm2")).hasSize(1));
	}

	@Test
	void timeoutsComeFromProperties() {
		this.withRouter.withPropertyValues("wamp.call-timeout=20ms").withBean(Sleeper.class).run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			assertThatExceptionOfType(WampTimeoutException.class).isThrownBy(() -> wamp.call("com.myapp.sleep"));
			context.getBean(Sleeper.class).release.countDown();
		});
		this.withRouter.withPropertyValues("wamp.call-timeout=0", "wamp.join-timeout=3s")
			.run((context) -> assertThat(context.getBean(WampTemplate.class))
				.extracting("runner.defaults.joinTimeout", "runner.defaults.callTimeout", "runner.defaults.excludeMe")
				.containsExactly(Duration.ofSeconds(3), null, true));
	}

	@Test
	void theCancelModeComesFromItsProperty() {
		this.withRouter.withPropertyValues("wamp.cancel-mode=skip").withBean(Sleeper.class).run((context) -> {
			Sleeper sleeper = context.getBean(Sleeper.class);
			CompletableFuture<?> call = context.getBean(WampTemplate.class).callAsync("com.myapp.sleep");
			assertThat(sleeper.started.await(10, TimeUnit.SECONDS)).isTrue();
			call.cancel(true);
			sleeper.release.countDown();
			assertThat(sleeper.ended.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(sleeper.interrupted).isFalse();
		});
		this.withRouter.withBean(Sleeper.class).run((context) -> {
			Sleeper sleeper = context.getBean(Sleeper.class);
			CompletableFuture<?> call = context.getBean(WampTemplate.class).callAsync("com.myapp.sleep");
			assertThat(sleeper.started.await(10, TimeUnit.SECONDS)).isTrue();
			call.cancel(true);
			assertThat(sleeper.ended.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(sleeper.interrupted).isTrue();
		});
	}

	@Test
	void callersAreRefusedWhenAllThreadsAndTheQueueAreTaken() {
		this.withRouter.withPropertyValues("wamp.listener.threads=1", "wamp.listener.queue-capacity=1")
			.withBean(Sleeper.class)
			.run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				Sleeper sleeper = context.getBean(Sleeper.class);
				CompletableFuture<String> running = wamp.callAsync("com.myapp.sleep", String.class);
				assertThat(sleeper.started.await(10, TimeUnit.SECONDS)).isTrue();
				CompletableFuture<String> waiting = wamp.callAsync("com.myapp.sleep", String.class);
				assertThat(wamp.callAsync("com.myapp.sleep", String.class)).failsWithin(Duration.ofSeconds(10))
					.withThrowableOfType(ExecutionException.class)
					.withMessageContaining("wamp.error.no_available_callee");
				sleeper.release.countDown();
				assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo("slept");
				assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("slept");
			});
	}

	@Test
	void eventsBeyondTheCapacityAreDroppedAndCounted() {
		this.withRouter.withPropertyValues("wamp.listener.event-queue-capacity=2").run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			CountDownLatch started = new CountDownLatch(1);
			CountDownLatch release = new CountDownLatch(1);
			WampSubscription subscription = wamp.subscribe("com.myapp.topic", (arguments, event) -> {
				started.countDown();
				release.await();
			});
			subscription.whenActive().get();
			publish(wamp, 1);
			assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
			publish(wamp, 5);
			await().untilAsserted(() -> assertThat(subscription.getDroppedEvents()).isEqualTo(3));
			release.countDown();
		});
	}

	private static void publish(WampTemplate wamp, int times) {
		for (int i = 0; i < times; i++) {
			wamp.newPublication("com.myapp.topic").args(i).excludeMe(false).publish();
		}
	}

	@Test
	void runningInvocationsEndBeforeTheApplicationDoes() {
		this.withRouter.withBean(Sleeper.class).run((context) -> {
			Sleeper sleeper = context.getBean(Sleeper.class);
			CompletableFuture<String> call = context.getBean(WampTemplate.class)
				.callAsync("com.myapp.sleep", String.class);
			assertThat(sleeper.started.await(10, TimeUnit.SECONDS)).isTrue();
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context.getSourceApplicationContext()::close);
			await()
				.untilAsserted(() -> assertThat(context.getBean(WampRouter.class).registrations("realm1")).isEmpty());
			assertThat(closed).isNotDone();
			sleeper.release.countDown();
			assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("slept");
			closed.get(20, TimeUnit.SECONDS);
		});
	}

	@Test
	void aHandlerThatDoesNotEndHoldsTheApplicationForTheShutdownTimeoutOnly() {
		this.withRouter.withPropertyValues("wamp.shutdown-timeout=100ms").withBean(Sleeper.class).run((context) -> {
			Sleeper sleeper = context.getBean(Sleeper.class);
			CompletableFuture<String> call = context.getBean(WampTemplate.class)
				.callAsync("com.myapp.sleep", String.class);
			assertThat(sleeper.started.await(10, TimeUnit.SECONDS)).isTrue();
			context.getSourceApplicationContext().close();
			assertThat(call).isCompletedExceptionally();
			sleeper.release.countDown();
		});
	}

	@Test
	void theConnectionComesBackWhenTheContextIsStoppedAndStarted() {
		this.withoutRouter.withPropertyValues("wamp.router.enabled=true", "wamp.urls=", "wamp.fail-fast=true")
			.withBean(Sleeper.class)
			.run((context) -> {
				WampConnectionLifecycle lifecycle = context.getBean(WampConnectionLifecycle.class);
				lifecycle.stop();
				assertThat(context.getBean(WampRouter.class).sessions("realm1")).isEmpty();
				lifecycle.start();
				context.getBean(Sleeper.class).release.countDown();
				assertThat(context.getBean(WampTemplate.class).call("com.myapp.sleep", String.class))
					.isEqualTo("slept");
			});
	}

	@Test
	void aThreadKeepsTheApplicationAliveUnlessAPropertyForbidsIt() {
		// other contexts of this JVM have theirs
		Set<Thread> before = keepAliveThreads();
		this.withRouter.run((context) -> assertThat(keepAliveThreads()).hasSize(before.size() + 1));
		await().untilAsserted(() -> assertThat(keepAliveThreads()).isEqualTo(before));
		this.withRouter.withPropertyValues("wamp.keep-alive=false")
			.run((context) -> assertThat(keepAliveThreads()).isEqualTo(before));
	}

	private static Set<Thread> keepAliveThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("wamp-keep-alive") && !thread.isDaemon())
			.collect(Collectors.toSet());
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void handlersRunOnVirtualThreadsWhereTheseAreEnabled() {
		this.withRouter.withPropertyValues("spring.threads.virtual.enabled=true", "wamp.listener.queue-capacity=2")
			.run((context) -> {
				WampTemplate wamp = context.getBean(WampTemplate.class);
				wamp.register("com.myapp.thread", (arguments, details, progress) -> Thread.currentThread().toString())
					.whenActive()
					.get();
				assertThat(wamp.call("com.myapp.thread", String.class)).startsWith("VirtualThread");
			});
	}

	@Test
	void theHandlersExecutorLeavesTheApplicationsExecutorAlone() {
		this.withRouter.run((context) -> assertThat(context).hasSingleBean(AsyncTaskExecutor.class)
			.hasBean("applicationTaskExecutor")
			.hasBean("wampHandlerExecutor"));
	}

	@Test
	void anExecutorOfTheApplicationIsTakenByItsName() {
		AtomicBoolean used = new AtomicBoolean();
		this.withRouter.withBean("wampHandlerExecutor", Executor.class, () -> (task) -> {
			used.set(true);
			new Thread(task).start();
		}).withBean(Sleeper.class).run((context) -> {
			context.getBean(Sleeper.class).release.countDown();
			context.getBean(WampTemplate.class).call("com.myapp.sleep");
			assertThat(used).isTrue();
		});
	}

	@Test
	void withoutReactorThereIsNoReactiveTemplate() {
		this.withRouter.run((context) -> assertThat(context).hasSingleBean(ReactiveWampTemplate.class));
		this.withRouter.withClassLoader(new FilteredClassLoader(Flux.class))
			.run((context) -> assertThat(context).hasSingleBean(WampTemplate.class)
				.doesNotHaveBean(ReactiveWampTemplate.class));
	}

	@Test
	void nothingConnectsWhereThatIsDisabled() {
		this.withRouter.withPropertyValues("wamp.enabled=false")
			.withBean(Sleeper.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(WampRouter.class)
				.doesNotHaveBean(WampConnection.class)
				.doesNotHaveBean(WampOperations.class)
				.doesNotHaveBean(WampListenerMethodProcessor.class));
	}

	@Test
	void beansOfTheApplicationTakeTheirPlace() {
		WampOperations operations = mock(WampOperations.class);
		this.withRouter.withBean(WampOperations.class, () -> operations)
			.run((context) -> assertThat(context).hasSingleBean(WampOperations.class)
				.doesNotHaveBean(WampTemplate.class));
		WampConnection connection = mock(WampConnection.class);
		this.withoutRouter.withBean(WampConnection.class, () -> connection).run((context) -> {
			assertThat(context).hasSingleBean(WampConnection.class).doesNotHaveBean(WampConnectionLifecycle.class);
			assertThat(context.getBean(WampTemplate.class).getConnection()).isSameAs(connection);
		});
		this.withoutRouter
			.withBean(WampConnectionDetails.class, () -> () -> List.of(URI.create("ws://localhost:1/details")))
			.run((context) -> assertThat(context.getBean(WampConnection.class).getState().url())
				.isEqualTo("ws://localhost:1/details"));
	}

	@Test
	void anErrorOfTheRouterIsThrownByTheTemplate() {
		this.withRouter.run((context) -> assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> context.getBean(WampTemplate.class).call("com.myapp.nothing"))
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("wamp.error.no_such_procedure")));
	}

	static class Sleeper {

		final CountDownLatch started = new CountDownLatch(1);

		final CountDownLatch release = new CountDownLatch(1);

		final CountDownLatch ended = new CountDownLatch(1);

		volatile boolean interrupted;

		@WampProcedure("com.myapp.sleep")
		String sleep() {
			this.started.countDown();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				this.interrupted = true;
			}
			finally {
				this.ended.countDown();
			}
			return "slept";
		}

	}

}
