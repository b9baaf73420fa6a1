package io.github.wampspring.autoconfigure;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs handlers, and refuses more than it can hold. The one who hands over a task is
 * never blocked.
 */
final class HandlerExecutor implements Executor, AutoCloseable {

	private final Executor threads;

	private final int limit;

	private final AtomicInteger tasks = new AtomicInteger();

	/**
	 * Creates an executor.
	 * @param threads runs the tasks
	 * @param limit how many tasks may run or wait
	 */
	HandlerExecutor(Executor threads, int limit) {
		this.threads = threads;
		this.limit = limit;
	}

	@Override
	public void execute(Runnable task) {
		if (this.tasks.incrementAndGet() > this.limit) {
			this.tasks.decrementAndGet();
			throw new RejectedExecutionException("There are " + this.limit
					+ " tasks already (properties wamp.listener.threads and wamp.listener.queue-capacity)");
		}
		try {
			this.threads.execute(() -> run(task));
		}
		catch (RejectedExecutionException ex) {
			this.tasks.decrementAndGet();
			throw ex;
		}
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		finally {
			this.tasks.decrementAndGet();
		}
	}

	@Override
	public void close() throws Exception {
		if (this.threads instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

}
