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

import java.lang.reflect.UndeclaredThrowableException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampError;
import io.github.wampspring.core.CallOptions;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.PublicationOptions;
import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampOperations.OperationSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Calls a procedure.
 */
final class CallMethod implements ClientMethod {

	private final ContractMethod method;

	private final OperationSettings settings;

	private final Map<String, Function<WampException, Throwable>> errors = new HashMap<>();

	private final @Nullable MethodParameter options;

	private final @Nullable MethodParameter sink;

	private final @Nullable StreamArgument stream;

	private final CallReturn result;

	CallMethod(ContractMethod method, OperationSettings settings, ClientOperations operations) {
		this.method = method;
		this.settings = settings;
		MethodParameter wrong = settings.arguments().own(PublicationOptions.class);
		if (wrong != null) {
			throw method.unbindable(wrong, "a call is no publication", "Make it CallOptions.", null);
		}
		this.options = settings.arguments().own(CallOptions.class);
		this.sink = settings.arguments().own(ProgressSink.class);
		this.stream = settings.arguments().stream();
		this.result = CallReturn.of(method, operations);
		if (this.sink != null && !this.result.takesProgress()) {
			throw method.unbindable(this.sink, "progressive results are returned here already",
					"Leave it out, or return a CompletableFuture.", null);
		}
		for (Class<?> exception : method.getMethod().getExceptionTypes()) {
			addError(exception);
		}
	}

	/** Of exceptions that the application's own mappings may not know. */
	private void addError(Class<?> exception) {
		MergedAnnotation<WampError> error = MergedAnnotations.from(exception).get(WampError.class);
		if (error.isPresent()) {
			ErrorMappings mappings = new ErrorMappings();
			String uri = error.getString(MergedAnnotation.VALUE);
			mappings.register(uri, exception.asSubclass(Throwable.class));
			this.errors.put(uri, mappings::exceptionFor);
		}
	}

	@Override
	public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
		try {
			return this.result.invoke(this, arguments);
		}
		catch (UndeclaredThrowableException ex) {
			Throwable cause = ex.getUndeclaredThrowable();
			throw this.method.declares(cause) ? cause : ex;
		}
	}

	WampOperations.CallSpec specification(WampOperations operations, @Nullable Object[] arguments) {
		WampOperations.CallSpec specification = operations.newCall(this.settings.uri());
		this.errors.forEach(specification::onError);
		if (this.sink != null && arguments[this.sink.getParameterIndex()] instanceof ProgressSink<?> wanted
				&& wanted.isWanted()) {
			ResolvableType type = ResolvableType.forType(this.method.parameterType(this.sink)).getGeneric();
			specification.progress(ParameterizedTypeReference.forType(type.getType()), consumer(wanted));
		}
		if (this.stream != null) {
			this.stream.write(arguments, specification);
		}
		return apply(arguments, specification);
	}

	ReactiveWampOperations.CallSpec specification(ReactiveWampOperations operations, @Nullable Object[] arguments) {
		ReactiveWampOperations.CallSpec specification = operations.newCall(this.settings.uri());
		this.errors.forEach(specification::onError);
		if (this.stream != null) {
			this.stream.write(arguments, specification);
		}
		return apply(arguments, specification);
	}

	private <S extends OperationSpec<?>> S apply(@Nullable Object[] arguments, S specification) {
		this.settings.apply(arguments, specification);
		if (this.options != null && arguments[this.options.getParameterIndex()] instanceof CallOptions own) {
			own.apply(specification);
		}
		return specification;
	}

	@SuppressWarnings("unchecked")
	private Consumer<@Nullable Object> consumer(ProgressSink<?> sink) {
		return (value) -> {
			if (sink.isCancelled()) {
				throw new WampCanceledException("The sink of the call of '" + this.settings.uri() + "' is cancelled",
						null);
			}
			((ProgressSink<@Nullable Object>) sink).next(value);
		};
	}

	@Override
	public String toString() {
		return this.method + " calls " + this.settings.uri();
	}

}
