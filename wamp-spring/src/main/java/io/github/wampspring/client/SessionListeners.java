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
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells the listeners, one event after the other, on a thread that exists only while
 * there is something to tell: a listener that blocks does not keep the connection from
 * coming back.
 */
final class SessionListeners {

	private static final Log logger = LogFactory.getLog(SessionListeners.class);

	private final List<WampSessionListener> listeners;

	private final ThreadPoolExecutor executor;

	SessionListeners(String connection, List<WampSessionListener> listeners) {
		this.listeners = listeners;
		this.executor = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				ConnectionThreads.factory("wamp-" + connection + "-listeners"));
		this.executor.allowCoreThreadTimeOut(true);
	}

	void tell(Consumer<WampSessionListener> event) {
		if (this.listeners.isEmpty()) {
			return;
		}
		try {
			this.executor.execute(() -> this.listeners.forEach((listener) -> tell(listener, event)));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Not told, since the connection has stopped", ex);
		}
	}

	private void tell(WampSessionListener listener, Consumer<WampSessionListener> event) {
		try {
			event.accept(listener);
		}
		catch (Throwable ex) {
			logger.error("The session listener " + listener + " failed", ex);
		}
	}

	/**
	 * Tells what is left, and nothing more.
	 * @param millis how long that may take
	 */
	void close(long millis) {
		this.executor.shutdown();
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
