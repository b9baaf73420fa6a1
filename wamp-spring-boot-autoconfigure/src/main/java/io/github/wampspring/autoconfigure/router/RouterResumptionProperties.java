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

package io.github.wampspring.autoconfigure.router;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

/**
 * Properties of sessions that survive the loss of their connection.
 */
public class RouterResumptionProperties {

	/**
	 * How long a session that came over the network is kept after it has lost its
	 * connection, for clients that can resume it. Zero to end it at once.
	 */
	private Duration within = Duration.ZERO;

	/**
	 * How many messages are kept for each such client: what it may not have received yet,
	 * and what comes for it while it has no connection. Beyond that a session without a
	 * connection ends; one with a connection goes on, but may not be resumed.
	 */
	private int messages = 10_000;

	/**
	 * How much space these messages may take for each such client. Must be less than
	 * send-queue-size.
	 */
	private DataSize size = DataSize.ofMegabytes(4);

	/**
	 * How much space these messages may take for all such clients of a realm together.
	 * Beyond that those that keep most let go of it, and end if they have no connection.
	 */
	private DataSize totalSize = DataSize.ofMegabytes(64);

	/**
	 * How many sessions of a realm may be without a connection at a time. Further ones
	 * end with their connections.
	 */
	private int sessions = 1_000;

	public Duration getWithin() {
		return this.within;
	}

	public void setWithin(Duration within) {
		this.within = within;
	}

	public int getMessages() {
		return this.messages;
	}

	public void setMessages(int messages) {
		this.messages = messages;
	}

	public DataSize getSize() {
		return this.size;
	}

	public void setSize(DataSize size) {
		this.size = size;
	}

	public DataSize getTotalSize() {
		return this.totalSize;
	}

	public void setTotalSize(DataSize totalSize) {
		this.totalSize = totalSize;
	}

	public int getSessions() {
		return this.sessions;
	}

	public void setSessions(int sessions) {
		this.sessions = sessions;
	}

}
