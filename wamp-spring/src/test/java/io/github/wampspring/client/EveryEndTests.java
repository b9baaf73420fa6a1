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

package io.github.wampspring.client;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.client.ConnectionState.Status;
import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.transport.ChannelClose;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Nothing waits for ever: every method that waits, or returns what is waited for, and
 * every way in which a connection can end. The methods are found by reflection, so that
 * none is forgotten.
 */
class EveryEndTests extends AbstractConnectionTests {

	private static final Set<String> BLOCKING = Set.of("call", "publish", "publishAcknowledged", "awaitActive");

	private final Map<String, CompletableFuture<?>> operations = new LinkedHashMap<>();

	private final Map<String, CompletableFuture<?>> handles = new LinkedHashMap<>();

	private final List<Thread> threads = new ArrayList<>();

	private final DefaultWampConnection connection = connection((settings) -> {
	});

	private final WampTemplate wamp = WampTemplate.builder(this.connection)
		.joinTimeout(Duration.ofMillis(200))
		.callTimeout(Duration.ofMinutes(10))
		.build();

	@ParameterizedTest
	@EnumSource
	void everythingThatIsWaitedForEnds(End end) {
		end.prepare(this);
		askForEverything();
		if (end.joins) {
			// what can be sent has been, and waits for its answer
			await().untilAsserted(() -> assertThat(this.threads).allMatch(EveryEndTests::waits));
			assertThat(this.operations.keySet()).anyMatch((name) -> name.startsWith("WampSession.call"));
		}
		end.happen(this);
		this.operations.forEach((name, future) -> assertEnds(end, name, future));
		this.connection.stop();
		this.handles.forEach((name, future) -> assertEnds(end, name, future));
		// and what is asked for now ends as well
		this.operations.clear();
		this.handles.clear();
		askForEverything();
		this.operations.forEach((name, future) -> assertEnds(end, name + " later", future));
	}

	private static boolean waits(Thread thread) {
		return switch (thread.getState()) {
			case WAITING, TIMED_WAITING, TERMINATED -> true;
			default -> false;
		};
	}

	private static void assertEnds(End end, String name, CompletableFuture<?> future) {
		assertThat(future.handle((value, failure) -> true)).as(name + " after " + end).succeedsWithin(LONG);
		if (future.isCompletedExceptionally()) {
			Throwable failure = future.handle((value, ex) -> ex).join();
			assertThat(failure).as(name + " after " + end)
				.isInstanceOfAny(WampException.class, IllegalStateException.class);
			assertThat(failure).as(name + " after " + end).isNotInstanceOf(WampTimeoutException.class);
		}
	}

	private void askForEverything() {
		ask(WampOperations.class, () -> this.wamp);
		ask(WampOperations.CallSpec.class, () -> this.wamp.newCall("com.myapp.a"));
		ask(WampOperations.PublicationSpec.class, () -> this.wamp.newPublication("com.myapp.a"));
		ask(WampOperations.RegistrationSpec.class, () -> this.wamp.newRegistration("com.myapp.a"));
		ask(WampOperations.SubscriptionSpec.class, () -> this.wamp.newSubscription("com.myapp.a"));
		ReactiveWampTemplate reactive = new ReactiveWampTemplate(this.wamp);
		ask(ReactiveWampOperations.class, () -> reactive);
		ask(ReactiveWampOperations.CallSpec.class, () -> reactive.newCall("com.myapp.a"));
		ask(ReactiveWampOperations.PublicationSpec.class, () -> reactive.newPublication("com.myapp.a"));
		ask(ReactiveWampOperations.SubscriptionSpec.class, () -> reactive.newSubscription("com.myapp.a"));
		ask(WampConnection.class, () -> this.connection);
		ask(WampRegistration.class, () -> this.connection.register("com.myapp.a", Dict.EMPTY, ECHO));
		ask(WampSubscription.class, () -> this.connection.subscribe("com.myapp.a", Dict.EMPTY, NOTHING));
		WampSession session = this.connection.getSession();
		if (session != null) {
			ask(WampSession.class, () -> session);
		}
	}

