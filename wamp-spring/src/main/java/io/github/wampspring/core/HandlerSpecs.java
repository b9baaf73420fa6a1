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

package io.github.wampspring.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.client.replay.ReplayingHandler;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.WampOperations.RegistrationSpec;
import io.github.wampspring.core.WampOperations.SubscriptionSpec;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;
import org.springframework.util.function.ThrowingBiFunction;
import org.springframework.util.function.ThrowingConsumer;
import org.springframework.util.function.ThrowingFunction;

/**
 * The specifications of registrations and subscriptions.
 */
final class HandlerSpecs {

	private HandlerSpecs() {
	}

	/**
	 * The registration of {@link WampTemplate}.
	 */
	static final class DefaultRegistrationSpec implements RegistrationSpec {

		private final String procedure;

		private final PayloadMapper mapper;

		private final ProcedureErrors errors;

		private final WampConnection connection;

		private final Map<String, @Nullable Object> options = new LinkedHashMap<>(4);

		DefaultRegistrationSpec(String procedure, PayloadMapper mapper, ProcedureErrors errors,
				WampConnection connection) {
			this.procedure = procedure;
			this.mapper = mapper;
			this.errors = errors;
			this.connection = connection;
		}

		@Override
		public RegistrationSpec match(MatchPolicy match) {
			return option("match", match.value());
		}

		@Override
		public RegistrationSpec invoke(InvocationPolicy invoke) {
			return option("invoke", invoke.value());
		}

		@Override
		public RegistrationSpec concurrency(int concurrency) {
			Assert.isTrue(concurrency > 0, "The concurrency must be one or more");
			return option("concurrency", concurrency);
		}

		@Override
		public RegistrationSpec waitingCalls(int waitingCalls) {
			Assert.isTrue(waitingCalls >= 0, "The number of waiting calls must not be negative");
			return option("x_waiting_calls", waitingCalls);
		}

		@Override
		public RegistrationSpec forwardTimeout() {
			return option("forward_timeout", true);
		}

		@Override
		public RegistrationSpec discloseCaller() {
			return option("disclose_caller", true);
		}

		@Override
		public RegistrationSpec forceReregister() {
			return option("force_reregister", true);
		}

		@Override
		public RegistrationSpec option(String name, @Nullable Object value) {
			this.options.put(name, value);
			return this;
		}

		@Override
		public WampRegistration register(ProcedureHandler handler) {
			return register((invocation) -> {
				ProcedureInvoker.requireAllArguments(invocation);
				return handler.handle(new WampArguments(invocation.payload(), this.mapper),
						InvocationDetails.of(invocation),
						ProgressSink.of(invocation, this.mapper, ResolvableType.forClass(Object.class)));
			}, handler);
		}

		@Override
		public <A> WampRegistration register(Class<A> type, ThrowingFunction<A, ? extends @Nullable Object> function) {
			require(type);
			return register(
					(arguments, details, progress) -> function.applyWithException(required(0, arguments.get(type))));
		}

		@Override
		public <A> WampRegistration register(ParameterizedTypeReference<A> type,
				ThrowingFunction<A, ? extends @Nullable Object> function) {
			require(type);
			return register(
					(arguments, details, progress) -> function.applyWithException(required(0, arguments.get(type))));
		}

		@Override
		public <A, B> WampRegistration register(Class<A> type1, Class<B> type2,
				ThrowingBiFunction<A, B, ? extends @Nullable Object> function) {
			require(type1);
			require(type2);
			return register((arguments, details, progress) -> function
				.applyWithException(required(0, arguments.get(0, type1)), required(1, arguments.get(1, type2))));
		}

		@Override
		public <A, B> WampRegistration register(ParameterizedTypeReference<A> type1,
				ParameterizedTypeReference<B> type2, ThrowingBiFunction<A, B, ? extends @Nullable Object> function) {
			require(type1);
			require(type2);
			return register((arguments, details, progress) -> function
				.applyWithException(required(0, arguments.get(0, type1)), required(1, arguments.get(1, type2))));
		}

		@Override
		public WampRegistration registerStreamed(StreamedProcedureHandler handler) {
			return register((invocation) -> handler.handle(
					new StreamedArguments(invocation, this.mapper, this.connection.getExecutor()),
					InvocationDetails.of(invocation),
					ProgressSink.of(invocation, this.mapper, ResolvableType.forClass(Object.class))), handler);
		}

