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

package io.github.wampspring.benchmarks.client;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampTemplate;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Publishes numbered events, never more than a window ahead of the subscriber's credit.
 */
@Component
@ConditionalOnProperty(name = "bench.role", havingValue = "publisher")
class Publisher implements Workload {

	private static final String DATA = "x".repeat(70);

	private final WampTemplate wamp;

	private final BenchmarkProperties properties;

	private final AtomicLong credit = new AtomicLong();

	private final Semaphore more = new Semaphore(0);

	private long sent;

	private long stalls;

	Publisher(WampTemplate wamp, BenchmarkProperties properties) {
		this.wamp = wamp;
		this.properties = properties;
	}

	@WampSubscribe("bench.credit")
	void on(long n) {
		this.credit.accumulateAndGet(n, Math::max);
		this.more.release();
	}

	@Override
	public void run() throws InterruptedException {
		long window = (this.properties.window() > 0) ? this.properties.window() : 2000;
		long warm = System.nanoTime() + (long) (this.properties.warmup() * 1e9);
		while (System.nanoTime() < warm) {
			publish(0);
			room(window);
		}
		for (long i = 0; i < this.properties.count(); i++) {
			publish(1);
			room(window);
		}
		room(500);
		for (int i = 0; i < 3; i++) {
			publish(2);
			BenchmarkProperties.sleep(.3);
		}
		Report.emit("result", "sent", this.properties.count(), "stalls", this.stalls);
		Report.end();
	}

	private void publish(int phase) {
		this.wamp.newPublication("bench.topic")
			.kwarg("n", ++this.sent)
			.kwarg("phase", phase)
			.kwarg("data", DATA)
			.publish();
	}

	private void room(long window) throws InterruptedException {
		while (this.sent - this.credit.get() >= window) {
			if (!this.more.tryAcquire(5, TimeUnit.SECONDS)) {
				this.stalls++;
				this.credit.set(this.sent);
			}
		}
	}

}
