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
import java.lang.management.MemoryUsage;
import java.util.function.DoubleSupplier;

import com.sun.management.OperatingSystemMXBean;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.WampRouter;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Takes readings of the machine and of this JVM.
 */
@Component
public class MachineReadings {

	private final Instance instance;

	private final ProcessorSampler processor;

	private final NetworkSampler network;

	private final GcSampler gc;

	private final GlobalMemory memory;

	private final ObjectProvider<WampRouter> router;

	MachineReadings(Instance instance, ObjectProvider<WampRouter> router) {
		HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
		this.instance = instance;
		this.processor = new ProcessorSampler(hardware.getProcessor(), processLoad());
		this.network = new NetworkSampler(() -> hardware.getNetworkIFs(false), System::nanoTime);
		this.gc = new GcSampler(ManagementFactory.getGarbageCollectorMXBeans());
		this.memory = hardware.getMemory();
		this.router = router;
	}

	/**
	 * Take a reading of the time since the last one.
	 * @return the reading
	 */
	public synchronized Reading take() {
		MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
		long total = this.memory.getTotal();
		return new Reading(this.instance.name(), this.instance.host(), System.currentTimeMillis(),
				this.processor.sample(), new Reading.Memory(total - this.memory.getAvailable(), total),
				new Reading.Heap(heap.getUsed(), heap.getCommitted()), this.gc.sample(), this.network.sample(),
				cluster());
	}

	private Reading.@Nullable Cluster cluster() {
		WampRouter router = this.router.getIfAvailable();
		ClusterStatus status = (router != null) ? router.cluster() : null;
		return (status != null)
				? new Reading.Cluster(status.state() == ClusterStatus.State.CONNECTED, status.problem(),
						status.members().stream().map((member) -> Instance.ofNode(member.node())).sorted().toList())
				: null;
	}

	private static DoubleSupplier processLoad() {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		return (system != null) ? system::getProcessCpuLoad : () -> 0;
	}

}
