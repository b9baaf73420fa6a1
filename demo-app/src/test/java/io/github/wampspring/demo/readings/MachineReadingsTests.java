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

import java.lang.management.ManagementFactory;

import io.github.wampspring.router.WampRouter;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MachineReadings}, on the machine that they run on.
 */
class MachineReadingsTests {

	private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

	private final MachineReadings readings = new MachineReadings(new Instance("test"),
			this.beans.getBeanProvider(WampRouter.class));

	@Test
	void readsThisMachine() {
		long before = System.currentTimeMillis();
		Reading reading = this.readings.take();
		assertThat(reading.instance()).isEqualTo("test");
		assertThat(reading.host()).isNotBlank();
		assertThat(reading.time()).isBetween(before, System.currentTimeMillis());
		assertThat(reading.processor().cores()).isNotEmpty().allSatisfy((load) -> assertThat(load).isBetween(0.0, 1.0));
		assertThat(reading.processor().load()).isBetween(0.0, 1.0);
		assertThat(reading.processor().process()).isBetween(0.0, 1.0);
		assertThat(reading.memory().used()).isPositive().isLessThan(reading.memory().total());
		assertThat(reading.heap().used()).isPositive().isLessThanOrEqualTo(reading.heap().committed());
		assertThat(reading.network().received()).isNotNegative();
		assertThat(reading.network().sent()).isNotNegative();
		assertThat(reading.cluster()).as("without a router").isNull();
	}

	@Test
	void noticesAGarbageCollection() {
		this.readings.take();
		ManagementFactory.getMemoryMXBean().gc();
		assertThat(this.readings.take().gc().collections()).isPositive();
	}

}