	private void ask(Class<?> type, java.util.function.Supplier<?> target) {
		Stream.of(type.getMethods())
			.filter((method) -> isFuture(method.getReturnType()) || isHandle(method.getReturnType())
					|| BLOCKING.contains(method.getName()))
			.filter((method) -> !method.isBridge() && !method.getName().equals("leave"))
			.forEach((method) -> ask(type, method, target.get()));
	}

	private void ask(Class<?> type, Method method, Object target) {
		String name = type.getName().replaceAll(".*\\.", "") + "." + method.getName()
				+ Stream.of(method.getParameterTypes()).map(Class::getSimpleName).toList();
		boolean handle = WampHandle.class.isAssignableFrom(type) || isHandle(method.getReturnType())
				|| Flux.class.isAssignableFrom(method.getReturnType()) && name.contains("subscribe");
		CompletableFuture<@Nullable Object> end = new CompletableFuture<>();
		(handle ? this.handles : this.operations).put(name, end);
		Thread thread = new Thread(() -> {
			try {
				Object[] arguments = Arrays.stream(method.getParameterTypes())
					.map((wanted) -> argument(wanted, method))
					.toArray();
				follow(method.invoke(target, arguments), end);
			}
			catch (InvocationTargetException ex) {
				end.completeExceptionally(ex.getCause());
			}
			catch (Throwable ex) {
				end.completeExceptionally(ex);
			}
		}, name);
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
	}

	private static boolean isFuture(Class<?> type) {
		return CompletionStage.class.isAssignableFrom(type) || Publisher.class.isAssignableFrom(type);
	}

	private static boolean isHandle(Class<?> type) {
		return WampHandle.class.isAssignableFrom(type);
	}

	private static void follow(@Nullable Object result, CompletableFuture<@Nullable Object> end) {
		if (result instanceof CompletionStage<?> stage) {
			stage.whenComplete((value, failure) -> end(end, value, failure));
		}
		else if (result instanceof Publisher<?> publisher) {
			Flux.from(publisher).collectList().toFuture().whenComplete((value, failure) -> end(end, value, failure));
		}
		else if (result instanceof WampHandle handle) {
			handle.whenActive()
				.handle((active, failure) -> active)
				.thenCompose((active) -> handle.whenEnded())
				.whenComplete((ended, failure) -> end(end, ended, failure));
		}
		else {
			end.complete(result);
		}
	}

	private static void end(CompletableFuture<@Nullable Object> end, @Nullable Object value,
			@Nullable Throwable failure) {
		Throwable cause = (failure instanceof java.util.concurrent.CompletionException) ? failure.getCause() : failure;
		if (cause != null) {
			end.completeExceptionally(cause);
		}
		else {
			end.complete(value);
		}
	}

	private @Nullable Object argument(Class<?> type, Method method) {
		if (type == String.class) {
			return "com.myapp.a";
		}
		if (type == Class.class) {
			return Object.class;
		}
		if (type == ParameterizedTypeReference.class) {
			return new ParameterizedTypeReference<Object>() {
			};
		}
		if (type == Object[].class) {
			return new Object[0];
		}
		if (type == Duration.class) {
			// only here is it a time to wait for a session
			return method.getName().equals("session") ? Duration.ofMillis(200) : Duration.ofMinutes(10);
		}
		if (type == Dict.class) {
			return Dict.EMPTY;
		}
		if (type == Payload.class) {
			return Payload.NONE;
		}
		if (type == long.class) {
			return 5L;
		}
		if (type == EventHandler.class) {
			return (EventHandler) (event) -> {
			};
		}
		if (type == WampOperation.class) {
			return new CallOperation();
		}
		return mock(type);
	}

	private record CallOperation() implements WampOperation<CallResult, CallResult> {

		@Override
		public Duration joinTimeout() {
			return Duration.ofMillis(200);
		}

