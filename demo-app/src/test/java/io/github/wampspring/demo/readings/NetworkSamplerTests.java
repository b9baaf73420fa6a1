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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import oshi.hardware.NetworkIF;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link NetworkSampler}.
 */
class NetworkSamplerTests {

	private final List<NetworkIF> interfaces = new ArrayList<>();

	private long nanoTime;

	private final NetworkSampler sampler = new NetworkSampler(() -> this.interfaces, () -> this.nanoTime);

	@Test
	void givesBytesPerSecondOfAllInterfaces() {
		measure(2, network("eth0", 1000, 500), network("wlan0", 0, 0));
		assertThat(measure(2, network("eth0", 3000, 900), network("wlan0", 2000, 200)))
			.isEqualTo(new Reading.Network(2000, 300));
	}

	@Test
	void doesNotCountWhatAnInterfaceCarriedBeforeItAppeared() {
		measure(1, network("eth0", 0, 0));
		assertThat(measure(1, network("eth0", 10, 0), network("usb0", 1_000_000, 1_000_000)))
			.isEqualTo(new Reading.Network(10, 0));
	}

	@Test
	void countsACounterThatStartsAgainAsNoTraffic() {
		measure(1, network("eth0", 5000, 5000));
		assertThat(measure(1, network("eth0", 10, 6000))).isEqualTo(new Reading.Network(0, 1000));
	}

	@Test
	void saysNoTrafficWhenNoTimeHasPassed() {
		measure(1, network("eth0", 0, 0));
		assertThat(measure(0, network("eth0", 100, 100))).isEqualTo(new Reading.Network(0, 0));
	}

	private Reading.Network measure(int seconds, NetworkIF... present) {
		this.nanoTime += seconds * 1_000_000_000L;
		this.interfaces.clear();
		this.interfaces.addAll(List.of(present));
		return this.sampler.sample();
	}

	private static NetworkIF network(String name, long received, long sent) {
		NetworkIF network = mock();
		given(network.getName()).willReturn(name);
		given(network.getBytesRecv()).willReturn(received);
		given(network.getBytesSent()).willReturn(sent);
		return network;
	}

}
