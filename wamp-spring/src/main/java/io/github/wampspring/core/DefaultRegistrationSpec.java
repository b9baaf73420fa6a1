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

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;
import org.springframework.util.function.ThrowingBiFunction;
import org.springframework.util.function.ThrowingFunction;

/**
 * The registration of {@link WampTemplate}.
 */
final class DefaultRegistrationSpec implements RegistrationSpec {

	private final String procedure;

	private final PayloadMapper mapper;

	private final ProcedureErrors errors;

	private final WampConnection connection;

	private final Map<String, @Nullable Object> options = new LinkedHashMap<>(4);

	DefaultRegistrationSpec(String procedure, PayloadMapper mapper, ProcedureErrors errors, WampConnection connection) {
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
		return this.connection.register(this.procedure, Dict.copyOf(this.options),
				new ProcedureInvoker(
						(invocation) -> handler.handle(new WampArguments(invocation.payload(), this.mapper),
								InvocationDetails.of(invocation),
								ProgressSink.of(invocation, this.mapper, ResolvableType.forClass(Object.class))),
						null, this.mapper, this.errors, "procedure '" + this.procedure + "'",
						DefaultSubscriptionSpec.describe(handler)));
	}

	@Override
	public <A> WampRegistration register(Class<A> type, ThrowingFunction<A, ? extends @Nullable Object> function) {
		return register(
				(arguments, details, progress) -> function.applyWithException(required(0, arguments.get(type))));
	}

	@Override
	public <A> WampRegistration register(ParameterizedTypeReference<A> type,
			ThrowingFunction<A, ? extends @Nullable Object> function) {
		return register(
				(arguments, details, progress) -> function.applyWithException(required(0, arguments.get(type))));
	}

	@Override
	public <A, B> WampRegistration register(Class<A> type1, Class<B> type2,
			ThrowingBiFunction<A, B, ? extends @Nullable Object> function) {
		return register((arguments, details, progress) -> function
			.applyWithException(required(0, arguments.get(0, type1)), required(1, arguments.get(1, type2))));
	}

	private static <T> T required(int index, @Nullable T argument) {
		if (argument == null) {
			throw new InvalidArgumentException("The argument at position " + index + " is missing", null);
		}
		return argument;
	}

}
