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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampArguments;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * A method for exceptions of a bean.
 */
final class ExceptionHandlerMethod {

	private static final String PARAMETERS = "Take the exception, InvocationDetails or EventDetails, WampSession, or "
			+ "WampArguments, which reads the arguments of any procedure or event.";

	private final ListenerMethod method;

	private final BeanMethod bean;

	private final ResolvableType returnType;

	private final List<Argument> arguments = new ArrayList<>();

	private final Set<Class<? extends Throwable>> types = new LinkedHashSet<>();

	private boolean takesInvocations;

	private boolean takesEvents;

	ExceptionHandlerMethod(ListenerMethod method, List<Class<? extends Throwable>> types, BeanMethod bean,
			PayloadMapper mapper) {
		this.method = method;
		this.bean = bean;
		this.returnType = method.returnType();
		this.types.addAll(types);
		for (MethodParameter parameter : method.getMethodParameters()) {
			this.arguments.add(argument(parameter, types, mapper));
		}
		if (this.types.isEmpty()) {
			throw new WampListenerException(
					"The exception handler " + method + " does not say which exceptions it is for",
					"Take the exception as a parameter, or name its class in @WampExceptionHandler.", null);
		}
		if (this.takesInvocations && this.takesEvents) {
			throw new WampListenerException(
					"The exception handler " + method + " takes InvocationDetails and EventDetails, and is called "
							+ "for one of them at a time",
					"Take one of them, and write a second method for the other.", null);
		}
		if (this.takesInvocations && returnsNothing()) {
			throw new WampListenerException(
					"The exception handler " + method + " is for procedures, and returns nothing for their callers",
					"Return a WampException, or a result that takes the place of the procedure's.", null);
		}
	}

	private Argument argument(MethodParameter parameter, List<Class<? extends Throwable>> named, PayloadMapper mapper) {
		Type declared = this.method.parameterType(parameter);
		Class<?> type = ResolvableType.forType(declared).toClass();
		if (Throwable.class.isAssignableFrom(type)) {
			Class<? extends Throwable> exception = type.asSubclass(Throwable.class);
			for (Class<? extends Throwable> other : named) {
				if (!exception.isAssignableFrom(other)) {
					throw new WampListenerException(
							"The exception handler " + this.method + " is for " + other.getSimpleName()
									+ ", which does not fit its parameter of type " + exception.getSimpleName(),
							"Give the parameter the type of a common superclass.", null);
				}
			}
			if (named.isEmpty() && !this.types.isEmpty()) {
				throw new WampListenerException("The exception handler " + this.method + " takes two exceptions",
						"Take one of them, or name the classes in @WampExceptionHandler.", null);
			}
			if (named.isEmpty()) {
				this.types.add(exception);
			}
			return (failure, source) -> failure;
		}
		if (type == InvocationDetails.class) {
			this.takesInvocations = true;
			return (failure, source) -> InvocationDetails.of((Invocation) source);
		}
		if (type == EventDetails.class) {
			this.takesEvents = true;
			return (failure, source) -> EventDetails.of((TopicEvent) source);
		}
		if (type == WampSession.class) {
			return (failure, source) -> (source instanceof Invocation invocation) ? invocation.session()
					: ((TopicEvent) source).session();
		}
		if (type == WampArguments.class) {
			return (failure, source) -> new WampArguments(
					(source instanceof Invocation invocation) ? invocation.payload() : ((TopicEvent) source).payload(),
					mapper);
		}
		throw new UnbindableParameterException(
				"parameter " + (parameter.getParameterIndex() + 1) + " (" + type.getSimpleName() + ")",
				"the exception handler " + this.method, "it is nothing that an exception handler can be given",
				PARAMETERS, null);
	}

	/**
	 * The classes of exceptions that it is for.
	 * @return one at least
	 */
	Set<Class<? extends Throwable>> types() {
		return this.types;
	}

	/**
	 * Whether it is for what a kind of listener fails with.
	 * @param kind procedures or subscriptions
	 * @return {@code true} if it is
	 */
	boolean isFor(WampListener.Kind kind) {
		if (kind == WampListener.Kind.PROCEDURE) {
			return !this.takesEvents && !returnsNothing();
		}
		return this.takesEvents || (!this.takesInvocations && (returnsNothing() || returnsException()));
	}

	private boolean returnsNothing() {
		return this.returnType.toClass() == void.class;
	}

	private boolean returnsException() {
		return Throwable.class.isAssignableFrom(this.returnType.toClass());
	}

	/**
	 * The type of what it returns for a procedure.
	 * @return the type, or {@code null} if that is an exception
	 */
	@Nullable ResolvableType resultType() {
		return returnsException() ? null : this.returnType;
	}

	/**
	 * Calls the method.
	 * @param failure the exception
	 * @param source the {@link Invocation} or {@link TopicEvent} that failed with it
	 * @return what it returns, if that is no exception
	 * @throws Throwable what it throws or returns, or the exception where it returns
	 * {@code null} instead of one
	 */
	@Nullable Object call(Throwable failure, Object source) throws Throwable {
		@Nullable Object[] values = this.arguments.stream().map((argument) -> argument.resolve(failure, source)).toArray();
		Object result;
		try {
			result = this.bean.invoke(this.bean.bean(), values);
		}
		catch (Throwable ex) {
			throw withOrigin(ex, failure);
		}
		if (result instanceof Throwable error) {
			throw withOrigin(error, failure);
		}
		if (result == null && returnsException()) {
			throw failure;
		}
		return (result instanceof CompletionStage<?> stage) ? withOrigin(stage, failure) : result;
	}

	private static CompletionStage<?> withOrigin(CompletionStage<?> stage, Throwable failure) {
		if (stage instanceof CompletableFuture<?> future && future.isDone() && !future.isCompletedExceptionally()) {
			return stage;
		}
		stage.whenComplete((value, ex) -> {
			if (ex != null) {
				withOrigin(ex, failure);
			}
		});
		return stage;
	}

	/** So that the log has the first exception too. A constant exception keeps one. */
	private static Throwable withOrigin(Throwable ex, Throwable failure) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause == failure) {
				return ex;
			}
		}
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause == ex) {
				return ex;
			}
		}
		if (ex.getSuppressed().length == 0) {
			ex.addSuppressed(failure);
		}
		return ex;
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

	/** Finds the value of a parameter. */
	@FunctionalInterface
	private interface Argument {

		Object resolve(Throwable failure, Object source);

	}

}
