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

import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampTemplate;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Counts events, checks their order, and gives the publisher credit.
 */
@Component
@ConditionalOnProperty(name = "bench.role", havingValue = "subscriber")
class Subscriber implements Workload {

	private final WampTemplate wamp;

	private final long count;

	private long all;

	private long last;

	private long received;

	private long reordered;

	private long first;

	private long latest;

	Subscriber(WampTemplate wamp, BenchmarkProperties properties) {
		this.wamp = wamp;
		this.count = properties.count();
	}

	@WampSubscribe("bench.topic")
	synchronized void on(@WampKwarg long n, @WampKwarg int phase, @WampKwarg String data) {
		this.all++;
		if (n <= this.last) {
			this.reordered++;
		}
		this.last = n;
		if (phase == 1) {
			this.latest = System.nanoTime();
			if (this.received++ == 0) {
				this.first = this.latest;
				Report.emit("start");
			}
		}
		else if (phase == 2) {
			finish(true);
		}
		if (this.all % 500 == 0) {
			this.wamp.publish("bench.credit", n);
		}
	}

	@Override
	public void run() {
		for (long before = -1;;) {
			BenchmarkProperties.sleep(20);
			synchronized (this) {
				if (this.received > 0 && this.all == before) {
					finish(false);
				}
				before = this.all;
			}
		}
	}

	private void finish(boolean complete) {
		double seconds = (this.latest - this.first) / 1e9;
		Report.emit("result", "received", this.received, "secs", seconds, "rate",
				(seconds > 0) ? this.received / seconds : 0.0, "lost", this.count - this.received, "reordered",
				this.reordered, "complete", complete);
		Report.end();
	}

}
