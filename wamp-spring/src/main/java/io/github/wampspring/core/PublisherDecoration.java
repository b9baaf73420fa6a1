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

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * What interceptors do to the publishers that handlers return, before these are
 * subscribed to: such as to write to Reactor's context what belongs to the caller. Bound
 * to the thread that runs the handler.
 */
public final class PublisherDecoration {

	private static final ThreadLocal<@Nullable UnaryOperator<Publisher<Object>>> CURRENT = new ThreadLocal<>();

	private PublisherDecoration() {
	}

	/**
	 * Decorates the publishers of the handler that is about to run in this thread, in
	 * addition to what decorates them already.
	 * @param decoration makes a publisher of the handler's
	 * @return puts back what was before; must be closed by this thread
	 */
	public static Scope add(UnaryOperator<Publisher<Object>> decoration) {
		UnaryOperator<Publisher<Object>> before = CURRENT.get();
		CURRENT.set((before == null) ? decoration : (publisher) -> before.apply(decoration.apply(publisher)));
		return () -> {
			if (before == null) {
				CURRENT.remove();
			}
			else {
				CURRENT.set(before);
			}
		};
	}

	static Publisher<Object> apply(Publisher<Object> publisher) {
		UnaryOperator<Publisher<Object>> current = CURRENT.get();
		return (current != null) ? current.apply(publisher) : publisher;
	}

	/**
	 * The time for which publishers are decorated.
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
