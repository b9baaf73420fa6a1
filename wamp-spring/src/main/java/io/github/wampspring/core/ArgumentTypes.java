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

import java.io.Closeable;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.PayloadMapper;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * Which types an argument can have.
 */
public final class ArgumentTypes {

	private static final Set<Class<?>> OF_HANDLERS = Set.of(WampArguments.class, WampResult.class,
			StreamedArguments.class, InvocationDetails.class, EventDetails.class, ProgressSink.class);

	private ArgumentTypes() {
	}

	/**
	 * Whether values of a type come bit by bit, or later, so that no argument is one,
	 * though Jackson might try.
	 * @param type the type
	 * @return {@code true} for streams, iterators, futures, publishers and what has to be
	 * closed
	 */
	public static boolean comesBitByBit(Class<?> type) {
		return BaseStream.class.isAssignableFrom(type) || Iterator.class.isAssignableFrom(type)
				|| CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)
				|| Closeable.class.isAssignableFrom(type)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

	/**
	 * Refuses a type that no argument can be read as.
	 * @param mapper reads arguments
	 * @param type a {@link Type}, or a reference to one
	 * @param taker who wants it, for people
	 * @param remedy what to do about a type that comes bit by bit
	 * @throws IllegalArgumentException if none can
	 */
	static void require(PayloadMapper mapper, Object type, String taker, String remedy) {
		Type wanted = (type instanceof ParameterizedTypeReference<?> reference) ? reference.getType() : (Type) type;
		Class<?> raw = ResolvableType.forType(wanted).toClass();
		String what = taker + " cannot take an argument of the type " + wanted.getTypeName() + ": ";
		if (comesBitByBit(raw)) {
			throw new IllegalArgumentException(
					what + "arguments come all at once. Take a List, or the type of a single argument" + remedy);
		}
		if (OF_HANDLERS.contains(raw)) {
			throw new IllegalArgumentException(
					what + "it is none of an argument. It is there for a handler that takes no types");
		}
		try {
			ReadableTypes.require(mapper, wanted);
		}
		catch (PayloadException | IllegalArgumentException ex) {
			throw new IllegalArgumentException(what + ex.getMessage()
					+ ". Take one that Jackson can read, or teach the application's JsonMapper to read it", ex);
		}
	}

}
