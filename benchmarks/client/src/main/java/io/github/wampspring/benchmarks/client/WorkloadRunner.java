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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Runs the workload of this peer's role, and ends the process when its life is over.
 */
@Component
class WorkloadRunner implements ApplicationRunner {

	private final ObjectProvider<Workload> workload;

	private final BenchmarkProperties properties;

	WorkloadRunner(ObjectProvider<Workload> workload, BenchmarkProperties properties) {
		this.workload = workload;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		start("life", () -> {
			BenchmarkProperties.sleep(this.properties.life());
			Runtime.getRuntime().halt(3);
		});
		this.workload.ifAvailable((workload) -> start("workload", () -> {
			try {
				workload.run();
			}
			catch (Throwable ex) {
				ex.printStackTrace();
				Report.fail(ex);
			}
		}));
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

}
