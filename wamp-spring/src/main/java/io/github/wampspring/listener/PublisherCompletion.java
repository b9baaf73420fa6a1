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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import org.springframework.core.ReactiveAdapter;

/**
 * Waits for the end of a publisher. Its elements are nobody's.
 *
 * @param adapter knows the publisher's type
 */
record PublisherCompletion(ReactiveAdapter adapter) implements EventCompletion {

	@Override
	public void await(@Nullable Object value) throws Exception {
		if (value == null) {
			return;
		}
		End end = new End();
		this.adapter.toPublisher(value).subscribe(end);
		try {
			end.get();
		}
		catch (InterruptedException ex) {
			end.cancel();
			throw ex;
		}
	}

	private static final class End extends CompletableFuture<Void> implements Subscriber<Object> {

		private volatile @Nullable Subscription subscription;

		void cancel() {
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

}
