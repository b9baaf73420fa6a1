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

package io.github.wampspring.transport.websocket;

import io.github.wampspring.transport.ReceivingThread;

/**
 * Which thread sends a lone, small frame on a calm channel: the one that brings it, which
 * saves a hop to another thread and matters to one call at a time, or another.
 */
enum SendPolicy {

	/**
	 * Always another thread.
	 */
	OTHER_THREAD(false, false),

	/**
	 * The client's. A thread of the application may wait for the router to read, one that
	 * receives may not. The container's asynchronous way of sending is no slower there,
	 * and it takes no notice of an interrupt of the thread, which would end the
	 * connection otherwise.
	 */
	CLIENT(true, false) {
		@Override
		boolean mayInline() {
			return !ReceivingThread.isCurrent();
		}
	},

	/**
	 * The server's. Only threads that receive, since nobody interrupts these; one frame
	 * for each message that came, so that a message for many is not sent by one thread
	 * alone; and only what cannot block.
	 */
	SERVER(false, true) {
		@Override
		boolean mayInline() {
			return ReceivingThread.claimSend();
		}
	};

	private final boolean async;

	private final boolean needsCredit;

	SendPolicy(boolean async, boolean needsCredit) {
		this.async = async;
		this.needsCredit = needsCredit;
	}

	/**
	 * Whether this thread may send.
	 */
	boolean mayInline() {
		return false;
	}

	/**
	 * Whether the container's asynchronous way of sending is used.
	 */
	boolean isAsync() {
		return this.async;
	}

	/**
	 * Whether it must be sure that the write does not block.
	 */
	boolean needsCredit() {
		return this.needsCredit;
	}

}
