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

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Payload;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Numbers and durations that mean nothing are refused before anything is done.
 */
class BadNumbersTests {

	private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

	private static final ParameterizedTypeReference<List<String>> STRINGS = new ParameterizedTypeReference<>() {
	};

	private final LocalSystem system = new LocalSystem();

	private final WampTemplate wamp = this.system.template("one");

	@AfterEach
	void close() {
		this.system.close();
	}

	private static void refused(ThrowingCallable code, String sentence) {
		assertThatIllegalArgumentException().isThrownBy(code).withMessageContaining(sentence);
	}

	@Test
	void aStreamBeginsAtNoNegativePosition() {
		this.wamp.registerStreamed("stream", (arguments, details, progress) -> {
			for (ThrowingCallable code : List.<ThrowingCallable>of(() -> arguments.stream(-1, String.class),
					() -> arguments.stream(-1, STRINGS), () -> arguments.publisher(-1, String.class),
					() -> arguments.publisher(-1, STRINGS))) {
				refused(code, "The number of positional arguments before the stream must not be negative");
			}
			return arguments.stream(String.class).toList();
		}).awaitActive(Duration.ofSeconds(60));
		assertThat(this.wamp.newCall("stream").streamArgs(List.of("a", "b")).call(STRINGS)).containsExactly("a", "b");
	}

	@Test
	void thereIsNoArgumentBeforeTheFirst() {
		for (WampArguments arguments : List.of(WampResult.of("a"),
				new WampArguments(Payload.of("a"), this.system.mapper))) {
			refused(() -> arguments.get(-1, String.class), "The position of an argument must not be negative");
			refused(() -> arguments.get(-1, STRINGS), "The position of an argument must not be negative");
			assertThat(arguments.get(0, String.class)).isEqualTo("a");
		}
	}

	@Test
	void sessionsHaveIds() {
		for (long id : new long[] { 0, -1, (1L << 53) + 1 }) {
			refused(() -> this.wamp.newPublication("topic").exclude(id), id + " is no session");
			refused(() -> this.wamp.newPublication("topic").eligible(1, id), id + " is no session");
		}
		this.wamp.newPublication("topic").exclude(1, 1L << 53).publish();
	}

	@Test
	void timesAreNotNegativeAndCanBeWaitedFor() {
		Stream
			.<ThrowingCallable>of(() -> this.wamp.newCall("x").timeout(FOREVER),
					() -> this.wamp.newPublication("x").timeout(FOREVER),
					() -> WampTemplate.builder(this.wamp.getConnection()).joinTimeout(FOREVER),
					() -> WampTemplate.builder(this.wamp.getConnection()).callTimeout(FOREVER))
			.forEach((code) -> refused(code, "imeout must not be longer than 292 years"));
		Stream
			.<ThrowingCallable>of(() -> this.wamp.newCall("x").timeout(Duration.ofMillis(-1)),
					() -> this.wamp.getConnection().session(Duration.ofMillis(-1)))
			.forEach((code) -> refused(code, "The timeout must not be negative"));
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.wamp.newCall("x").timeout(Duration.ofNanos(Long.MAX_VALUE)).call())
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE));
	}

}
