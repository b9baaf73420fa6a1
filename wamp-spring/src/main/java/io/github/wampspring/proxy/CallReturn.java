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

package io.github.wampspring.proxy;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.wampspring.PayloadException;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampOperations.CallSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a method that calls returns. One for each kind of return type.
 */
@FunctionalInterface
interface CallReturn {

	/**
	 * What there is where the procedure returned nothing.
	 */
	Map<Class<?>, Object> EMPTY = Map.of(Optional.class, Optional.empty(), OptionalInt.class, OptionalInt.empty(),
			OptionalLong.class, OptionalLong.empty(), OptionalDouble.class, OptionalDouble.empty());

	/**
	 * Streams of primitives, each with the type of its elements.
	 */
	Map<Class<?>, Class<?>> PRIMITIVES = Map.of(IntStream.class, Integer.class, LongStream.class, Long.class,
			DoubleStream.class, Double.class);

	/**
	 * Calls.
	 * @param method the method
	 * @param arguments its arguments
	 * @return what it returns
	 */
	@Nullable Object invoke(CallMethod method, @Nullable Object[] arguments);

	/**
	 * Whether progressive results may go to a sink.
	 * @return {@code false} if they are returned
	 */
	default boolean takesProgress() {
		return true;
	}

	/**
	 * Chooses by type.
	 * @param method the method
	 * @param operations what calls
	 * @return how to call
	 * @throws WampClientException if nothing of the type can be returned
	 */
	static CallReturn of(ContractMethod method, ClientOperations operations) {
		ResolvableType type = method.returnType();
		Class<?> raw = type.toClass();
		if (Future.class.isAssignableFrom(raw) || CompletionStage.class.isAssignableFrom(raw)) {
			return later(method, type, operations);
		}
		if (BaseStream.class.isAssignableFrom(raw)) {
			return stream(method, type, operations);
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw);
		if (adapter != null) {
			Type element = element(method,
					adapter.isNoValue() ? ResolvableType.forClass(Void.class) : type.getGeneric(), operations);
			return ReactiveReturns.call(adapter, element, operations.reactive(method));
		}
		return value(method, type, operations.blocking(), element(method, type, operations));
	}

	private static CallReturn value(ContractMethod method, ResolvableType type, WampOperations operations,
			Type element) {
		Class<?> raw = type.toClass();
		boolean required = raw.isPrimitive() && raw != void.class;
		return (call, arguments) -> {
			Object value = read(call.specification(operations, arguments), element);
			if (value == null && required) {
				throw new PayloadException("There is no result for " + method + ", which returns a " + raw, null);
			}
			return (value != null) ? value : EMPTY.get(raw);
		};
	}

	private static @Nullable Object read(CallSpec specification, Type type) {
		return specification.call(ParameterizedTypeReference.forType(type));
	}

	private static CallReturn later(ContractMethod method, ResolvableType type, ClientOperations operations) {
		requireFuture(method, type.toClass());
		ResolvableType result = type.getGeneric();
		Type element = element(method, result, operations);
		Object empty = EMPTY.get(result.toClass());
		return (call, arguments) -> {
			CompletableFuture<@Nullable Object> future = call.specification(operations.blocking(), arguments)
				.callAsync(ParameterizedTypeReference.forType(element));
			return (empty != null) ? map(future, (value) -> (value != null) ? value : empty) : future;
		};
	}

	/**
	 * Refuses what a {@link CompletableFuture} is not.
	 * @param method the method
	 * @param type what it returns
	 */
	static void requireFuture(ContractMethod method, Class<?> type) {
		if (type != CompletableFuture.class && type != CompletionStage.class) {
			throw method.unbindable("what comes later is no " + type.getSimpleName(),
					"Return a CompletableFuture instead.", null);
		}
	}

	/**
	 * Another value, later. Cancelling it cancels what it is made of.
	 * @param future the future
	 * @param function makes the value
	 * @return the other value
	 */
	static CompletableFuture<@Nullable Object> map(CompletableFuture<? extends @Nullable Object> future,
			Function<@Nullable Object, @Nullable Object> function) {
		CompletableFuture<@Nullable Object> mapped = future.handle((value, failure) -> {
			if (failure != null) {
				throw new java.util.concurrent.CompletionException(failure);
			}
			return function.apply(value);
		});
		mapped.whenComplete((value, failure) -> future.cancel(true));
		return mapped;
	}

	private static CallReturn stream(ContractMethod method, ResolvableType type, ClientOperations operations) {
		Class<?> raw = type.toClass();
		Class<?> primitive = PRIMITIVES.get(raw);
		if (raw != Stream.class && primitive == null) {
			throw method.unbindable("results cannot be made a " + raw.getSimpleName(), "Return a Stream.", null);
		}
		Type element = element(method, (primitive != null) ? ResolvableType.forClass(primitive) : type.getGeneric(),
				operations);
		return new CallReturn() {

			@Override
			public Object invoke(CallMethod call, @Nullable Object[] arguments) {
				Stream<?> results = call.specification(operations.blocking(), arguments)
					.stream(ParameterizedTypeReference.forType(element));
				return (raw == IntStream.class) ? results.mapToInt(Integer.class::cast)
						: (raw == LongStream.class) ? results.mapToLong(Long.class::cast)
								: (raw == DoubleStream.class) ? results.mapToDouble(Double.class::cast) : results;
			}

			@Override
			public boolean takesProgress() {
				return false;
			}

		};
	}

	/** The type that results are read as. */
	private static Type element(ContractMethod method, ResolvableType type, ClientOperations operations) {
		Class<?> raw = type.toClass();
		if (raw == void.class || raw == Void.class || raw.getName().equals("kotlin.Unit")) {
			return Void.class;
		}
		if (type == ResolvableType.NONE) {
			return Object.class;
		}
		Type element = (type.getType() instanceof Class<?>) ? ClassUtils.resolvePrimitiveIfNecessary(raw)
				: type.getType();
		operations.requireReadable(method, element);
		return element;
	}

}
