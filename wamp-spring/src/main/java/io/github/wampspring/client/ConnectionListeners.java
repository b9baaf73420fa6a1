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

package io.github.wampspring.client;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners, one event after the other, on a thread that exists only while
 * there is something to tell: a listener that blocks does not keep the connection from
 * coming back.
 */
final class ConnectionListeners {

	private static final Log logger = LogFactory.getLog(ConnectionListeners.class);

	private final List<WampConnectionListener> listeners;

	private final ThreadPoolExecutor executor;

	private volatile @Nullable Thread teller;

	ConnectionListeners(String connection, List<WampConnectionListener> listeners) {
		this.listeners = listeners;
		this.executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				ConnectionThreads.factory("wamp-" + connection + "-listeners"));
		this.executor.allowCoreThreadTimeOut(true);
	}

	void tell(WampConnectionEvent event) {
		if (this.listeners.isEmpty()) {
			return;
		}
		try {
			this.executor.execute(() -> tellAll(event));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Not told, since the connection has stopped", ex);
		}
	}

	private void tellAll(WampConnectionEvent event) {
		this.teller = Thread.currentThread();
		try {
			this.listeners.forEach((listener) -> tell(listener, event));
		}
		finally {
			this.teller = null;
		}
	}

	private void tell(WampConnectionListener listener, WampConnectionEvent event) {
		try {
			listener.onEvent(event);
		}
		catch (Throwable ex) {
			if (this.executor.isShutdown()) {
				// the application that it belongs to may be gone
				logger.debug("The listener " + listener + " failed after the stop", ex);
			}
			else {
				logger.error("The listener " + listener + " failed", ex);
			}
		}
	}

	/**
	 * Whether this thread tells at this moment.
	 * @return {@code true} within a listener
	 */
	boolean isTelling() {
		return this.teller == Thread.currentThread();
	}

	/**
	 * Tells what is left, and nothing more.
	 * @param wait whether to wait until that is done
	 * @param millis how long it may take; who tells longer is interrupted
	 */
	void close(boolean wait, long millis) {
		this.executor.shutdown();
		if (!wait) {
			return;
		}
		try {
			if (!this.executor.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
				this.executor.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.executor.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

}
