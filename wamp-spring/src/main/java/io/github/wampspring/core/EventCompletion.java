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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import org.springframework.core.ReactiveAdapter;

/**
 * The end of a publisher, whose elements are nobody's. Cancelling it cancels the
 * publisher.
 */
final class EventCompletion extends CompletableFuture<@Nullable Void> implements Subscriber<Object> {

	private volatile @Nullable Subscription subscription;

	/**
	 * Subscribes.
	 * @param adapter knows the publisher
	 * @param value the publisher
	 * @return its end
	 */
	static CompletableFuture<?> of(ReactiveAdapter adapter, Object value) {
		EventCompletion end = new EventCompletion();
		ContextCapture.write(adapter.toPublisher(value)).subscribe(end);
		return end;
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		Subscription subscription = this.subscription;
		if (cancelled && subscription != null) {
			subscription.cancel();
		}
		return cancelled;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (this.subscription != null || isDone()) {
			subscription.cancel();
			return;
		}
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(Object element) {
	}

	@Override
	public void onError(Throwable failure) {
		completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		complete(null);
	}

}
