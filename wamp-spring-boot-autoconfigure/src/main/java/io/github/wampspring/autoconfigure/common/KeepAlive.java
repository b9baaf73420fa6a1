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

package io.github.wampspring.autoconfigure.common;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM running, by a thread that is no daemon.
 */
public final class KeepAlive {

	private @Nullable CountDownLatch running;

	public synchronized void start() {
		if (this.running != null) {
			return;
		}
		CountDownLatch latch = new CountDownLatch(1);
		this.running = latch;
		Thread thread = new Thread(() -> {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// then it is over
			}
		}, "wamp-keep-alive");
		thread.setDaemon(false);
		thread.start();
	}

	public synchronized void stop() {
		if (this.running != null) {
			this.running.countDown();
			this.running = null;
		}
	}

}
