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

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * Chooses among the kinds of {@link ReturnValue} by type.
 */
final class ReturnValues {

	private final InvocationFailures failures;

	private ReturnValues(InvocationFailures failures) {
		this.failures = failures;
	}

	static ReturnValue of(ListenerMethod method, InvocationFailures failures) {
		ResolvableType type = method.returnType();
		if (Future.class.isAssignableFrom(type.toClass()) && !CompletionStage.class.isAssignableFrom(type.toClass())) {
			throw new WampListenerException("The return type of " + method + " cannot be sent: nobody tells when a "
					+ type.toClass().getSimpleName() + " is done", "Return a CompletableFuture instead.", null);
		}
		ReturnValues values = new ReturnValues(failures);
		return (type.toClass() == Object.class) ? values.byValue() : values.byType(type);
	}

	private ReturnValue byType(ResolvableType type) {
		Class<?> raw = type.toClass();
		if (isVoid(raw)) {
			return ReturnValue.EMPTY;
		}
		if (CompletionStage.class.isAssignableFrom(raw)) {
			return new StageReturnValue(type.as(CompletionStage.class).getGeneric().toClass() == Void.class,
					this.failures);
		}
		if (BaseStream.class.isAssignableFrom(raw)) {
			return new StreamReturnValue(this.failures);
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw);
		if (adapter != null) {
			return new PublisherReturnValue(adapter, adapter.isNoValue() || type.getGeneric().toClass() == Void.class,
					this.failures);
		}
		return ReturnValue.VALUE;
	}

	/**
	 * For methods that declare no more than {@link Object}.
	 * @return looks at the class of each value
	 */
	private ReturnValue byValue() {
		Map<Class<?>, ReturnValue> known = new ConcurrentHashMap<>();
		return (value, invocation) -> {
			ReturnValue chosen = (value == null) ? ReturnValue.VALUE
					: known.computeIfAbsent(value.getClass(), (type) -> byType(ResolvableType.forClass(type)));
			chosen.send(value, invocation);
		};
	}

	private static boolean isVoid(Class<?> type) {
		return type == void.class || type == Void.class || type.getName().equals("kotlin.Unit");
	}

}
