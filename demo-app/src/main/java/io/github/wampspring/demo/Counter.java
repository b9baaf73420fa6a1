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

import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampOperations;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts, and goes on from what others publish: several instances count together.
 */
@Component
class Counter {

	private static final String TOPIC = "com.myapp.oncounter";

	private final WampOperations wamp;

	private final AtomicInteger count = new AtomicInteger();

	Counter(WampOperations wamp) {
		this.wamp = wamp;
	}

	@Scheduled(fixedRate = 1000)
	void count() {
		// Waits for nobody: while there is no session, the counter just goes on
		this.wamp.newPublication(TOPIC).args(this.count.incrementAndGet()).publishAsync();
	}

	@WampSubscribe(TOPIC)
	void onCounter(int count) {
		this.count.set(count);
	}

}
