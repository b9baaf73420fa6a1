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

import java.util.function.Supplier;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.util.ClassUtils;

/**
 * Between the values of a thread and those of Reactor's context, where Micrometer's
 * library for that and Reactor are there: what interceptors set for a handler's thread
 * goes on in the publisher that the handler returns, and what a subscriber's context has
 * is there where a reactive template calls.
 */
final class ContextCapture {

	private static final boolean PRESENT = ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory",
			ContextCapture.class.getClassLoader())
			&& ClassUtils.isPresent("reactor.core.publisher.Flux", ContextCapture.class.getClassLoader());

	private ContextCapture() {
	}

	/**
	 * Lets a publisher see what is set for this thread.
	 * @param publisher the publisher
	 * @return what to subscribe to
	 */
	static Publisher<Object> write(Publisher<Object> publisher) {
		Publisher<Object> decorated = PublisherDecoration.apply(publisher);
		return PRESENT ? Snapshots.write(decorated) : decorated;
	}

	/**
	 * Does something with the values of a subscriber's context set for this thread.
	 * @param <T> the type of its result
	 * @param context a {@code ContextView}
	 * @param action what to do
	 * @return its result
	 */
	static <T> T read(Object context, Supplier<T> action) {
		return PRESENT ? Snapshots.read((ContextView) context, action) : action.get();
	}

	/** Only where the libraries are there. */
	private static final class Snapshots {

		private static final ContextSnapshotFactory FACTORY = ContextSnapshotFactory.builder().build();

		static Publisher<Object> write(Publisher<Object> publisher) {
			Context context = FACTORY.captureAll().updateContext(Context.empty());
			return context.isEmpty() ? publisher : Flux.from(publisher).contextWrite(context);
		}

		static <T> T read(ContextView context, Supplier<T> action) {
			if (context.isEmpty()) {
				return action.get();
			}
			try (ContextSnapshot.Scope scope = FACTORY.setThreadLocalsFrom(context)) {
				return action.get();
			}
		}

	}

}
