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
import java.util.function.Consumer;

import io.github.wampspring.client.CallResult;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * The call of {@link WampTemplate}.
 */
final class DefaultCallSpec extends AbstractCallSpec<CallSpec> implements CallSpec {

	private final OperationRunner runner;

	private @Nullable Consumer<CallResult> progress;

	DefaultCallSpec(String procedure, PayloadMapper mapper, OperationRunner runner) {
		super(procedure, mapper, runner.defaults().callTimeout());
		this.runner = runner;
	}

	@Override
	public <T> CallSpec progress(Class<T> type, Consumer<@Nullable T> consumer) {
		return progress(this.<T>first(type), consumer);
	}

	@Override
	public <T> CallSpec progress(ParameterizedTypeReference<T> type, Consumer<@Nullable T> consumer) {
		return progress(this.<T>first(type.getType()), consumer);
	}

	@Override
	public CallSpec progress(Consumer<WampResult> consumer) {
		return progressOf((result) -> consumer.accept(new WampResult(result.payload(), mapper())));
	}

	private <T> CallSpec progress(ResultReader<T> reader, Consumer<@Nullable T> consumer) {
		return progressOf((result) -> consumer.accept(reader.read(result.payload())));
	}

	private CallSpec progressOf(Consumer<CallResult> consumer) {
		this.progress = consumer;
		return this;
	}

	@Override
	public WampResult call() {
		return new WampResult(await(), mapper());
	}

	@Override
	public <T> @Nullable T call(Class<T> resultType) {
		return this.<T>first(resultType).read(await());
	}

	@Override
	public <T> @Nullable T call(ParameterizedTypeReference<T> resultType) {
		return this.<T>first(resultType.getType()).read(await());
	}

	private Payload await() {
		Consumer<CallResult> consumer = this.progress;
		return (consumer != null) ? new ProgressiveCall(this.runner, consumer).call(request(null))
				: this.runner.call(request(null));
	}

	@Override
	public CompletableFuture<WampResult> callAsync() {
		return this.runner.callAsync(request(this.progress), ResultReader.all(mapper()));
	}

	@Override
	public <T> CompletableFuture<@Nullable T> callAsync(Class<T> resultType) {
		return this.runner.callAsync(request(this.progress), this.<T>first(resultType));
	}

	@Override
	public <T> CompletableFuture<@Nullable T> callAsync(ParameterizedTypeReference<T> resultType) {
		return this.runner.callAsync(request(this.progress), this.<T>first(resultType.getType()));
	}

	private <T> ResultReader<T> first(Type type) {
		return ResultReader.first(mapper(), type, procedure());
	}

}
