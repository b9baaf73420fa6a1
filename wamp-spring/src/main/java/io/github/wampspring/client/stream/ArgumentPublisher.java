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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The arguments of one invocation for one subscriber, who gets them on the threads of an
 * executor or on those that it asks for them with.
 *
 * @param <T> the type of an element
 */
public final class ArgumentPublisher<T> implements Publisher<T> {

	private final IncomingArguments<T> arguments;

	private final Executor executor;

	private final Runnable refusal;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	/**
	 * Creates a publisher.
	 * @param arguments the arguments
	 * @param executor runs the subscriber when arguments come that it has asked for
	 * @param refusal run when the executor does not take that, to end the invocation
	 */
	public ArgumentPublisher(IncomingArguments<T> arguments, Executor executor, Runnable refusal) {
		this.arguments = arguments;
		this.executor = executor;
		this.refusal = refusal;
	}

	@Override
	public void subscribe(Subscriber<? super T> subscriber) {
		Delivery delivery = new Delivery(subscriber);
		subscriber.onSubscribe(delivery);
		if (!this.subscribed.compareAndSet(false, true)) {
			delivery.refuse();
			return;
		}
		this.arguments.onChange(delivery::changed);
		delivery.begin();
	}

	private final class Delivery implements Subscription {

		private final Subscriber<? super T> subscriber;

		private final AtomicLong demand = new AtomicLong();

		/** Until it begins nobody delivers. */
		private final AtomicInteger wishes = new AtomicInteger(1);

		private volatile boolean ended;

		private volatile boolean invalid;

		Delivery(Subscriber<? super T> subscriber) {
			this.subscriber = subscriber;
		}

		void refuse() {
			if (!this.ended) {
				this.ended = true;
				this.subscriber.onError(new IllegalStateException("Arguments can be subscribed to once only"));
			}
		}

		void begin() {
			deliver();
		}

		@Override
		public void request(long elements) {
			if (elements <= 0) {
				this.invalid = true;
			}
			else {
				this.demand.accumulateAndGet(elements,
						(now, more) -> (Long.MAX_VALUE - now < more) ? Long.MAX_VALUE : now + more);
			}
			if (this.wishes.getAndIncrement() == 0) {
				deliver();
			}
		}

		@Override
		public void cancel() {
			this.ended = true;
		}

		/** On a thread that must not run the application's code. */
		void changed() {
			if (!this.ended && this.wishes.getAndIncrement() == 0) {
				try {
					ArgumentPublisher.this.executor.execute(this::deliver);
				}
				catch (RejectedExecutionException ex) {
					// whoever asks for more, or the end of the arguments, tries again
					this.wishes.set(0);
					ArgumentPublisher.this.refusal.run();
				}
			}
		}

		/** One thread at a time, for all that wish it. */
		private void deliver() {
			int seen = 1;
			while (seen > 0) {
				try {
					deliverAll();
				}
				catch (Throwable ex) {
					if (!this.ended) {
						this.ended = true;
						this.subscriber.onError(ex);
					}
				}
				seen = this.wishes.addAndGet(-seen);
			}
		}

		private void deliverAll() {
			if (this.invalid) {
				throw new IllegalArgumentException("One element must be asked for at least");
			}
			while (!this.ended) {
				T element = (this.demand.get() > 0) ? ArgumentPublisher.this.arguments.poll() : null;
				if (element != null) {
					this.demand.updateAndGet((now) -> (now == Long.MAX_VALUE) ? now : now - 1);
					this.subscriber.onNext(element);
				}
				else {
					if (ArgumentPublisher.this.arguments.isEnd()) {
						this.ended = true;
						this.subscriber.onComplete();
					}
					return;
				}
			}
		}

	}

}
