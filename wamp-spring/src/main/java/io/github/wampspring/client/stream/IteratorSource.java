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

package io.github.wampspring.client.stream;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.BaseStream;

import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Sends what an iterator or a stream has, which may take its time: on a thread of its
 * own, which waits where the router does not read.
 */
public final class IteratorSource implements ArgumentSource {

	private static final AtomicInteger count = new AtomicInteger();

	private final Supplier<BaseStream<?, ?>> elements;

	private final Function<@Nullable Object, Payload> writer;

	private volatile boolean started;

	/**
	 * Creates a source.
	 * @param elements opens the stream, which is closed at the end
	 * @param writer writes an element
	 */
	public IteratorSource(Supplier<BaseStream<?, ?>> elements, Function<@Nullable Object, Payload> writer) {
		this.elements = elements;
		this.writer = writer;
	}

	@Override
	public void start(ArgumentSink sink) {
		this.started = true;
		Thread thread = thread(() -> send(sink));
		sink.onEnd(thread::interrupt);
		thread.start();
	}

	/**
	 * Makes a thread for one stream of arguments.
	 */
	static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "wamp-arguments-" + count.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void release() {
		if (!this.started) {
			this.elements.get().close();
		}
	}

	private void send(ArgumentSink sink) {
		try (BaseStream<?, ?> stream = this.elements.get()) {
			Iterator<?> iterator = stream.iterator();
			while (iterator.hasNext()) {
				if (!sink.next(this.writer.apply(iterator.next()))) {
					return;
				}
			}
			sink.complete();
		}
		catch (Throwable ex) {
			sink.fail(ex);
		}
	}

}
