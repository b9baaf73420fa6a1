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

package io.github.wampspring.transport.suite;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Fails a class of tests in which a buffer of Netty was forgotten. */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		this.before = ResourceLeakDetector.getLevel();
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		this.log.start();
		logger().addAppender(this.log);
		logger().setAdditive(false);
	}

	@Override
	public void afterAll(ExtensionContext context) throws InterruptedException {
		try {
			List<String> leaks = leaks();
			if (!leaks.isEmpty()) {
				throw new AssertionError(leaks.toString());
			}
		}
		finally {
			logger().detachAppender(this.log);
			logger().setAdditive(true);
			ResourceLeakDetector.setLevel(this.before);
		}
	}

	/** What has been forgotten, after the garbage collector has found it. */
	List<String> leaks() throws InterruptedException {
		for (int i = 0; i < 3; i++) {
			collect();
			// looked for by the next allocations
			for (int j = 0; j < 10; j++) {
				ByteBufAllocator.DEFAULT.directBuffer(16).release();
			}
		}
		List<String> leaks = new ArrayList<>();
		synchronized (this.log) {
			this.log.list.forEach((event) -> leaks.add(event.getFormattedMessage()));
		}
		return leaks;
	}

	/**
	 * Runs the garbage collector until it tells of an object that nobody has. What it
	 * found before that one is told by then.
	 */
	private static void collect() throws InterruptedException {
		ReferenceQueue<Object> found = new ReferenceQueue<>();
		Reference<Object> forgotten = new WeakReference<>(new Object(), found);
		for (int i = 0; i < 100 && !forgotten.refersTo(null); i++) {
			System.gc();
		}
		if (found.remove(20_000) == null) {
			throw new AssertionError("The garbage collector has found nothing, so there may be leaks");
		}
	}

}
