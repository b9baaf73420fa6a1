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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * Makes results of what procedures return. One for each kind of return type.
 */
@FunctionalInterface
interface ReturnValues {

	/**
	 * Sends the result, now or later.
	 * @param value what was returned
	 * @param answer where it goes
	 * @throws Exception what the invocation fails with
	 */
	void send(@Nullable Object value, InvocationAnswer answer) throws Exception;

	/**
	 * Chooses by type.
	 * @param type the declared type; {@code null} if there is none
	 * @param mapper writes results
	 * @return makes the results
	 */
	static ReturnValues of(@Nullable ResolvableType type, PayloadMapper mapper) {
		if (type == null || type.toClass() == Object.class) {
			return byValue(type == null, mapper);
		}
		if (Future.class.isAssignableFrom(type.toClass()) && !CompletionStage.class.isAssignableFrom(type.toClass())) {
			throw new IllegalArgumentException("nobody tells when a " + type.toClass().getSimpleName() + " is done");
		}
		return byType(type, mapper);
	}

	private static ReturnValues byType(ResolvableType type, PayloadMapper mapper) {
		Class<?> raw = type.toClass();
		if (CompletionStage.class.isAssignableFrom(raw)) {
			return stage(ResultWriter.of(mapper, type.as(CompletionStage.class).getGeneric()));
		}
		if (BaseStream.class.isAssignableFrom(raw)) {
			return stream(ResultWriter.of(mapper, type.as(BaseStream.class).getGeneric(0)));
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw);
		if (adapter != null) {
			return ResultSubscriber.publisher(adapter, ResultWriter.of(mapper,
					adapter.isNoValue() ? ResolvableType.forClass(Void.class) : type.getGeneric(0)));
		}
		ResultWriter writer = ResultWriter.of(mapper, type);
		return (value, answer) -> answer.complete(value, writer);
	}

	/**
	 * Where no more is declared than {@link Object}.
	 * @param nullIsEmpty whether there is no result where nothing is returned
	 * @param mapper writes results
	 * @return looks at the class of each value
	 */
	private static ReturnValues byValue(boolean nullIsEmpty, PayloadMapper mapper) {
		ResultWriter untyped = new ResultWriter(mapper, null, false);
		ResultWriter nothing = nullIsEmpty ? new ResultWriter(mapper, null, true) : untyped;
		ReturnValues plain = (value, answer) -> answer.complete(value, (value != null) ? untyped : nothing);
		Map<Class<?>, ReturnValues> known = new ConcurrentHashMap<>();
		return (value, answer) -> {
			ReturnValues chosen = (value == null) ? plain : known.computeIfAbsent(value.getClass(),
					(type) -> isLater(type) ? byType(ResolvableType.forClass(type), mapper) : plain);
			chosen.send(value, answer);
		};
	}

	private static boolean isLater(Class<?> type) {
		return CompletionStage.class.isAssignableFrom(type) || BaseStream.class.isAssignableFrom(type)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null
				|| type.getName().equals("kotlin.Unit");
	}

	/** A result that comes later. */
	private static ReturnValues stage(ResultWriter writer) {
		return (value, answer) -> {
			if (!(value instanceof CompletionStage<?> stage)) {
				answer.complete(value, writer);
				return;
			}
			stage.whenComplete((result, failure) -> {
				if (failure != null) {
					answer.fail(failure);
				}
				else {
					answer.complete(result, writer);
				}
			});
			if (!(stage instanceof CompletableFuture<?> future && future.isDone())) {
				answer.invocation().onInterrupt(() -> {
					cancel(stage);
					answer.cancel();
				});
			}
		};
	}

	private static void cancel(CompletionStage<?> stage) {
		try {
			stage.toCompletableFuture().cancel(true);
		}
		catch (UnsupportedOperationException ex) {
			// it cannot be cancelled, and goes on for nobody
		}
	}

	/**
	 * The elements of a stream: progressive results and an empty final one where the
	 * caller wants that, else one list.
	 */
	private static ReturnValues stream(ResultWriter writer) {
		ResultWriter lists = writer.ofLists();
		return (value, answer) -> {
			if (!(value instanceof BaseStream<?, ?> stream)) {
				answer.complete(value, writer);
				return;
			}
			Invocation invocation = answer.invocation();
			List<@Nullable Object> list = new ArrayList<>();
			boolean progress = invocation.isProgressWanted();
			try (stream) {
				Iterator<?> elements = stream.iterator();
				while (!invocation.isInterrupted() && elements.hasNext()) {
					Object element = elements.next();
					if (progress) {
						invocation.progress(writer.write(element));
					}
					else {
						list.add(element);
					}
				}
			}
			if (invocation.isInterrupted()) {
				answer.cancel();
			}
			else if (progress) {
				invocation.complete(Payload.NONE);
			}
			else {
				answer.complete(list, lists);
			}
		};
	}

}
