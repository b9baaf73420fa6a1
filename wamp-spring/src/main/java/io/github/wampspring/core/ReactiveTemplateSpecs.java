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

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.client.stream.PublisherSource;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.HandlerSpecs.DefaultSubscriptionSpec;
import io.github.wampspring.core.OperationRunner.CallRequest;
import io.github.wampspring.core.OperationRunner.PublicationRequest;
import io.github.wampspring.core.ReactiveWampOperations.CallSpec;
import io.github.wampspring.core.ReactiveWampOperations.PublicationSpec;
import io.github.wampspring.core.ReactiveWampOperations.SubscriptionSpec;
import io.github.wampspring.core.TemplateSpecs.AbstractCallSpec;
import io.github.wampspring.core.TemplateSpecs.AbstractPublicationSpec;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

/**
 * The specifications of {@link ReactiveWampTemplate}.
 */
final class ReactiveTemplateSpecs {

	private ReactiveTemplateSpecs() {
	}

	/**
	 * The call of {@link ReactiveWampTemplate}.
	 */
	static final class DefaultReactiveCallSpec extends AbstractCallSpec<CallSpec> implements CallSpec {

		private static final int BUFFER_SIZE = 1024;

		private final OperationRunner runner;

		DefaultReactiveCallSpec(String procedure, PayloadMapper mapper, OperationRunner runner) {
			super(procedure, mapper);
			this.runner = runner;
		}

		@Override
		public CallSpec streamArgs(Publisher<?> elements) {
			return source(new PublisherSource(elements, this::element));
		}

		@Override
		public Mono<WampResult> call() {
			return call(ResultReader.all(mapper()));
		}

		@Override
		public <T> Mono<T> call(Class<T> resultType) {
			return call(this.<T>first(resultType));
		}

		@Override
		public <T> Mono<T> call(ParameterizedTypeReference<T> resultType) {
			return call(this.<T>first(resultType.getType()));
		}

		private <T> Mono<T> call(ResultReader<T> reader) {
			CallRequest request = request(null);
			return Mono.deferContextual((context) -> Mono
				.fromFuture(() -> ContextCapture.read(context, () -> this.runner.callAsync(request, reader))));
		}

		@Override
		public <T> Flux<T> stream(Class<T> resultType) {
			return stream(this.<T>first(resultType));
		}

		@Override
		public <T> Flux<T> stream(ParameterizedTypeReference<T> resultType) {
			return stream(this.<T>first(resultType.getType()));
		}

		private <T> Flux<T> stream(ResultReader<T> reader) {
			CallRequest request = request(null);
			return Flux.<T>create((sink) -> stream(request, reader, sink), FluxSink.OverflowStrategy.IGNORE)
				.onBackpressureBuffer(BUFFER_SIZE);
		}

		private <T> void stream(CallRequest request, ResultReader<T> reader, FluxSink<T> sink) {
			CompletableFuture<Payload> call = ContextCapture.read(sink.contextView(),
					() -> this.runner.callAsync(request.withProgress((result) -> emit(reader, result.payload(), sink)),
							(payload) -> payload));
			sink.onDispose(() -> call.cancel(false));
			call.whenComplete((payload, failure) -> {
				if (failure != null) {
					sink.error(failure);
					return;
				}
				try {
					if (!payload.isEmpty()) {
						emit(reader, payload, sink);
					}
					sink.complete();
				}
				catch (Throwable ex) {
					sink.error(ex);
				}
			});
		}

		private static <T> void emit(ResultReader<T> reader, Payload payload, FluxSink<T> sink) {
			T value = reader.read(payload);
			if (value != null) {
				sink.next(value);
			}
		}

	}

	/**
	 * The publication of {@link ReactiveWampTemplate}.
	 */
	static final class DefaultReactivePublicationSpec extends AbstractPublicationSpec<PublicationSpec>
			implements PublicationSpec {

		private final OperationRunner runner;

		DefaultReactivePublicationSpec(String topic, PayloadMapper mapper, OperationRunner runner) {
			super(topic, mapper);
			this.runner = runner;
		}

		@Override
		public Mono<Void> publish() {
			PublicationRequest request = request(false);
			return Mono.deferContextual((context) -> Mono.fromFuture(() -> ContextCapture.read(context,
					() -> this.runner.publishAsync(request, (publication) -> null))));
		}

		@Override
		public Mono<Long> publishAcknowledged() {
			PublicationRequest request = request(true);
			return Mono.deferContextual((context) -> Mono.fromFuture(() -> ContextCapture.read(context,
					() -> this.runner.publishAsync(request, Objects::requireNonNull))));
		}

	}

	/**
	 * The subscription of {@link ReactiveWampTemplate}.
	 */
	static final class DefaultReactiveSubscriptionSpec implements SubscriptionSpec {

		private final DefaultSubscriptionSpec specification;

		private final OperationRunner runner;

		private int bufferSize = 1024;

		DefaultReactiveSubscriptionSpec(DefaultSubscriptionSpec specification, OperationRunner runner) {
			this.specification = specification;
			this.runner = runner;
		}

		@Override
		public SubscriptionSpec match(MatchPolicy match) {
			this.specification.match(match);
			return this;
		}

		@Override
		public SubscriptionSpec getRetained() {
			this.specification.getRetained();
			return this;
		}

		@Override
		public SubscriptionSpec replay() {
			this.specification.replay();
			return this;
		}

		@Override
		public SubscriptionSpec option(String name, @Nullable Object value) {
			this.specification.option(name, value);
			return this;
		}

		@Override
		public SubscriptionSpec bufferSize(int bufferSize) {
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

}
