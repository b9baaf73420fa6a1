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

package io.github.wampspring.demo.readings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.WampOperations;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes a reading every second, and keeps the last two minutes for those who come
 * later.
 */
@Component
class Readings {

	private static final String TOPIC = "com.myapp.readings";

	private static final int KEPT = 120;

	private final MachineReadings machine;

	private final WampOperations wamp;

	private final Deque<Reading> recent = new ArrayDeque<>();

	Readings(MachineReadings machine, WampOperations wamp) {
		this.machine = machine;
		this.wamp = wamp;
	}

	@Scheduled(fixedRate = 1000)
	void publish() {
		Reading reading = this.machine.take();
		keep(reading);
		// Waits for nobody: what finds no session in time is only kept
		this.wamp.newPublication(TOPIC).args(reading).publishAsync();
	}

	@WampProcedure(TOPIC + ".recent.#{@instance.name()}")
	List<Reading> recent() {
		synchronized (this.recent) {
			return List.copyOf(this.recent);
		}
	}

	private void keep(Reading reading) {
		synchronized (this.recent) {
			if (this.recent.size() == KEPT) {
				this.recent.removeFirst();
			}
			this.recent.addLast(reading);
		}
	}

}
