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

package io.github.wampspring.core;

import io.github.wampspring.transport.ReceivingThread;
import reactor.core.scheduler.Schedulers;

import org.springframework.util.ClassUtils;

/**
 * Knows the threads that must not block.
 */
final class BlockingThreads {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.scheduler.Schedulers",
			BlockingThreads.class.getClassLoader());

	private BlockingThreads() {
	}

	/**
	 * Refuses to block where that would stop others.
	 * @param operation the operation that would wait
	 * @param instead the operation that does not
	 */
	static void check(String operation, String instead) {
		if (isCurrent()) {
			throw new IllegalStateException(operation + " waits, and was called by the thread '"
					+ Thread.currentThread().getName() + "' that must not: use " + instead + " here");
		}
	}

	/**
	 * Whether this thread must not block.
	 * @return {@code true} for one that receives, or one of Reactor's that others need
	 */
	static boolean isCurrent() {
		return ReceivingThread.isCurrent() || (REACTOR && ReactorCheck.isNonBlocking());
	}

	private static final class ReactorCheck {

		static boolean isNonBlocking() {
			return Schedulers.isInNonBlockingThread();
		}

	}

}
