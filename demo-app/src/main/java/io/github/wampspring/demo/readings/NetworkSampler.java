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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import oshi.hardware.NetworkIF;

/**
 * Measures the network's traffic from one sample to the next. An interface counts from
 * the second time that it is seen; a counter that starts again counts as no traffic.
 */
class NetworkSampler {

	private static final double NANOS_PER_SECOND = 1e9;

	private final Supplier<List<NetworkIF>> interfaces;

	private final LongSupplier nanoTime;

	private Map<String, Counters> last;

	private long lastTime;

	/**
	 * Create the sampler; what it measures first is the time since then.
	 * @param interfaces asks for the interfaces with their present counters
	 * @param nanoTime a clock such as {@link System#nanoTime()}
	 */
	NetworkSampler(Supplier<List<NetworkIF>> interfaces, LongSupplier nanoTime) {
		this.interfaces = interfaces;
		this.nanoTime = nanoTime;
		this.last = read();
		this.lastTime = nanoTime.getAsLong();
	}

	Reading.Network sample() {
		Map<String, Counters> now = read();
		long time = this.nanoTime.getAsLong();
		long received = 0;
		long sent = 0;
		for (Map.Entry<String, Counters> entry : now.entrySet()) {
			Counters before = this.last.getOrDefault(entry.getKey(), entry.getValue());
			received += Math.max(0, entry.getValue().received() - before.received());
			sent += Math.max(0, entry.getValue().sent() - before.sent());
		}
		double seconds = (time - this.lastTime) / NANOS_PER_SECOND;
		this.last = now;
		this.lastTime = time;
		return (seconds > 0) ? new Reading.Network(Math.round(received / seconds), Math.round(sent / seconds))
				: new Reading.Network(0, 0);
	}

	private Map<String, Counters> read() {
		Map<String, Counters> counters = new HashMap<>();
		for (NetworkIF one : this.interfaces.get()) {
			counters.put(one.getName(), new Counters(one.getBytesRecv(), one.getBytesSent()));
		}
		return counters;
	}

	private record Counters(long received, long sent) {

	}

}
