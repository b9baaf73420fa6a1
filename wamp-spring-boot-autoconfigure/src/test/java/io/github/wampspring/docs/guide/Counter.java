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

package io.github.wampspring.docs.guide;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampTemplate;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

class Counter {

	@Component
	static class Listener {

		final List<Integer> seen = new CopyOnWriteArrayList<>();

		// tag::subscribe[]
		@WampSubscribe("com.myapp.oncounter")
		void onCounter(int count) {
			this.seen.add(count);
		}
		// end::subscribe[]

	}

	// tag::publish[]
	@Component
	static class Ticker {

		private final WampTemplate wamp;

		private final AtomicInteger counter = new AtomicInteger();

		Ticker(WampTemplate wamp) {
			this.wamp = wamp;
		}

		@Scheduled(fixedRate = 1000)
		void tick() {
			this.wamp.publish("com.myapp.oncounter", this.counter.getAndIncrement());
		}

	}
	// end::publish[]

	// tag::scheduling[]
	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}
	// end::scheduling[]

}
