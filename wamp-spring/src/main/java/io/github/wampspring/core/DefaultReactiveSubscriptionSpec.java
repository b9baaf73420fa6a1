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

import java.util.function.Function;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.WampSubscription;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

/**
 * The subscription of {@link ReactiveWampTemplate}.
 */
final class DefaultReactiveSubscriptionSpec implements ReactiveSubscriptionSpec {

	private final DefaultSubscriptionSpec specification;

	private final OperationRunner runner;

	private int bufferSize = 1024;

	DefaultReactiveSubscriptionSpec(DefaultSubscriptionSpec specification, OperationRunner runner) {
		this.specification = specification;
		this.runner = runner;
	}

	@Override
	public ReactiveSubscriptionSpec match(MatchPolicy match) {
		this.specification.match(match);
		return this;
	}

	@Override
	public ReactiveSubscriptionSpec getRetained() {
		this.specification.getRetained();
		return this;
	}

	@Override
	public ReactiveSubscriptionSpec option(String name, @Nullable Object value) {
		this.specification.option(name, value);
		return this;
	}

	@Override
	public ReactiveSubscriptionSpec bufferSize(int bufferSize) {
		Assert.isTrue(bufferSize > 0, "The buffer size must be one or more");
		this.bufferSize = bufferSize;
		return this;
	}

	@Override
	public Flux<WampArguments> subscribe() {
		return subscribe((sink) -> this.specification.subscribe((arguments, event) -> sink.next(arguments)));
	}

	@Override
	public <T> Flux<T> subscribe(Class<T> type) {
		return subscribe((sink) -> this.specification.subscribe(type, sink::next));
	}

	@Override
	public <T> Flux<T> subscribe(ParameterizedTypeReference<T> type) {
		return subscribe((sink) -> this.specification.subscribe(type, sink::next));
	}

	private <T> Flux<T> subscribe(Function<FluxSink<T>, WampSubscription> subscriber) {
		return Flux.<T>create((sink) -> {
			WampSubscription subscription = subscriber.apply(sink);
			sink.onDispose(subscription::close);
			subscription.whenActive().whenComplete((active, failure) -> {
				if (failure != null) {
					sink.error(this.runner.translate(failure));
				}
			});
		}, FluxSink.OverflowStrategy.IGNORE).onBackpressureBuffer(this.bufferSize);
	}

}
