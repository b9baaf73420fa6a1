package io.github.wampspring.core;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Ends asynchronous calls that take too long. Its one thread is there only while such
 * calls are under way.
 */
final class CallTimer {

	private static final ScheduledThreadPoolExecutor EXECUTOR = createExecutor();

	private CallTimer() {
	}

	private static ScheduledThreadPoolExecutor createExecutor() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("wamp-timeouts-");
		threads.setDaemon(true);
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);
		executor.setRemoveOnCancelPolicy(true);
		executor.setKeepAliveTime(2, TimeUnit.SECONDS);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	static Future<?> schedule(Runnable action, Duration delay) {
		return EXECUTOR.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

}
