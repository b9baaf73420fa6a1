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

import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.PayloadReader;
import io.github.wampspring.core.InvalidArgumentException;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Turns a payload into the arguments of one method. All that can be known before is known
 * when it is made; safe for use by any thread.
 *
 * @param <S> where a payload comes from: an invocation or an event
 */
final class ArgumentBinder<S> {

	private final PayloadMapper mapper;

	private final BindingPlan<S> plan;

	private final boolean strict;

	private final boolean readsPayload;

	/**
	 * Creates a binder.
	 * @param mapper reads payloads
	 * @param plan where each parameter's value comes from
	 * @param strict whether positional arguments that no parameter takes are refused
	 */
	ArgumentBinder(PayloadMapper mapper, BindingPlan<S> plan, boolean strict) {
		this.mapper = mapper;
		this.plan = plan;
		this.strict = strict && !plan.streamed();
		this.readsPayload = plan.readsPayload();
	}

	/**
	 * Binds.
	 * @param source the invocation or event
	 * @param payload its payload
	 * @return the arguments for the method
	 * @throws InvalidArgumentException if the payload does not fit
	 */
	@Nullable Object[] bind(S source, Payload payload) {
		@Nullable Object[] arguments = new Object[this.plan.size()];
		for (BindingPlan.Context<S> context : this.plan.context()) {
			arguments[context.index()] = context.value().apply(source);
		}
		if (this.readsPayload || (this.strict && !payload.isEmpty())) {
			PayloadReader reader = open(payload);
			readPositional(reader, arguments);
			readKeywords(reader, payload, arguments);
		}
		return arguments;
	}

	private PayloadReader open(Payload payload) {
		try {
			return this.mapper.reader(payload);
		}
		catch (PayloadException ex) {
			throw new InvalidArgumentException("the arguments cannot be read", ex);
		}
	}

	private void readPositional(PayloadReader reader, @Nullable Object[] arguments) {
		for (Slot slot : this.plan.positional()) {
			try {
				arguments[slot.index()] = reader.hasNext() ? slot.present(reader.next(slot.type())) : slot.missing();
			}
			catch (PayloadException ex) {
				throw slot.unreadable(ex);
			}
		}
		Slot varargs = this.plan.varargs();
		if (varargs != null) {
			arguments[varargs.index()] = readRemaining(reader, varargs);
		}
		else if (this.strict && hasMore(reader)) {
			throw new InvalidArgumentException(
					"at most " + this.plan.positional().size() + " positional arguments are taken", null);
		}
	}

	private static boolean hasMore(PayloadReader reader) {
		try {
			return reader.hasNext();
		}
		catch (PayloadException ex) {
			throw new InvalidArgumentException("the arguments cannot be read", ex);
		}
	}

	private static Object readRemaining(PayloadReader reader, Slot slot) {
		List<@Nullable Object> values;
		try {
			values = reader.remaining(slot.type());
		}
		catch (PayloadException ex) {
			throw slot.unreadable(ex);
		}
		Object array = Array.newInstance(slot.type().getRawClass(), values.size());
		for (int i = 0; i < values.size(); i++) {
			Array.set(array, i, slot.present(values.get(i)));
		}
		return array;
	}

	private void readKeywords(PayloadReader reader, Payload payload, @Nullable Object[] arguments) {
		boolean read = false;
		if (!this.plan.keywords().isEmpty()) {
			readEachKeyword(reader, payload, arguments);
			read = true;
		}
		for (Slot slot : this.plan.keywordObjects()) {
			try {
				// a reader gives the keyword arguments only once
				PayloadReader unread = read ? open(payload) : reader;
				arguments[slot.index()] = slot.present(unread.keywords(slot.type()));
				read = true;
			}
			catch (PayloadException ex) {
				throw Slot.unreadable("the keyword arguments cannot be read", ex);
			}
		}
	}

	private void readEachKeyword(PayloadReader reader, Payload payload, @Nullable Object[] arguments) {
		Map<String, @Nullable Object> values;
		try {
			values = reader.keywords(this.plan.keywordTypes());
		}
		catch (PayloadException ex) {
			throw findUnreadable(payload, ex);
		}
		for (BindingPlan.Keyword keyword : this.plan.keywords()) {
			Object value = values.get(keyword.name());
			Slot slot = keyword.slot();
			arguments[slot.index()] = (value != null || values.containsKey(keyword.name())) ? slot.present(value)
					: slot.missing();
		}
	}

	private RuntimeException findUnreadable(Payload payload, PayloadException failure) {
		for (BindingPlan.Keyword keyword : this.plan.keywords()) {
			try {
				open(payload).keywords(Map.of(keyword.name(), keyword.slot().type()));
			}
			catch (PayloadException ex) {
				return keyword.slot().unreadable(ex);
			}
		}
		return Slot.unreadable("the keyword arguments cannot be read", failure);
	}

}
