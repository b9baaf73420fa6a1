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

package io.github.wampspring.listener;

import java.util.Map;
import java.util.function.Function;

import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.client.WampEvent;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.codec.PayloadMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;

/**
 * Makes handlers of bean methods.
 */
final class HandlerFactory {

	private static final Map<Class<?>, Function<Invocation, Object>> PROCEDURE_CONTEXT = Map.of(WampSession.class,
			Invocation::session, InvocationDetails.class, InvocationDetails::of, ProgressSink.class,
			InvocationProgressSink::new);

	private static final Map<Class<?>, Function<WampEvent, Object>> SUBSCRIPTION_CONTEXT = Map.of(WampSession.class,
			WampEvent::session, EventDetails.class, EventDetails::of);

	private final BeanFactory beanFactory;

	private final PayloadMapper mapper;

	private final BindingPlanner<Invocation> invocations;

	private final BindingPlanner<WampEvent> events;

	private final ErrorTranslator errors;

	private final EventFailures eventFailures;

	private final @Nullable ListenerValidator validator;

	HandlerFactory(BeanFactory beanFactory, AttributeResolver attributes, PayloadMapper mapper, ErrorTranslator errors,
			EventFailures eventFailures, @Nullable ListenerValidator validator) {
		this.beanFactory = beanFactory;
		this.mapper = mapper;
		this.invocations = new BindingPlanner<>(mapper, attributes, PROCEDURE_CONTEXT);
		this.events = new BindingPlanner<>(mapper, attributes, SUBSCRIPTION_CONTEXT);
		this.errors = errors;
		this.eventFailures = eventFailures;
		this.validator = validator;
	}

	/**
	 * Makes a handler of invocations. Positional arguments that no parameter takes are
	 * refused: the caller means another method.
	 * @param listener what is registered
	 * @param method the method
	 * @return the handler
	 */
	InvocationHandler procedure(WampListener listener, ListenerMethod method) {
		InvocationFailures failures = new InvocationFailures(this.errors, listener);
		ArgumentBinder<Invocation> binder = new ArgumentBinder<>(this.mapper, this.invocations.plan(method), true);
		return new BeanProcedure(call(binder, method), ReturnValues.of(method, failures), failures, listener);
	}

	/**
	 * Makes a handler of events. Positional arguments that no parameter takes are
	 * ignored: a publisher need not know what each subscriber wants.
	 * @param listener what is subscribed
	 * @param method the method
	 * @return the handler
	 */
	EventHandler subscription(WampListener listener, ListenerMethod method) {
		ArgumentBinder<WampEvent> binder = new ArgumentBinder<>(this.mapper, this.events.plan(method), false);
		return new BeanSubscription(call(binder, method), EventCompletion.of(method), this.eventFailures, listener);
	}

	private <S> MethodCall<S> call(ArgumentBinder<S> binder, ListenerMethod method) {
		return new MethodCall<>(binder, new BeanMethod(this.beanFactory, method),
				(this.validator != null) ? this.validator.constraintsOf(method.beanType(), method.getMethod()) : null);
	}

}
