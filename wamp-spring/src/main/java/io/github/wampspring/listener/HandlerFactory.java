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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.client.replay.ReplayingHandler;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.CallOptions;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.EventInvoker;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.core.ProcedureInvoker;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.PublicationOptions;
import io.github.wampspring.core.WampEventErrorPolicy;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.transport.ReceivingThread;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * Makes handlers of bean methods.
 */
final class HandlerFactory {

	private static final CallOptions NO_CALL_OPTIONS = (call) -> {
	};

	private static final PublicationOptions NO_PUBLICATION_OPTIONS = (publication) -> {
	};

	private final BeanFactory beanFactory;

	private final PayloadMapper mapper;

	private final BindingPlanner<Invocation> invocations;

	private final BindingPlanner<TopicEvent> events;

	private final ProcedureErrors procedureErrors;

	private final EventErrors eventErrors;

	private final @Nullable ListenerValidator validator;

	private final ExceptionHandlers exceptionHandlers;

	private final Executor executor;

	HandlerFactory(ConfigurableListableBeanFactory beanFactory, AttributeResolver attributes, PayloadMapper mapper,
			ProcedureErrors procedureErrors, EventErrors eventErrors, @Nullable ListenerValidator validator,
			Executor executor) {
		this.beanFactory = beanFactory;
		this.mapper = mapper;
		Map<Class<?>, Function<Type, Function<Invocation, Object>>> ofInvocations = Map.of(WampSession.class,
				(type) -> Invocation::session, InvocationDetails.class, (type) -> InvocationDetails::of,
				ProgressSink.class, (type) -> {
					ResolvableType result = ResolvableType.forType(type).getGeneric(0);
					return (invocation) -> ProgressSink.of(invocation, mapper, result);
				}, CallOptions.class, (type) -> (invocation) -> NO_CALL_OPTIONS);
		Map<Class<?>, Function<Type, Function<TopicEvent, Object>>> ofEvents = Map.of(WampSession.class,
				(type) -> TopicEvent::session, EventDetails.class, (type) -> EventDetails::of, PublicationOptions.class,
				(type) -> (event) -> NO_PUBLICATION_OPTIONS);
		this.invocations = new BindingPlanner<>(mapper, attributes, ofInvocations,
				new StreamParameters.OfInvocations(mapper, executor));
		this.events = new BindingPlanner<>(mapper, attributes, ofEvents, null);
		this.procedureErrors = procedureErrors;
		this.eventErrors = eventErrors;
		this.validator = validator;
		this.exceptionHandlers = new ExceptionHandlers(beanFactory, mapper);
		this.executor = executor;
	}

	/**
	 * Makes a handler of invocations. Positional arguments that no parameter takes are
	 * refused: the caller means another method.
	 * @param listener what is registered
	 * @param method the method
	 * @return the handler
	 */
	InvocationHandler procedure(WampListener listener, ListenerMethod method) {
		BindingPlan<Invocation> plan = this.invocations.plan(method);
		MethodCall<Invocation> call = call(new ArgumentBinder<>(this.mapper, plan, true), method);
		ProcedureInvoker.Target target = plan.streamed() ? (invocation) -> call.call(invocation, invocation.payload())
				: (invocation) -> {
					ProcedureInvoker.requireAllArguments(invocation);
					return call.call(invocation, invocation.payload());
				};
		try {
			return new ProcedureInvoker(target, method.returnType(), this.mapper, this.procedureErrors, listener,
					listener.describe(), recovery(listener, method));
		}
		catch (IllegalArgumentException ex) {
			throw new WampListenerException("The return type of " + method + " cannot be sent: " + ex.getMessage(),
					"Return a CompletableFuture instead.", ex);
		}
	}

	private ProcedureInvoker.Recovery recovery(WampListener listener, ListenerMethod method) {
		ExceptionHandlers.Finder handlers = this.exceptionHandlers.of(method, WampListener.Kind.PROCEDURE);
		return (failure) -> {
			ExceptionHandlerMethod handler = handlers.find(failure);
			return (handler != null)
					? elsewhere(new ProcedureInvoker((invocation) -> handler.call(failure, invocation),
							handler.resultType(), this.mapper, this.procedureErrors, listener, handler.toString()))
					: null;
		};
	}

	/** No method of the application runs on a thread that receives. */
	private InvocationHandler elsewhere(InvocationHandler handler) {
		if (!ReceivingThread.isCurrent()) {
			return handler;
		}
		return (invocation) -> {
			try {
				this.executor.execute(() -> onInvocation(handler, invocation));
			}
			catch (RejectedExecutionException ex) {
				invocation.fail(ErrorUris.UNAVAILABLE, Payload.of("The callee has no thread free"));
			}
		};
	}

	private static void onInvocation(InvocationHandler handler, Invocation invocation) {
		try {
			handler.onInvocation(invocation);
		}
		catch (Exception ex) {
			throw new IllegalStateException("It answers by itself", ex);
		}
	}

	/**
	 * Makes a handler of events. Positional arguments that no parameter takes are
	 * ignored: a publisher need not know what each subscriber wants.
	 * @param listener what is subscribed
	 * @param method the method
	 * @param errorPolicy the name of a policy for failures; empty for the common one
	 * @param replay whether it is to miss nothing
	 * @return the handler
	 */
	EventHandler subscription(WampListener listener, ListenerMethod method, String errorPolicy, boolean replay) {
		MethodCall<TopicEvent> call = call(new ArgumentBinder<>(this.mapper, this.events.plan(method), false), method);
		ExceptionHandlers.Finder handlers = this.exceptionHandlers.of(method, WampListener.Kind.SUBSCRIPTION);
		EventInvoker invoker = new EventInvoker((event) -> call.call(event, event.payload()), this.mapper,
				this.eventErrors, new EventInvoker.Source(listener.connection(), listener, listener.describe()),
				(failure) -> {
					ExceptionHandlerMethod handler = handlers.find(failure);
					return (handler != null) ? (event) -> handler.call(failure, event) : null;
				}, policy(errorPolicy, method));
		MatchPolicy match = MatchPolicy.of((String) listener.options().get("match"));
		return replay ? new ReplayingHandler(listener.uri(), match, invoker, this.mapper) : invoker;
	}

	private @Nullable WampEventErrorPolicy policy(String name, ListenerMethod method) {
		if (name.isEmpty()) {
			return null;
		}
		try {
			return this.beanFactory.getBean(name, WampEventErrorPolicy.class);
		}
		catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException ex) {
			throw new WampListenerException("The error policy '" + name + "' of " + method + " is not there",
					"Define a bean of type WampEventErrorPolicy with that name, or correct the name.", ex);
		}
	}

	private <S> MethodCall<S> call(ArgumentBinder<S> binder, ListenerMethod method) {
		return new MethodCall<>(binder, new BeanMethod(this.beanFactory, method),
				(this.validator != null) ? this.validator.constraintsOf(method.beanType(), method.getMethod()) : null);
	}

}
