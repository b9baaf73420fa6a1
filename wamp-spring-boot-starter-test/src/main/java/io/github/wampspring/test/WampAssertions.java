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

import io.github.wampspring.WampException;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.core.WampArguments;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Assertions in the style of AssertJ, whose {@code assertThat} can be imported beside
 * this one.
 */
public final class WampAssertions {

	static final ArgumentValues VALUES = new ArgumentValues(new JacksonPayloadMapper(JsonMapper.shared()));

	private WampAssertions() {
	}

	/**
	 * Begins assertions about arguments.
	 * @param actual a result, or the arguments of a call or event
	 * @return the assertions
	 */
	public static WampArgumentsAssert assertThat(@Nullable WampArguments actual) {
		return new WampArgumentsAssert(actual);
	}

	/**
	 * Begins assertions about a call of a stub.
	 * @param actual the call
	 * @return assertions about its arguments
	 */
	public static WampArgumentsAssert assertThat(RecordedCall actual) {
		return new WampArgumentsAssert(actual.arguments());
	}

	/**
	 * Begins assertions about an event.
	 * @param actual the event
	 * @return assertions about its arguments
	 */
	public static WampArgumentsAssert assertThat(RecordedEvent actual) {
		return new WampArgumentsAssert(actual.arguments());
	}

	/**
	 * Begins assertions about events.
	 * @param actual what was recorded
	 * @return the assertions
	 */
	public static RecordedEventsAssert assertThat(RecordedEvents actual) {
		return actual.assertThat();
	}

	/**
	 * Begins assertions about an error.
	 * @param actual the error
	 * @return the assertions
	 */
	public static WampExceptionAssert assertThat(@Nullable WampException actual) {
		return new WampExceptionAssert(actual);
	}

	/**
	 * Begins assertions about a connection.
	 * @param actual the connection
	 * @return the assertions
	 */
	public static WampConnectionAssert assertThat(@Nullable WampConnection actual) {
		return new WampConnectionAssert(actual);
	}

	/**
	 * Expects an error, and begins assertions about it.
	 * @param code what fails with a {@link WampException}
	 * @return the assertions
	 */
	public static WampExceptionAssert assertThatWampExceptionIsThrownBy(ThrowingCallable code) {
		return new WampExceptionAssert(
				Assertions.assertThatExceptionOfType(WampException.class).isThrownBy(code).actual());
	}

}
