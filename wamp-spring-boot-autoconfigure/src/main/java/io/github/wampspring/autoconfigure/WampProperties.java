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

package io.github.wampspring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the client. Those of the connection {@code default} are the inherited
 * ones.
 */
@ConfigurationProperties("wamp")
public class WampProperties extends WampConnectionProperties {

	/**
	 * Whether to connect to a router.
	 */
	private boolean enabled = true;

	/**
	 * Whether the connections keep the JVM running, where nothing else does.
	 */
	private boolean keepAlive = true;

	/**
	 * Further connections by their names. Each has the properties that wamp.* has for the
	 * connection 'default', from url to publisher.exclude-me, with the same defaults and
	 * nothing inherited from there.
	 */
	private Map<String, WampConnectionProperties> connections = new LinkedHashMap<>();

	private final Listener listener = new Listener();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isKeepAlive() {
		return this.keepAlive;
	}

	public void setKeepAlive(boolean keepAlive) {
		this.keepAlive = keepAlive;
	}

	public Map<String, WampConnectionProperties> getConnections() {
		return this.connections;
	}

	public void setConnections(Map<String, WampConnectionProperties> connections) {
		this.connections = connections;
	}

	public Listener getListener() {
		return this.listener;
	}

	/**
	 * How annotated methods, and handlers registered by a template, are run.
	 */
	public static class Listener {

		/**
		 * How many threads run the handlers of invocations and events. Of no meaning with
		 * virtual threads.
		 */
		private int threads = 64;

		/**
		 * How many invocations may wait for a thread; with virtual threads, how many may
		 * run at a time. Callers get wamp.error.unavailable beyond that.
		 */
		private int queueCapacity = 10_000;

		/**
		 * How many events may wait for the handler of one subscription. The newest are
		 * dropped and counted beyond that.
		 */
		private int eventQueueCapacity = 10_000;

		/**
		 * How much space the arguments of the events that wait for the handler of one
		 * subscription may take.
		 */
		private DataSize eventQueueSize = DataSize.ofMegabytes(64);

		/**
		 * Whether callers get the message of an exception that has no error URI of its
		 * own.
		 */
		private boolean includeMessage;

		/**
		 * Whether the threads of running handlers are interrupted when the session is
		 * lost.
		 */
		private boolean interruptOnLoss;

		public int getThreads() {
			return this.threads;
		}

		public void setThreads(int threads) {
			this.threads = threads;
		}

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = queueCapacity;
		}

		public int getEventQueueCapacity() {
			return this.eventQueueCapacity;
		}

		public void setEventQueueCapacity(int eventQueueCapacity) {
			this.eventQueueCapacity = eventQueueCapacity;
		}

		public DataSize getEventQueueSize() {
			return this.eventQueueSize;
		}

		public void setEventQueueSize(DataSize eventQueueSize) {
			this.eventQueueSize = eventQueueSize;
		}

		public boolean isIncludeMessage() {
			return this.includeMessage;
		}

		public void setIncludeMessage(boolean includeMessage) {
			this.includeMessage = includeMessage;
		}

		public boolean isInterruptOnLoss() {
			return this.interruptOnLoss;
		}

		public void setInterruptOnLoss(boolean interruptOnLoss) {
			this.interruptOnLoss = interruptOnLoss;
		}

	}

}
