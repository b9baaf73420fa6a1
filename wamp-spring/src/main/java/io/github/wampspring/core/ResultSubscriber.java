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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.client.WampSession;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.transport.ReceivingThread;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import org.springframework.core.ReactiveAdapter;

/**
 * Makes a result of the elements of a publisher, which is disposed when the invocation is
 * interrupted.
 */
abstract class ResultSubscriber implements Subscriber<Object> {

	private final InvocationAnswer answer;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable Subscription subscription;

	ResultSubscriber(InvocationAnswer answer) {
		this.answer = answer;
	}

	/**
	 * The elements of a publisher: of one with several elements progressive results and
	 * an empty final one where the caller wants that, else one list. Here, where nobody
	 * looks who does without Reactive Streams.
	 * @param adapter knows the publisher
	 * @param writer writes the elements
	 * @return makes the results
	 */
	static ReturnValues publisher(ReactiveAdapter adapter, ResultWriter writer) {
		ResultWriter lists = writer.ofLists();
		return (value, answer) -> {
			if (value == null) {
				answer.complete(null, writer);
			}
			else if (!adapter.isMultiValue()) {
				ContextCapture.write(adapter.toPublisher(value)).subscribe(new Single(answer, writer));
			}
			else if (answer.invocation().isProgressWanted()) {
				ContextCapture.write(adapter.toPublisher(value)).subscribe(new Progressive(answer, writer));
			}
			else {
				ContextCapture.write(adapter.toPublisher(value)).subscribe(new All(answer, lists));
			}
		};
	}

	/**
	 * How many elements to ask for at first.
	 * @return a number of one or more
	 */
	abstract long demand();

	/**
	 * An element came.
	 * @param element the element
	 */
	abstract void element(Object element);

	/** The publisher is done. */
	abstract void end();

	final InvocationAnswer answer() {
		return this.answer;
	}

	final void request(long elements) {
		if (this.subscription != null) {
			this.subscription.request(elements);
		}
	}

	@Override
	public final void onSubscribe(Subscription subscription) {
		if (this.subscription != null) {
			subscription.cancel();
			return;
		}
		this.subscription = subscription;
		this.answer.invocation().onInterrupt(() -> {
			if (this.ended.compareAndSet(false, true)) {
				subscription.cancel();
				this.answer.cancel();
			}
		});
		subscription.request(demand());
	}

	@Override
	public final void onNext(Object element) {
		if (this.ended.get()) {
			return;
		}
		try {
			element(element);
		}
		catch (Throwable ex) {
			if (this.subscription != null) {
				this.subscription.cancel();
			}
			onError(ex);
		}
	}

	@Override
	public final void onError(Throwable failure) {
		if (this.ended.compareAndSet(false, true)) {
			this.answer.fail(failure);
		}
	}

	@Override
	public final void onComplete() {
		if (this.ended.compareAndSet(false, true)) {
			end();
		}
	}

	/**
	 * The one element; null if there is none.
	 */
	static final class Single extends ResultSubscriber {

		private final ResultWriter writer;

		private @Nullable Object value;

		Single(InvocationAnswer answer, ResultWriter writer) {
			super(answer);
			this.writer = writer;
		}

		@Override
		long demand() {
			return Long.MAX_VALUE;
		}

		@Override
		void element(Object element) {
			this.value = element;
		}

		@Override
		void end() {
			answer().complete(this.value, this.writer);
		}

	}

	/**
	 * All elements as one list.
	 */
	static final class All extends ResultSubscriber {

		private final ResultWriter writer;

		private final List<Object> elements = new ArrayList<>();

		All(InvocationAnswer answer, ResultWriter writer) {
			super(answer);
			this.writer = writer;
		}

		@Override
		long demand() {
			return Long.MAX_VALUE;
		}

		@Override
		void element(Object element) {
			this.elements.add(element);
		}

		@Override
		void end() {
			answer().complete(this.elements, this.writer);
		}

	}

	/**
	 * Each element as a progressive result, at once; then an empty final one.
	 */
	static final class Progressive extends ResultSubscriber {

		private static final int BATCH = 32;

		private final ResultWriter writer;

		private int sent;

		Progressive(InvocationAnswer answer, ResultWriter writer) {
			super(answer);
			this.writer = writer;
		}

		@Override
		long demand() {
			return BATCH;
		}

		@Override
		void element(Object element) {
			Payload payload = this.writer.write(element);
			// It is held back instead: its thread may be one of a few that must not wait
			boolean before = ReceivingThread.enter();
			try {
				answer().invocation().progress(payload);
			}
			finally {
				ReceivingThread.exit(before);
			}
			this.sent++;
			if (this.sent == BATCH) {
				this.sent = 0;
				requestWhenRoom();
			}
		}

		private void requestWhenRoom() {
			WampSession session = answer().invocation().session();
			if (session.hasRoom()) {
				request(BATCH);
			}
			else {
				session.room().whenCompleteAsync((room, failure) -> request(BATCH));
			}
		}

		@Override
		void end() {
			answer().invocation().complete(Payload.NONE);
		}

	}

}
