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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.github.wampspring.protocol.Payload;
import io.github.wampspring.transport.ReceivingThread;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Sends what a publisher emits, which is asked for more as the router reads.
 */
public final class PublisherSource implements ArgumentSource {

	private static final int BATCH = 32;

	private final Publisher<?> publisher;

	private final Function<@Nullable Object, Payload> writer;

	/**
	 * Creates a source.
	 * @param publisher the publisher, subscribed to for each call
	 * @param writer writes an element
	 */
	public PublisherSource(Publisher<?> publisher, Function<@Nullable Object, Payload> writer) {
		this.publisher = publisher;
		this.writer = writer;
	}

	@Override
	public void start(ArgumentSink sink) {
		Sender sender = new Sender(sink);
		sink.onEnd(sender::cancel);
		// it may emit all that it has before subscribe returns
		IteratorSource.thread(() -> {
			try {
				this.publisher.subscribe(sender);
			}
			catch (Throwable ex) {
				sink.fail(ex);
			}
		}).start();
	}

	private final class Sender implements Subscriber<Object> {

		private final ArgumentSink sink;

		private final AtomicBoolean ended = new AtomicBoolean();

		private volatile @Nullable Subscription subscription;

		private int sent;

		Sender(ArgumentSink sink) {
			this.sink = sink;
		}

		void cancel() {
			this.ended.set(true);
			Subscription subscription = this.subscription;
			if (subscription != null) {
				subscription.cancel();
			}
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			if (this.subscription != null) {
				subscription.cancel();
				return;
			}
			this.subscription = subscription;
			if (this.ended.get()) {
				subscription.cancel();
				return;
			}
			subscription.request(BATCH);
		}

		@Override
		public void onNext(Object element) {
			if (this.ended.get()) {
				return;
			}
			// it is held back instead: its thread may be one of a few that must not wait
			boolean before = ReceivingThread.enter();
			try {
				if (!this.sink.next(PublisherSource.this.writer.apply(element))) {
					cancel();
				}
			}
			catch (Throwable ex) {
				cancel();
				this.sink.fail(ex);
			}
			finally {
				ReceivingThread.exit(before);
			}
			if (++this.sent == BATCH) {
				this.sent = 0;
				requestWhenRoom();
			}
		}

		private void requestWhenRoom() {
			Subscription subscription = this.subscription;
			if (subscription == null || this.ended.get()) {
				return;
			}
			if (this.sink.hasRoom()) {
				subscription.request(BATCH);
			}
			else {
				this.sink.room().whenCompleteAsync((room, failure) -> requestWhenRoom());
			}
		}

		@Override
		public void onError(Throwable failure) {
			if (this.ended.compareAndSet(false, true)) {
				this.sink.fail(failure);
			}
		}

		@Override
		public void onComplete() {
			if (this.ended.compareAndSet(false, true)) {
				this.sink.complete();
			}
		}

	}

}
