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
