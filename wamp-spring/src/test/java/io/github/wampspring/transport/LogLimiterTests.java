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

package io.github.wampspring.transport;

import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogLimiter}.
 */
class LogLimiterTests {

	@Test
	void aFewAtOnceAndThenAFewEachMinute() {
		LogLimiter limiter = new LogLimiter(LogFactory.getLog(LogLimiterTests.class));
		long now = System.nanoTime();
		for (int i = 0; i < 20; i++) {
			assertThat(limiter.take(now)).isZero();
		}
		for (int i = 0; i < 1000; i++) {
			assertThat(limiter.take(now)).isEqualTo(-1);
		}
		long later = now + 4_000_000_000L;
		assertThat(limiter.take(later)).isEqualTo(1000);
		assertThat(limiter.take(later)).isEqualTo(-1);
		assertThat(limiter.take(later + 3_600_000_000_000L)).isEqualTo(1);
	}

}
