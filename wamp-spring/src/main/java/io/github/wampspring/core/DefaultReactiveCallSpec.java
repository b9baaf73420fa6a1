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

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Payload;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * The call of {@link ReactiveWampTemplate}.
 */
final class DefaultReactiveCallSpec extends AbstractCallSpec<ReactiveCallSpec> implements ReactiveCallSpec {

	private static final int BUFFER_SIZE = 1024;

	private final OperationRunner runner;

	DefaultReactiveCallSpec(String procedure, PayloadMapper mapper, OperationRunner runner) {
		super(procedure, mapper, runner.defaults().callTimeout());
		this.runner = runner;
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
		return Mono.fromFuture(() -> this.runner.callAsync(request, reader));
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
		CompletableFuture<Payload> call = this.runner
			.callAsync(request.withProgress((result) -> emit(reader, result.payload(), sink)), (payload) -> payload);
		sink.onDispose(() -> call.cancel(false));
		call.whenComplete((payload, failure) -> {
			if (failure != null) {
				sink.error(failure);
				return;
			}
			try {
				emit(reader, payload, sink);
				sink.complete();
			}
			catch (RuntimeException ex) {
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

	private <T> ResultReader<T> first(Type type) {
		return ResultReader.first(mapper(), type, procedure());
	}

}
