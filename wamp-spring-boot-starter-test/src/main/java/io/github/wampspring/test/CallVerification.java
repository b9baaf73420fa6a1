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

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.wampspring.core.WampArguments;
import org.jspecify.annotations.Nullable;

/**
 * Checks how often a stub was called. Calls that are expected are waited for; those that
 * are one too many are seen only if they have come already.
 */
public final class CallVerification {

	private final String procedure;

	private final Supplier<List<RecordedCall>> calls;

	private final ArgumentValues values;

	private final Predicate<RecordedCall> condition;

	private final Duration timeout;

	CallVerification(String procedure, Supplier<List<RecordedCall>> calls, ArgumentValues values,
			Predicate<RecordedCall> condition, Duration timeout) {
		this.procedure = procedure;
		this.calls = calls;
		this.values = values;
		this.condition = condition;
		this.timeout = timeout;
	}

	/**
	 * Counts the calls with these arguments only.
	 * @param arguments the positional arguments; the last one may be
	 * {@link io.github.wampspring.core.Kwargs}. Objects are compared by their properties,
	 * numbers by their value
	 * @return to go on with how often
	 */
	public CallVerification withArgs(@Nullable Object... arguments) {
		return withArguments((actual) -> this.values.areEqual(actual, arguments));
	}

	/**
	 * Counts the calls whose arguments meet a condition only.
	 * @param condition the condition
	 * @return to go on with how often
	 */
	public CallVerification withArguments(Predicate<WampArguments> condition) {
		return new CallVerification(this.procedure, this.calls, this.values,
				this.condition.and((call) -> condition.test(call.arguments())), this.timeout);
	}

	/**
	 * Says how long to wait for the calls.
	 * @param timeout the time, by default ten seconds
	 * @return to go on with how often
	 */
	public CallVerification within(Duration timeout) {
		return new CallVerification(this.procedure, this.calls, this.values, this.condition, timeout);
	}

	/**
	 * Expects one call.
	 * @return the call
	 */
	public RecordedCall once() {
		return times(1).get(0);
	}

	/**
	 * Expects no call until now.
	 */
	public void never() {
		check(0);
	}

	/**
	 * Expects a number of calls.
	 * @param count how many
	 * @return the calls, in their order
	 */
	public List<RecordedCall> times(int count) {
		atLeast(count);
		return check(count);
	}

	/**
	 * Expects a number of calls, or more.
	 * @param count how many at least
	 * @return the calls, in their order
	 */
	public List<RecordedCall> atLeast(int count) {
		Waiting.until(this.timeout, () -> matching().size() >= count, () -> describe(count));
		return matching();
	}

	private List<RecordedCall> check(int count) {
		List<RecordedCall> matching = matching();
		if (matching.size() != count) {
			throw new AssertionError(describe(count));
		}
		return matching;
	}

	private List<RecordedCall> matching() {
		return this.calls.get().stream().filter(this.condition).toList();
	}

	private String describe(int count) {
		return "Expected '" + this.procedure + "' to be called " + count + " times so, but it was " + matching().size()
				+ " times. All its calls: " + this.calls.get();
	}

}
