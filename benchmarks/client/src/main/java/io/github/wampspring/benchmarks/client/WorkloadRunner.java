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
