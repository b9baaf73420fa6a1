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

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.wampspring.PayloadException;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.contract.KeywordNames;
import io.github.wampspring.contract.StreamTypes;
import io.github.wampspring.contract.UnsupportedTypes;
import io.github.wampspring.core.ReadableTypes;
import io.github.wampspring.core.WampArguments;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.core.ResolvableType;

/**
 * Finds out at the start where the value of each parameter of a method comes from.
 *
 * @param <S> what a payload belongs to: an invocation or an event
 */
final class BindingPlanner<S> {

	private static final Map<Class<?>, Object> EMPTY_OPTIONALS = Map.of(Optional.class, Optional.empty(),
			OptionalInt.class, OptionalInt.empty(), OptionalLong.class, OptionalLong.empty(), OptionalDouble.class,
			OptionalDouble.empty());

	private final PayloadMapper mapper;

	private final AttributeResolver attributes;

	private final Map<Class<?>, Function<Type, Function<S, Object>>> contextTypes;

	private final @Nullable StreamParameters<S> streams;

	private final KeywordNames keywordNames = new KeywordNames();

	private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	BindingPlanner(PayloadMapper mapper, AttributeResolver attributes,
			Map<Class<?>, Function<Type, Function<S, Object>>> contextTypes, @Nullable StreamParameters<S> streams) {
		this.streams = streams;
		this.mapper = mapper;
		this.attributes = attributes;
		this.contextTypes = contextTypes;
	}

	BindingPlan<S> plan(ListenerMethod method) {
		MethodParameter[] parameters = method.getMethodParameters();
		List<BindingPlan.Context<S>> context = new ArrayList<>();
		List<Slot> positional = new ArrayList<>();
		List<BindingPlan.Keyword> keywords = new ArrayList<>();
		Map<String, JavaType> keywordTypes = new LinkedHashMap<>();
		List<Slot> keywordObjects = new ArrayList<>();
		Slot varargs = null;
		boolean streamed = false;
		for (MethodParameter parameter : parameters) {
			parameter.initParameterNameDiscovery(this.names);
			Function<Type, Function<S, Object>> contextValue = this.contextTypes.get(parameter.getParameterType());
			WampKwarg kwarg = parameter.getParameterAnnotation(WampKwarg.class);
			if (contextValue != null) {
				context.add(new BindingPlan.Context<>(parameter.getParameterIndex(),
						contextValue.apply(method.parameterType(parameter))));
			}
			else if (this.streams != null && kwarg == null && !parameter.hasParameterAnnotation(WampKwargs.class)
					&& StreamTypes.isStream(parameter.getParameterType())) {
				if (streamed) {
					throw unbindable(method, parameter, "there is another stream of arguments", "Take one only.", null);
				}
				streamed = true;
				context.add(new BindingPlan.Context<>(parameter.getParameterIndex(),
						stream(this.streams, method, parameter, positional.size())));
			}
			else if (kwarg != null) {
				BindingPlan.Keyword keyword = keyword(method, parameter, kwarg);
				keywords.add(keyword);
				JavaType other = keywordTypes.putIfAbsent(keyword.name(), keyword.slot().type());
				if (other != null && !other.equals(keyword.slot().type())) {
					throw unbindable(method, parameter,
							"the keyword argument '" + keyword.name() + "' is taken as " + other.toCanonical() + " too",
							"Give both parameters the same type, or another keyword.", null);
				}
			}
			else if (parameter.hasParameterAnnotation(WampKwargs.class)) {
				keywordObjects.add(keywordObject(method, parameter));
			}
			else if (streamed) {
				throw unbindable(method, parameter, "it comes after a stream of arguments",
						"Let the stream be the last positional parameter.", null);
			}
			else if (method.getMethod().isVarArgs() && parameter.getParameterIndex() == parameters.length - 1) {
				varargs = varargs(method, parameter, positional.size() + 1);
			}
			else {
				positional.add(slot(method, parameter, argument(parameter, positional.size() + 1), null));
			}
		}
		return new BindingPlan<>(parameters.length, List.copyOf(context), List.copyOf(positional), varargs,
				List.copyOf(keywords), Map.copyOf(keywordTypes), List.copyOf(keywordObjects), streamed);
	}

	private Function<S, Object> stream(StreamParameters<S> streams, ListenerMethod method, MethodParameter parameter,
			int position) {
		ResolvableType type = ResolvableType.forType(method.parameterType(parameter));
		Type element = type.hasGenerics() ? type.getGeneric(0).getType() : Object.class;
		boolean whole = element == WampArguments.class;
		Slot slot = new Slot(parameter.getParameterIndex(), argument(parameter, position + 1),
				resolve(method, parameter, whole ? Object.class : element), false, null);
		return streams.value(type.toClass(), whole ? null : slot, position);
	}

