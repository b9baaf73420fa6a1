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

package io.github.wampspring.router.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is known of failures by authid, and for how long.
 */
class FailedLoginsTests {

	private final AtomicLong time = new AtomicLong();

	private final Queue<Runnable> scheduled = new ArrayDeque<>();

	private final FailedLogins logins = new FailedLogins(2, (task, delay) -> this.scheduled.add(task), this.time::get);

	private void pass(Duration time) {
		this.time.addAndGet(time.toNanos());
		Runnable task = this.scheduled.poll();
		if (task != null) {
			task.run();
		}
	}

	@Test
	void whatCountsNoMoreIsForgotten() {
		assertThat(this.logins.failed("realm1", "joe")).isTrue();
		assertThat(this.logins.failed("realm1", "joe")).isTrue();
		assertThat(this.logins.failed("realm1", "joe")).isFalse();
		assertThat(this.logins.isThrottled("realm1", "joe")).isTrue();
		pass(Duration.ofSeconds(40));
		this.logins.failed("realm1", "jim");
		assertThat(this.logins.size()).isEqualTo(2);
		pass(Duration.ofSeconds(40));
		assertThat(this.logins.size()).isOne();
		assertThat(this.logins.isThrottled("realm1", "joe")).isFalse();
		pass(Duration.ofSeconds(40));
		assertThat(this.logins.size()).isZero();
		assertThat(this.scheduled).isEmpty();
	}

	@Test
	void oneTimerIsEnough() {
		for (int i = 0; i < 20_000; i++) {
			this.logins.failed("realm1", "user" + i);
		}
		assertThat(this.scheduled).hasSize(1);
		assertThat(this.logins.size()).isEqualTo(10_000);
	}

}
