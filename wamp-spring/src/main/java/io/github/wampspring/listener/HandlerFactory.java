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

import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;

import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.EventInvoker;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.core.ProcedureInvoker;
import io.github.wampspring.core.ProgressSink;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.ResolvableType;

/**
 * Makes handlers of bean methods.
 */
final class HandlerFactory {

	private final BeanFactory beanFactory;

	private final PayloadMapper mapper;

	private final BindingPlanner<Invocation> invocations;

	private final BindingPlanner<TopicEvent> events;

	private final ProcedureErrors procedureErrors;

	private final EventErrors eventErrors;

	private final @Nullable ListenerValidator validator;

	HandlerFactory(BeanFactory beanFactory, AttributeResolver attributes, PayloadMapper mapper,
			ProcedureErrors procedureErrors, EventErrors eventErrors, @Nullable ListenerValidator validator) {
		this.beanFactory = beanFactory;
		this.mapper = mapper;
		Map<Class<?>, Function<Type, Function<Invocation, Object>>> ofInvocations = Map.of(WampSession.class,
				(type) -> Invocation::session, InvocationDetails.class, (type) -> InvocationDetails::of,
				ProgressSink.class, (type) -> {
					ResolvableType result = ResolvableType.forType(type).getGeneric(0);
					return (invocation) -> ProgressSink.of(invocation, mapper, result);
				});
		Map<Class<?>, Function<Type, Function<TopicEvent, Object>>> ofEvents = Map.of(WampSession.class,
				(type) -> TopicEvent::session, EventDetails.class, (type) -> EventDetails::of);
		this.invocations = new BindingPlanner<>(mapper, attributes, ofInvocations);
		this.events = new BindingPlanner<>(mapper, attributes, ofEvents);
		this.procedureErrors = procedureErrors;
		this.eventErrors = eventErrors;
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
		MethodCall<Invocation> call = call(new ArgumentBinder<>(this.mapper, this.invocations.plan(method), true),
				method);
		try {
			return new ProcedureInvoker((invocation) -> call.call(invocation, invocation.payload()),
					method.returnType(), this.mapper, this.procedureErrors, listener, listener.describe());
		}
		catch (IllegalArgumentException ex) {
			throw new WampListenerException("The return type of " + method + " cannot be sent: " + ex.getMessage(),
					"Return a CompletableFuture instead.", ex);
		}
	}

	/**
	 * Makes a handler of events. Positional arguments that no parameter takes are
	 * ignored: a publisher need not know what each subscriber wants.
	 * @param listener what is subscribed
	 * @param method the method
	 * @return the handler
	 */
	EventHandler subscription(WampListener listener, ListenerMethod method) {
		MethodCall<TopicEvent> call = call(new ArgumentBinder<>(this.mapper, this.events.plan(method), false), method);
		return new EventInvoker((event) -> call.call(event, event.payload()), this.eventErrors, listener,
				listener.describe());
	}

	private <S> MethodCall<S> call(ArgumentBinder<S> binder, ListenerMethod method) {
		return new MethodCall<>(binder, new BeanMethod(this.beanFactory, method),
				(this.validator != null) ? this.validator.constraintsOf(method.beanType(), method.getMethod()) : null);
	}

}
