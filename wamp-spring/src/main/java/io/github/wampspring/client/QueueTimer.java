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

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The timer of a queue of events. It ends with the queue: at once for a subscription that
 * is closed, and by not waiting any more for a connection that stops.
 */
final class QueueTimer implements EventTimer {

	private static final Log logger = LogFactory.getLog(QueueTimer.class);

	private static final Duration RETRY = Duration.ofMillis(20);

	private final Object queue;

	private final Executor executor;

	private final ConnectionThreads threads;

	private final Set<Pause> pauses = new LinkedHashSet<>();

	private volatile boolean open = true;

	private volatile boolean discarded;

	QueueTimer(Object queue, Executor executor, ConnectionThreads threads) {
		this.queue = queue;
		this.executor = executor;
		this.threads = threads;
	}

	@Override
	public void after(Duration delay, Consumer<End> then) {
		Pause pause = new Pause(then);
		synchronized (this) {
			if (this.open && delay.compareTo(Duration.ZERO) > 0) {
				this.pauses.add(pause);
				pause.timer = this.threads.later(() -> end(pause), delay);
				return;
			}
		}
		run(pause, this.open ? End.ELAPSED : End.STOPPING);
	}

	private void end(Pause pause) {
		synchronized (this) {
			if (!this.pauses.remove(pause)) {
				return;
			}
		}
		run(pause, End.ELAPSED);
	}

	private void run(Pause pause, End end) {
		try {
			this.executor.execute(() -> tell(pause, end));
		}
		catch (RejectedExecutionException ex) {
			again(pause, end);
		}
		catch (RuntimeException | Error ex) {
			logger.error("An event waits, since there is no thread for it", ex);
			again(pause, end);
		}
	}

	private void again(Pause pause, End end) {
		if (this.discarded) {
			tell(pause, End.CLOSED);
		}
		else {
			this.threads.later(() -> run(pause, end), RETRY);
		}
	}

	private void tell(Pause pause, End end) {
		Object before = RunningHandler.enter(this.queue);
		try {
			pause.then.accept(end);
		}
		catch (RuntimeException | Error ex) {
			logger.error("What waited for its time failed", ex);
		}
		finally {
			RunningHandler.exit(before);
		}
	}

	/**
	 * Lets nobody wait any more.
	 * @param discard whether what waits is not to go on
	 */
	void close(boolean discard) {
		List<Pause> waiting;
		synchronized (this) {
			this.open = false;
			this.discarded |= discard;
			waiting = List.copyOf(this.pauses);
			this.pauses.clear();
		}
		for (Pause pause : waiting) {
			Future<?> timer = pause.timer;
			if (timer != null) {
				timer.cancel(false);
			}
			if (discard) {
				tell(pause, End.CLOSED);
			}
			else {
				run(pause, End.STOPPING);
			}
		}
	}

	synchronized void reopen() {
		this.open = true;
		this.discarded = false;
	}

	private static final class Pause {

		private final Consumer<End> then;

		private volatile @Nullable Future<?> timer;

		Pause(Consumer<End> then) {
			this.then = then;
		}

	}

}
