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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import static org.assertj.core.api.Assertions.assertThat;

/** What a subscriber of arguments gets when there is no thread for it. */
class ArgumentPublisherTests {

	private final ArgumentQueue queue = new ArgumentQueue(new ArgumentQueue.Limit(10_000));

	private boolean full;

	private int refusals;

	private Runnable onRefusal = () -> {
	};

	private final ArgumentPublisher<Object> publisher = new ArgumentPublisher<>(new IncomingArguments<>(Payload.of(0),
			this.queue, (payload, first) -> ((Payload.Values) payload).arguments().get(0)), (task) -> {
				if (this.full) {
					throw new RejectedExecutionException();
				}
				task.run();
			}, () -> {
				this.refusals++;
				this.onRefusal.run();
				this.queue.close();
			});

	private final Recorder recorder = new Recorder();

	@Test
	void itIsToldOfTheEndWhenThereIsOneAgain() {
		this.publisher.subscribe(this.recorder);
		this.recorder.subscription.request(10);
		assertThat(this.recorder.elements).containsExactly(0);
		this.full = true;
		this.queue.offer(Payload.of(1), true);
		assertThat(this.refusals).isPositive();
		assertThat(this.recorder.failure).isNull();
		this.full = false;
		this.recorder.subscription.request(1);
		assertThat(this.recorder.failure).isInstanceOf(WampCanceledException.class);
		assertThat(this.recorder.elements).containsExactly(0);
	}

	@Test
	void itIsToldOfTheEndWhenTheRefusalHasMadeRoom() {
		this.publisher.subscribe(this.recorder);
		this.recorder.subscription.request(10);
		this.full = true;
		this.onRefusal = () -> this.full = false;
		this.queue.offer(Payload.of(1), true);
		assertThat(this.refusals).isOne();
		assertThat(this.recorder.failure).isInstanceOf(WampCanceledException.class);
	}

	private static final class Recorder implements Subscriber<Object> {

		private final List<Object> elements = new ArrayList<>();

		private Subscription subscription;

		private Throwable failure;

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(Object element) {
			this.elements.add(element);
		}

		@Override
		public void onError(Throwable failure) {
			this.failure = failure;
		}

		@Override
		public void onComplete() {
		}

	}

}
