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

import java.lang.reflect.Type;
import java.util.function.Function;

import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.ReactiveWampOperations.PublicationSpec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ReactiveAdapter;

/**
 * What needs Reactor.
 */
final class ReactiveReturns {

	private ReactiveReturns() {
	}

	static CallReturn call(ReactiveAdapter adapter, Type element, ReactiveWampOperations operations) {
		ParameterizedTypeReference<?> type = ParameterizedTypeReference.forType(element);
		return new CallReturn() {

			@Override
			public Object invoke(CallMethod method, @Nullable Object[] arguments) {
				ReactiveWampOperations.CallSpec specification = method.specification(operations, arguments);
				return adapter
					.fromPublisher(adapter.isMultiValue() ? specification.stream(type) : specification.call(type));
			}

			@Override
			public boolean takesProgress() {
				return false;
			}

		};
	}

	static ClientMethod publication(ReactiveAdapter adapter, boolean id, boolean acknowledge,
			Function<@Nullable Object[], PublicationSpec> specification) {
		return (arguments) -> {
			PublicationSpec publication = specification.apply(arguments);
			Mono<?> done = id ? publication.publishAcknowledged()
					: acknowledge ? publication.publishAcknowledged().then() : publication.publish();
			return adapter.fromPublisher(done);
		};
	}

}
