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

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.WampRegistration;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.function.ThrowingBiFunction;
import org.springframework.util.function.ThrowingFunction;

/**
 * A registration that is being put together. For one use by one thread.
 */
public interface RegistrationSpec {

	/**
	 * How the URI matches ({@code match}).
	 * @param match the policy
	 * @return this
	 */
	RegistrationSpec match(MatchPolicy match);

	/**
	 * How the router chooses among several callees ({@code invoke}).
	 * @param invoke the policy
	 * @return this
	 */
	RegistrationSpec invoke(InvocationPolicy invoke);

	/**
	 * How many invocations at a time the router may send here ({@code concurrency}).
	 * @param concurrency one or more
	 * @return this
	 */
	RegistrationSpec concurrency(int concurrency);

	/**
	 * Asks the router to disclose the callers ({@code disclose_caller}).
	 * @return this
	 */
	RegistrationSpec discloseCaller();

	/**
	 * Replaces what is registered under the URI ({@code force_reregister}).
	 * @return this
	 */
	RegistrationSpec forceReregister();

	/**
	 * Sets an option that has no method here.
	 * @param name the key in {@code Options}
	 * @param value the value
	 * @return this
	 */
	RegistrationSpec option(String name, @Nullable Object value);

	/**
	 * Registers the procedure at this and every later join.
	 * @param handler answers the calls
	 * @return the handle
	 */
	WampRegistration register(ProcedureHandler handler);

	/**
	 * Registers a procedure of one positional argument.
	 * @param <A> the argument's type
	 * @param type the argument's type; a call without it gets
	 * {@code wamp.error.invalid_argument}
	 * @param function answers the calls, as {@link ProcedureHandler#handle} does
	 * @return the handle
	 */
	<A> WampRegistration register(Class<A> type, ThrowingFunction<A, ? extends @Nullable Object> function);

	/**
	 * Registers a procedure of one positional argument.
	 * @param <A> the argument's type
	 * @param type the argument's type; a call without it gets
	 * {@code wamp.error.invalid_argument}
	 * @param function answers the calls, as {@link ProcedureHandler#handle} does
	 * @return the handle
	 */
	<A> WampRegistration register(ParameterizedTypeReference<A> type,
			ThrowingFunction<A, ? extends @Nullable Object> function);

	/**
	 * Registers a procedure of two positional arguments.
	 * @param <A> the first argument's type
	 * @param <B> the second argument's type
	 * @param type1 the first argument's type
	 * @param type2 the second argument's type
	 * @param function answers the calls, as {@link ProcedureHandler#handle} does
	 * @return the handle
	 */
	<A, B> WampRegistration register(Class<A> type1, Class<B> type2,
			ThrowingBiFunction<A, B, ? extends @Nullable Object> function);

}
