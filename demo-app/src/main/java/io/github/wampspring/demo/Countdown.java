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

package io.github.wampspring.demo;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.ProgressSink;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.stereotype.Component;

/**
 * A call that takes its time, and tells how far it is. When the caller cancels it, the
 * thread is interrupted.
 */
@Component
class Countdown {

	private static final int PACE = 400;

	@WampProcedure(uri = "com.myapp.countdown", invoke = InvocationPolicy.ROUNDROBIN)
	int countdown(@PositiveOrZero @Max(100) int from, ProgressSink<Integer> progress) throws InterruptedException {
		for (int left = from; left > 0; left--) {
			progress.next(left);
			Thread.sleep(PACE);
		}
		return 0;
	}

}