	private BindingPlan.Keyword keyword(ListenerMethod method, MethodParameter parameter, WampKwarg kwarg) {
		String name = this.attributes.resolve(kwarg.name(), method);
		if (name.isEmpty()) {
			name = this.keywordNames.of(parameter, method.beanType());
		}
		if (name == null) {
			throw unbindable(method, parameter, "it has no name",
					"Name the keyword in @WampKwarg, or compile with '-parameters'.", null);
		}
		boolean hasDefault = !kwarg.defaultValue().equals(WampKwarg.NO_DEFAULT);
		return new BindingPlan.Keyword(name,
				slot(method, parameter, "keyword argument '" + name + "'", hasDefault ? kwarg.defaultValue() : null));
	}

	private Slot keywordObject(ListenerMethod method, MethodParameter parameter) {
		JavaType type = resolve(method, parameter, method.parameterType(parameter));
		Class<?> raw = type.getRawClass();
		boolean map = Map.class.isAssignableFrom(raw);
		if (BeanUtils.isSimpleProperty(raw) || raw.isArray() || raw == Object.class || type.isCollectionLikeType()
				|| raw == Optional.class || (map && type.getKeyType().getRawClass() != String.class)) {
			throw unbindable(method, parameter,
					"@WampKwargs stands for all keyword arguments, which do not fit " + raw.getSimpleName(),
					"Make it a record, a bean or a Map by String, or use @WampKwarg for a single argument.", null);
		}
		return new Slot(parameter.getParameterIndex(), "keyword arguments", type, false, () -> null);
	}

	private Slot varargs(ListenerMethod method, MethodParameter parameter, int position) {
		Class<?> component = parameter.getParameterType().getComponentType();
		JavaType array = resolve(method, parameter, method.parameterType(parameter));
		JavaType type = array.getContentType();
		return new Slot(parameter.getParameterIndex(), argument(parameter, position) + " and those after it", type,
				false, component.isPrimitive() ? null : () -> null);
	}

	private Slot slot(ListenerMethod method, MethodParameter parameter, String label, @Nullable String defaultValue) {
		Type type = method.parameterType(parameter);
		boolean optional = parameter.getParameterType() == Optional.class;
		if (optional) {
			type = (type instanceof ParameterizedType generic) ? generic.getActualTypeArguments()[0] : Object.class;
		}
		JavaType resolved = resolve(method, parameter, type);
		return new Slot(parameter.getParameterIndex(), label, resolved, optional,
				absent(method, parameter, resolved.getRawClass(), defaultValue));
	}

	private @Nullable Supplier<? extends @Nullable Object> absent(ListenerMethod method, MethodParameter parameter,
			Class<?> valueType, @Nullable String defaultValue) {
		if (defaultValue != null) {
			return defaultValue(method, parameter, valueType, defaultValue);
		}
		Class<?> type = parameter.getParameterType();
		Object empty = EMPTY_OPTIONALS.get(type);
		if (empty != null) {
			return () -> empty;
		}
		boolean required = type.isPrimitive() || Nullness.forMethodParameter(parameter) == Nullness.NON_NULL;
		return required ? null : () -> null;
	}

	private Supplier<Object> defaultValue(ListenerMethod method, MethodParameter parameter, Class<?> valueType,
			String defaultValue) {
		boolean optional = parameter.getParameterType() == Optional.class;
		MethodParameter target = optional ? parameter.nested() : parameter;
		Supplier<Object> convert = () -> {
			Object value = this.attributes.convert(defaultValue, target, valueType, method);
			return optional ? Optional.of(value) : value;
		};
		try {
			Object value = convert.get();
			return BeanUtils.isSimpleValueType(valueType) ? () -> value : convert;
		}
		catch (WampListenerException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw unbindable(method, parameter, "its default value \"" + defaultValue + "\" is no "
					+ valueType.getSimpleName() + ": " + ex.getMessage(), "Correct the default value.", ex);
		}
	}

	private JavaType resolve(ListenerMethod method, MethodParameter parameter, Type type) {
		UnsupportedTypes.check(ResolvableType.forType(type).toClass(),
				(reason, remedy) -> unbindable(method, parameter, reason, remedy, null));
		try {
			return ReadableTypes.require(this.mapper, type);
		}
		catch (PayloadException | IllegalArgumentException ex) {
			throw unbindable(method, parameter, String.valueOf(ex.getMessage()),
					"Change its type to one that Jackson can read, or teach the application's JsonMapper to read it.",
					ex);
		}
	}

	private static String argument(MethodParameter parameter, int position) {
		String name = parameter.getParameterName();
		return (name != null) ? "argument " + position + " (" + name + ")" : "argument " + position;
	}

	private static UnbindableParameterException unbindable(ListenerMethod method, MethodParameter parameter,
			String reason, String remedy, @Nullable Throwable cause) {
		String name = parameter.getParameterName();
		String label = "parameter " + ((name != null) ? "'" + name + "'" : parameter.getParameterIndex() + 1) + " ("
				+ parameter.getParameterType().getSimpleName() + ")";
		return new UnbindableParameterException(label, method.toString(), reason, remedy, cause);
	}

}
