package io.github.wampspring.client;

/**
 * The threads of a connection.
 */
final class DaemonThreads {

	private DaemonThreads() {
	}

	static Thread create(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

}
