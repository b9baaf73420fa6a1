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

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.contract.KeywordNames;
import io.github.wampspring.contract.StreamTypes;
import io.github.wampspring.contract.UnsupportedTypes;
import io.github.wampspring.core.CallOptions;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.PublicationOptions;
import io.github.wampspring.core.WampArguments;
import io.github.wampspring.core.WampOperations.OperationSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.ObjectUtils;

/**
 * Sends the arguments of a method's parameters: the mirror of how a bean's method gets
 * them.
 */
final class ArgumentsWriter {

	/** What the other side fills in. */
	private static final Set<Class<?>> NOT_SENT = Set.of(InvocationDetails.class, EventDetails.class,
			WampSession.class);

	/** What each kind of method looks at itself. */
	private static final Set<Class<?>> OWN = Set.of(ProgressSink.class, CallOptions.class, PublicationOptions.class);

	private static final Set<Class<?>> OPTIONALS = Set.of(Optional.class, OptionalInt.class, OptionalLong.class,
			OptionalDouble.class);

	private final ContractMethod method;

	private final @Nullable PayloadMapper mapper;

	private final UnaryOperator<String> attributes;

	private final boolean streams;

	private final List<Writer> writers = new ArrayList<>();

	private @Nullable StreamArgument stream;

	/**
	 * Creates a writer.
	 * @param method the method
	 * @param mapper knows types, if there is one
	 * @param attributes resolves attributes
	 * @param streams whether arguments may be sent one after the other
	 * @throws WampClientException if a parameter cannot be sent
	 */
	ArgumentsWriter(ContractMethod method, @Nullable PayloadMapper mapper, UnaryOperator<String> attributes,
			boolean streams) {
		this.method = method;
		this.mapper = mapper;
		this.attributes = attributes;
		this.streams = streams;
		for (MethodParameter parameter : method.getMethodParameters()) {
			Class<?> type = parameter.getParameterType();
			if (!NOT_SENT.contains(type) && !OWN.contains(type)) {
				addWriter(parameter);
			}
		}
	}

	/**
	 * The parameter whose elements are sent one after the other.
	 * @return the parameter, or {@code null} if there is none
	 */
	@Nullable StreamArgument stream() {
		return this.stream;
	}

	/**
	 * The parameter of a type that is not sent.
	 * @param type the type
	 * @return the parameter, or {@code null} if there is none
	 */
	@Nullable MethodParameter own(Class<?> type) {
		MethodParameter found = null;
		for (MethodParameter parameter : this.method.getMethodParameters()) {
			if (parameter.getParameterType() == type) {
				if (found != null) {
					throw this.method.unbindable(parameter, "there is another one of its type", "Leave one out.", null);
				}
				found = parameter;
			}
		}
		return found;
	}

	private void addWriter(MethodParameter parameter) {
		WampKwarg kwarg = parameter.getParameterAnnotation(WampKwarg.class);
		int index = parameter.getParameterIndex();
		if (kwarg != null) {
			this.writers.add(keyword(index, name(parameter, kwarg), typed(parameter, valueType(parameter))));
		}
		else if (parameter.hasParameterAnnotation(WampKwargs.class)) {
			requireProperties(parameter);
			this.writers.add(keywords(index));
		}
		else if (this.streams && StreamTypes.isStream(parameter.getParameterType())) {
			if (this.stream != null) {
				throw this.method.unbindable(parameter, "there is another stream of arguments", "Take one only.", null);
			}
			this.stream = stream(parameter);
		}
		else if (this.stream != null) {
			throw this.method.unbindable(parameter, "it comes after a stream of arguments",
					"Let the stream be the last positional parameter.", null);
		}
		else {
			this.writers.add(positional(parameter));
		}
	}

	private StreamArgument stream(MethodParameter parameter) {
		ResolvableType type = ResolvableType.forType(this.method.parameterType(parameter));
		Type element = type.hasGenerics() ? type.getGeneric(0).getType() : Object.class;
		boolean whole = WampArguments.class.isAssignableFrom(ResolvableType.forType(element).toClass());
		return new StreamArgument(parameter.getParameterIndex(), parameter.getParameterType(),
				whole ? UnaryOperator.identity() : typed(parameter, element));
	}

	private Writer positional(MethodParameter parameter) {
		int index = parameter.getParameterIndex();
		if (this.method.isVarargs(parameter)) {
			Type array = this.method.parameterType(parameter);
			return rest(index, typed(parameter, ResolvableType.forType(array).getComponentType().getType()));
		}
		return positional(index, typed(parameter, valueType(parameter)));
	}