		@Override
		public @Nullable Duration timeout() {
			return null;
		}

		@Override
		public WampException timedOut() {
			throw new AssertionError("no limit");
		}

		@Override
		public CompletableFuture<CallResult> start(WampSession session) {
			return session.call("com.myapp.a", Dict.EMPTY, Payload.NONE, null);
		}

		@Override
		public CallResult read(CallResult answer) {
			return answer;
		}

	}

	/**
	 * How a connection ends.
	 */
	enum End {

		NEVER_STARTED(false) {

			@Override
			void prepare(EveryEndTests test) {
			}

		},

		NOBODY_IS_THERE(false) {

			@Override
			void prepare(EveryEndTests test) {
				test.router.failures.put(ONE, FakeRouter.refused());
				test.connection.start();
			}

		},

		THE_ROUTER_DOES_NOT_ANSWER_HELLO(false) {

			@Override
			void prepare(EveryEndTests test) {
				test.router.ignore(MessageType.HELLO);
				test.connection.start();
			}

		},

		REFUSED_FOR_GOOD(false) {

			@Override
			void prepare(EveryEndTests test) {
				test.router.abort("wamp.error.no_such_realm");
				test.connection.start();
			}

			@Override
			void happen(EveryEndTests test) {
				awaitStatus(test.connection, Status.FAILED);
			}

		},

		STOPPED_WHILE_IT_WAITS(false) {

			@Override
			void prepare(EveryEndTests test) {
				NOBODY_IS_THERE.prepare(test);
			}

			@Override
			void happen(EveryEndTests test) {
				test.connection.stop();
			}

		},

		STOPPED_WHILE_IT_IS_JOINED(true) {

			@Override
			void happen(EveryEndTests test) {
				test.connection.stop();
			}

		},

		LOST(true) {

			@Override
			void happen(EveryEndTests test) {
				test.router.last().loseLater();
			}

		},

		CLOSED_BY_THE_ROUTER(true) {

			@Override
			void happen(EveryEndTests test) {
				test.router.last().later(new Goodbye(Dict.EMPTY, "wamp.close.system_shutdown", Payload.NONE));
			}

		},

		ABORTED_BY_THE_ROUTER(true) {

			@Override
			void happen(EveryEndTests test) {
				test.router.last().later(new Abort(Dict.EMPTY, "wamp.error.protocol_violation", Payload.NONE));
			}

		},

		VIOLATED_BY_THE_ROUTER(true) {

			@Override
			void happen(EveryEndTests test) {
				test.router.last().later(new Result(1_000_000, Dict.EMPTY, Payload.NONE));
			}

		},

		LEFT_BY_THE_APPLICATION(true) {

			@Override
			void happen(EveryEndTests test) {
				assertThat(test.connection.getSession().leave("wamp.close.normal")).succeedsWithin(LONG);
			}

		},

		LEFT_WITHOUT_AN_ANSWER(true) {

			@Override
			void happen(EveryEndTests test) {
				test.router.ignore(MessageType.GOODBYE);
				assertThat(test.connection.getSession().leave("wamp.close.normal")).succeedsWithin(LONG);
			}

		},

		CHANNEL_CLOSED_HERE(true) {

			@Override
			void happen(EveryEndTests test) {
				test.router.last().close(ChannelClose.broken("The peer is silent", null));
			}

		};

		private final boolean joins;

		End(boolean joins) {
			this.joins = joins;
		}

		void prepare(EveryEndTests test) {
			join(test.connection);
			Stream
				.of(MessageType.CALL, MessageType.PUBLISH, MessageType.REGISTER, MessageType.SUBSCRIBE,
						MessageType.UNREGISTER, MessageType.UNSUBSCRIBE)
				.forEach(test.router::ignore);
			// no second session: what has not been answered stays without an answer
			test.router.failures.put(ONE, FakeRouter.refused());
		}

		void happen(EveryEndTests test) {
		}

	}

}
