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

package io.github.wampspring.listener;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Makes a result of the elements of a publisher, which is disposed when the invocation is
 * interrupted.
 */
abstract class ResultSubscriber implements Subscriber<Object> {

	private final Invocation invocation;

	private final InvocationFailures failures;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable Subscription subscription;

	ResultSubscriber(Invocation invocation, InvocationFailures failures) {
		this.invocation = invocation;
		this.failures = failures;
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

	/**
	 * The publisher is done.
	 * @return the final result
	 */
	abstract Payload result();

	final Invocation invocation() {
		return this.invocation;
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
		this.invocation.onInterrupt(() -> {
			if (this.ended.compareAndSet(false, true)) {
				subscription.cancel();
				this.failures.cancel(this.invocation);
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
		catch (RuntimeException ex) {
			if (this.subscription != null) {
				this.subscription.cancel();
			}
			onError(ex);
		}
	}

	@Override
	public final void onError(Throwable failure) {
		if (this.ended.compareAndSet(false, true)) {
			this.failures.fail(this.invocation, failure);
		}
	}

	@Override
	public final void onComplete() {
		if (this.ended.compareAndSet(false, true)) {
			this.invocation.complete(result());
		}
	}

}
