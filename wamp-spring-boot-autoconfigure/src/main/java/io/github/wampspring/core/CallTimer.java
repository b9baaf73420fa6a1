package io.github.wampspring.core;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends asynchronous calls that take too long. Its one thread is there only while such
 * calls are under way.
 */
final class CallTimer {

	private static final ScheduledThreadPoolExecutor EXECUTOR = createExecutor();

	private CallTimer() {
	}

	private static ScheduledThreadPoolExecutor createExecutor() {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "wamp-timeouts");
			thread.setDaemon(true);
			return thread;
		});
		executor.setRemoveOnCancelPolicy(true);
		executor.setKeepAliveTime(2, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	static Future<?> schedule(Runnable action, Duration delay) {
		return EXECUTOR.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

}