		@Override
		public <T> WampRegistration registerStreamed(Class<T> type,
				ThrowingFunction<Stream<T>, ? extends @Nullable Object> function) {
			requireElement(type);
			return registerStreamed(
					(arguments, details, progress) -> function.applyWithException(arguments.stream(type)));
		}

		@Override
		public <T> WampRegistration registerStreamed(ParameterizedTypeReference<T> type,
				ThrowingFunction<Stream<T>, ? extends @Nullable Object> function) {
			requireElement(type);
			return registerStreamed(
					(arguments, details, progress) -> function.applyWithException(arguments.stream(type)));
		}

		private void require(Object type) {
			ArgumentTypes.require(this.mapper, type, "The procedure '" + this.procedure + "'",
					"; for arguments that come one after the other, use registerStreamed with the type of one of them");
		}

		private void requireElement(Object type) {
			if (type != WampArguments.class) {
				ArgumentTypes.require(this.mapper, type, "The procedure '" + this.procedure + "'",
						", which is what registerStreamed is to be told");
			}
		}

		private WampRegistration register(ProcedureInvoker.Target target, Object handler) {
			return this.connection.register(this.procedure, Dict.copyOf(this.options),
					new ProcedureInvoker(target, null, this.mapper, this.errors, "procedure '" + this.procedure + "'",
							DefaultSubscriptionSpec.describe(handler)));
		}

		private static <T> T required(int index, @Nullable T argument) {
			if (argument == null) {
				throw new InvalidArgumentException("The argument at position " + index + " is missing", null);
			}
			return argument;
		}

	}

	/**
	 * The subscription of {@link WampTemplate}.
	 */
	static final class DefaultSubscriptionSpec implements SubscriptionSpec {

		private final String topic;

		private final PayloadMapper mapper;

		private final EventErrors errors;

		private final WampConnection connection;

		private final Map<String, @Nullable Object> options = new LinkedHashMap<>(4);

		private boolean replay;

		DefaultSubscriptionSpec(String topic, PayloadMapper mapper, EventErrors errors, WampConnection connection) {
			this.topic = topic;
			this.mapper = mapper;
			this.errors = errors;
			this.connection = connection;
		}

		@Override
		public SubscriptionSpec match(MatchPolicy match) {
			return option("match", match.value());
		}

		@Override
		public SubscriptionSpec getRetained() {
			return option("get_retained", true);
		}

		@Override
		public SubscriptionSpec replay() {
			this.replay = true;
			return this;
		}

		@Override
		public SubscriptionSpec option(String name, @Nullable Object value) {
			this.options.put(name, value);
			return this;
		}

		@Override
		public WampSubscription subscribe(TopicHandler handler) {
			EventInvoker invoker = new EventInvoker((event) -> {
				handler.handle(new WampArguments(event.payload(), this.mapper), EventDetails.of(event));
				return null;
			}, this.mapper, this.errors, new EventInvoker.Source(this.connection.getName(),
					"subscription '" + this.topic + "'", describe(handler)));
			Dict options = Dict.copyOf(this.options);
			return this.connection.subscribe(this.topic, options, this.replay
					? new ReplayingHandler(this.topic, MatchPolicy.of(options.getString("match")), invoker, this.mapper)
					: invoker);
		}

		@Override
		public <T> WampSubscription subscribe(Class<T> type, ThrowingConsumer<T> handler) {
			require(type);
			return subscribe((arguments, details) -> handler.acceptWithException(required(arguments.get(type))));
		}

		@Override
		public <T> WampSubscription subscribe(ParameterizedTypeReference<T> type, ThrowingConsumer<T> handler) {
			require(type);
			return subscribe((arguments, details) -> handler.acceptWithException(required(arguments.get(type))));
		}

		private void require(Object type) {
			ArgumentTypes.require(this.mapper, type, "The subscription '" + this.topic + "'", "");
		}

		static String describe(Object handler) {
			Class<?> type = handler.getClass();
			return (type.isHidden() || type.isSynthetic()) ? "a handler of this application" : handler.toString();
		}

		private static <T> T required(@Nullable T argument) {
			if (argument == null) {
				throw new InvalidArgumentException("The first positional argument is missing", null);
			}
			return argument;
		}

	}

}