	private static Writer positional(int index, UnaryOperator<@Nullable Object> typed) {
		return (arguments, values, specification) -> values.add(arguments[index], typed);
	}

	private static Writer rest(int index, UnaryOperator<@Nullable Object> typed) {
		return (arguments, values, specification) -> {
			for (Object element : ObjectUtils.toObjectArray(arguments[index])) {
				values.add(element, typed);
			}
		};
	}

	private static Writer keyword(int index, String name, UnaryOperator<@Nullable Object> typed) {
		return (arguments, values, specification) -> {
			Object value = unwrap(arguments[index]);
			if (value != null) {
				specification.kwarg(name, typed.apply(value));
			}
		};
	}

	private static Writer keywords(int index) {
		return (arguments, values, specification) -> {
			Object value = arguments[index];
			if (value != null) {
				specification.kwargs(value);
			}
		};
	}

	private String name(MethodParameter parameter, WampKwarg kwarg) {
		String name = this.attributes.apply(kwarg.name());
		if (name.isEmpty()) {
			name = new KeywordNames().of(parameter, this.method.type());
		}
		if (name == null) {
			throw this.method.unbindable(parameter, "it has no name",
					"Name the keyword in @WampKwarg, or compile with '-parameters'.", null);
		}
		return name;
	}

	private void requireProperties(MethodParameter parameter) {
		Class<?> type = ResolvableType.forType(this.method.parameterType(parameter)).toClass();
		if (BeanUtils.isSimpleProperty(type) || type.isArray() || type == Object.class
				|| Iterable.class.isAssignableFrom(type) || OPTIONALS.contains(type)) {
			throw this.method.unbindable(parameter, "@WampKwargs stands for all keyword arguments",
					"Make it a record, a bean or a Map by String, or use @WampKwarg for a single argument.", null);
		}
	}

	private Type valueType(MethodParameter parameter) {
		Type type = this.method.parameterType(parameter);
		return (parameter.getParameterType() == Optional.class && type instanceof ParameterizedType generic)
				? generic.getActualTypeArguments()[0] : type;
	}

	/** By its declared type, which tells of the elements of collections. */
	private UnaryOperator<@Nullable Object> typed(MethodParameter parameter, Type type) {
		Class<?> raw = ResolvableType.forType(type).toClass();
		UnsupportedTypes.check(raw, (reason, remedy) -> this.method.unbindable(parameter, reason, remedy, null));
		PayloadMapper mapper = this.mapper;
		if (mapper == null || raw == Object.class || OPTIONALS.contains(raw)) {
			return UnaryOperator.identity();
		}
		try {
			JavaType resolved = mapper.type(type);
			return (value) -> mapper.typed(value, resolved);
		}
		catch (IllegalArgumentException ex) {
			throw this.method.unbindable(parameter, String.valueOf(ex.getMessage()),
					"Change its type to one that Jackson can write.", ex);
		}
	}

	/**
	 * Puts the arguments into an operation.
	 * @param arguments the arguments of the method
	 * @param specification the operation
	 */
	void write(@Nullable Object[] arguments, OperationSpec<?> specification) {
		Positional values = new Positional();
		for (Writer writer : this.writers) {
			writer.write(arguments, values, specification);
		}
		specification.args(values.toArray());
	}

	private static @Nullable Object unwrap(@Nullable Object value) {
		if (value instanceof OptionalInt optional) {
			return optional.isPresent() ? optional.getAsInt() : null;
		}
		if (value instanceof OptionalLong optional) {
			return optional.isPresent() ? optional.getAsLong() : null;
		}
		if (value instanceof OptionalDouble optional) {
			return optional.isPresent() ? optional.getAsDouble() : null;
		}
		return ObjectUtils.unwrapOptional(value);
	}

	@FunctionalInterface
	private interface Writer {

		void write(@Nullable Object[] arguments, Positional values, OperationSpec<?> specification);

	}

	/**
	 * The positional arguments. Empty optionals at the end are left out, so that a
	 * default value of the callee counts.
	 */
	private static final class Positional {

		private final List<@Nullable Object> values = new ArrayList<>();

		private int length;

		void add(@Nullable Object value, UnaryOperator<@Nullable Object> typed) {
			boolean optional = value != null && OPTIONALS.contains(value.getClass());
			Object plain = unwrap(value);
			this.values.add((plain != null) ? typed.apply(plain) : null);
			if (plain != null || !optional) {
				this.length = this.values.size();
			}
		}

		@Nullable Object[] toArray() {
			return this.values.subList(0, this.length).toArray();
		}

	}

}
