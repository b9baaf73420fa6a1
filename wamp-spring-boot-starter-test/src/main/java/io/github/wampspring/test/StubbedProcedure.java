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

package io.github.wampspring.test;

import java.util.List;
import java.util.function.Predicate;

import io.github.wampspring.core.ProcedureHandler;
import io.github.wampspring.core.WampArguments;
import org.jspecify.annotations.Nullable;

/**
 * Says what a stub answers. Several answers are given one after the other, the last one
 * to all further calls. Of several rules for a procedure, the last one that a call meets
 * counts. The first answer registers the procedure, and returns when the router has
 * accepted it.
 */
public final class StubbedProcedure {

	private final Stub stub;

	private final ArgumentValues values;

	private final Stub.Rule rule;

	StubbedProcedure(Stub stub, ArgumentValues values, Predicate<WampArguments> condition) {
		this.stub = stub;
		this.values = values;
		this.rule = new Stub.Rule(condition, stub.scope());
	}

	/**
	 * For calls with these arguments only.
	 * @param arguments the positional arguments; the last one may be
	 * {@link io.github.wampspring.core.Kwargs}. Objects are compared by their properties,
	 * numbers by their value
	 * @return to go on with an answer
	 */
	public StubbedProcedure withArgs(@Nullable Object... arguments) {
		return withArguments((actual) -> this.values.areEqual(actual, arguments));
	}

	/**
	 * For calls whose arguments meet a condition only.
	 * @param condition the condition
	 * @return to go on with an answer
	 */
	public StubbedProcedure withArguments(Predicate<WampArguments> condition) {
		return new StubbedProcedure(this.stub, this.values, condition);
	}

	/**
	 * Answers with a result.
	 * @param result one value, a {@link io.github.wampspring.core.WampResult}, or
	 * {@code null} for an empty result
	 * @return to go on with the next answer
	 */
	public StubbedProcedure thenReturn(@Nullable Object result) {
		return thenAnswer((arguments, details, progress) -> result);
	}

	/**
	 * Answers with an error.
	 * @param failure a {@link io.github.wampspring.WampException}, or an exception that
	 * the application maps to an error
	 * @return to go on with the next answer
	 */
	public StubbedProcedure thenThrow(Exception failure) {
		return thenAnswer((arguments, details, progress) -> {
			throw failure;
		});
	}

	/**
	 * Answers with progressive results where the caller asks for them, and then with a
	 * result.
	 * @param progress the progressive results
	 * @param result the final result
	 * @return to go on with the next answer
	 */
	public StubbedProcedure thenProgress(List<?> progress, @Nullable Object result) {
		return thenAnswer((arguments, details, sink) -> {
			progress.forEach(sink::next);
			return result;
		});
	}

	/**
	 * Never answers, so that the caller runs into its timeout, or cancels.
	 * @return to go on with the next answer
	 */
	public StubbedProcedure thenNeverAnswer() {
		return thenAnswer(Stub.Rule.NEVER);
	}

	/**
	 * Answers as a handler does.
	 * @param handler answers the call
	 * @return to go on with the next answer
	 */
	public StubbedProcedure thenAnswer(ProcedureHandler handler) {
		if (this.rule.add(handler)) {
			this.stub.add(this.rule);
		}
		return this;
	}

}
