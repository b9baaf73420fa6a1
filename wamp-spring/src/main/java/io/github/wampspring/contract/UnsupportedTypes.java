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

package io.github.wampspring.contract;

import java.util.Set;
import java.util.function.BiFunction;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.core.ArgumentTypes;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.ProgressSink;

/**
 * Types that are no arguments, though Jackson might try.
 */
public final class UnsupportedTypes {

	private static final Set<Class<?>> ONE_KIND = Set.of(InvocationDetails.class, EventDetails.class,
			ProgressSink.class);

	private static final Set<Class<?>> RAW = Set.of(Invocation.class, TopicEvent.class);

	private UnsupportedTypes() {
	}

	/**
	 * Refuses a type that is no argument.
	 * @param type the type of a parameter that means nothing else
	 * @param problem makes the exception of what is wrong and what to do about it
	 */
	public static void check(Class<?> type, BiFunction<String, String, RuntimeException> problem) {
		if (ONE_KIND.contains(type)) {
			throw problem.apply("there is none here",
					"InvocationDetails and ProgressSink are for @WampProcedure, EventDetails is for @WampSubscribe.");
		}
		if (RAW.contains(type)) {
			throw problem.apply("it is not for annotated methods", "Use InvocationDetails or EventDetails.");
		}
		if (type.getName().equals("kotlin.coroutines.Continuation")) {
			throw problem.apply("suspending functions are not supported",
					"Return a Mono, a Flux or a CompletionStage instead.");
		}
		if (ArgumentTypes.comesBitByBit(type)) {
			throw problem.apply("arguments come all at once",
					"Take a List, or the type of a single argument. Arguments that come one after the other are for a"
							+ " positional Stream, Iterator or Flux of a @WampProcedure, whose elements are single"
							+ " arguments; and by code for registerStreamed, and streamArgs of a call.");
		}
	}

}
