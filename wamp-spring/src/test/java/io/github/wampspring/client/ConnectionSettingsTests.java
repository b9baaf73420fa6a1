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

package io.github.wampspring.client;

import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.github.wampspring.client.stream.ArgumentQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ConnectionSettings}.
 */
class ConnectionSettingsTests {

	private final ConnectionSettings settings = new ConnectionSettings("test", List.of(URI.create("ws://localhost")),
			(url) -> (target, handlers) -> {
				throw new IllegalStateException();
			}, Runnable::run, new ValuesMapper());

	static Stream<BiConsumer<ConnectionSettings, Duration>> times() {
		return Stream.of(ConnectionSettings::connectTimeout, ConnectionSettings::sendTimeout,
				ConnectionSettings::goodbyeTimeout, ConnectionSettings::shutdownTimeout,
				ConnectionSettings::resumeWithin);
	}

	@ParameterizedTest
	@MethodSource("times")
	void timesAreNotNegativeAndCanBeWaitedFor(BiConsumer<ConnectionSettings, Duration> time) {
		assertThatIllegalArgumentException().isThrownBy(() -> time.accept(this.settings, Duration.ofMillis(-1)))
			.withMessageStartingWith("The ");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> time.accept(this.settings, ChronoUnit.FOREVER.getDuration()))
			.withMessageContaining("292 years");
		time.accept(this.settings, Duration.ofMillis(1));
	}

	@Test
	void nothingIsDoneInNoTime() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.connectTimeout(Duration.ZERO))
			.withMessage("The connect timeout must be at least a millisecond");
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.sendTimeout(Duration.ofNanos(1)))
			.withMessage("The send timeout must be at least a millisecond");
	}

	@Test
	void queuesHaveRoom() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.eventQueue(0, 1))
			.withMessageContaining("room for one event");
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.eventQueue(1, -1))
			.withMessageContaining("must not be negative");
		assertThatIllegalArgumentException().isThrownBy(() -> new ArgumentQueue.Limit(-1))
			.withMessageContaining("must not be negative");
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.maxRefusals(0));
	}

}
