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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.codec.PayloadMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Answers invocations by what the application has for them. One rule book for annotated
 * methods and for handlers of a template: what may be returned, what becomes of failures,
 * and what a cancelled call cancels.
 */
public final class ProcedureInvoker implements InvocationHandler {

	private final Target target;

	private final ReturnValues returnValue;

	private final ProcedureErrors errors;

	private final Object description;

	private final String handler;

	private final @Nullable Recovery recovery;

	/**
	 * Creates an invoker.
	 * @param target answers invocations
	 * @param returnType the declared type of what it returns; {@code null} if there is
	 * none, and each value is seen by its class
	 * @param mapper writes results
	 * @param errors translates failures
	 * @param description the procedure, for the log
	 * @param handler what answers its calls, for people
	 * @throws IllegalArgumentException if nothing of the declared type can be sent
	 */
	public ProcedureInvoker(Target target, @Nullable ResolvableType returnType, PayloadMapper mapper,
			ProcedureErrors errors, Object description, String handler) {
		this(target, returnType, mapper, errors, description, handler, null);
	}

	/**
	 * Creates an invoker that can do something about failures.
	 * @param target answers invocations
	 * @param returnType the declared type of what it returns; {@code null} if there is
	 * none, and each value is seen by its class
	 * @param mapper writes results
	 * @param errors translates failures
	 * @param description the procedure, for the log
	 * @param handler what answers its calls, for people
	 * @param recovery is asked about failures before they are translated, if it is there
	 * @throws IllegalArgumentException if nothing of the declared type can be sent
	 */
	public ProcedureInvoker(Target target, @Nullable ResolvableType returnType, PayloadMapper mapper,
			ProcedureErrors errors, Object description, String handler, @Nullable Recovery recovery) {
		this.target = target;
		this.returnValue = ReturnValues.of(returnType, mapper);
		this.errors = errors;
		this.description = description;
		this.handler = handler;
		this.recovery = recovery;
	}

	@Override
	public void onInvocation(Invocation invocation) {
		InvocationAnswer answer = new InvocationAnswer(invocation, this.errors, this.description, this.recovery);
		try {
			this.returnValue.send(this.target.call(invocation), answer);
		}
		catch (Throwable ex) {
			answer.fail(ex);
		}
	}

	/**
	 * Refuses an invocation whose arguments come one after the other.
	 * @param invocation the invocation
	 * @throws WampException {@code wamp.error.feature_not_supported}
	 */
	public static void requireAllArguments(Invocation invocation) {
		if (invocation.following() != null) {
			throw new WampException(ErrorUris.FEATURE_NOT_SUPPORTED, "The procedure takes its arguments all at once");
		}
	}

	@Override
	public String toString() {
		return this.handler;
	}

	/**
	 * Answers invocations.
	 */
	@FunctionalInterface
	public interface Target {

		/**
		 * Answers an invocation.
		 * @param invocation the invocation, which must not be ended
		 * @return the result: a value, a {@link WampResult}, a
		 * {@link java.util.concurrent.CompletionStage}, a stream or a publisher
		 * @throws Throwable what it ends with instead
		 */
		@Nullable Object call(Invocation invocation) throws Throwable;

	}

	/**
	 * What the application does about failures.
	 */
	@FunctionalInterface
	public interface Recovery {

		/**
		 * Finds out what to do about a failure.
		 * @param failure what the procedure failed with, without wrappers
		 * @return answers the invocation instead; {@code null} to have the failure
		 * translated
		 */
		@Nullable InvocationHandler after(Throwable failure);

	}

}
