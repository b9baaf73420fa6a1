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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import reactor.core.publisher.Mono;

import io.github.wampspring.client.WampConnection;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.ReactiveTemplateSpecs.DefaultReactiveCallSpec;
import io.github.wampspring.core.ReactiveTemplateSpecs.DefaultReactivePublicationSpec;
import io.github.wampspring.core.ReactiveTemplateSpecs.DefaultReactiveSubscriptionSpec;
import io.github.wampspring.core.ReactiveWampOperations.ReactiveCallSpec;
import io.github.wampspring.core.ReactiveWampOperations.ReactivePublicationSpec;
import io.github.wampspring.core.ReactiveWampOperations.ReactiveSubscriptionSpec;
import io.github.wampspring.core.TemplateSpecs.DefaultSubscriptionSpec;

/**
 * Calls, publishes and subscribes over one connection, in the style of Reactor. Safe for
 * use by many threads.
 */
public class ReactiveWampTemplate implements ReactiveWampOperations {

	private final PayloadMapper mapper;

	private final OperationRunner runner;

	private final EventErrors eventErrors;

	/**
	 * Creates a template.
	 * @param connection the connection
	 * @param mapper between arguments and types
	 * @param errors the exceptions that calls end with instead of a
	 * {@link io.github.wampspring.WampException}
	 * @param defaults for operations that do not say it themselves
	 */
	public ReactiveWampTemplate(WampConnection connection, PayloadMapper mapper, ErrorMappings errors,
			OperationDefaults defaults) {
		this(connection, mapper, errors, defaults, new EventErrors(List::of));
	}

	/**
	 * Creates a template.
	 * @param connection the connection
	 * @param mapper between arguments and types
	 * @param errors the exceptions that calls end with instead of a
	 * {@link io.github.wampspring.WampException}
	 * @param defaults for operations that do not say it themselves
	 * @param eventErrors is told of events that do not fit
	 */
	public ReactiveWampTemplate(WampConnection connection, PayloadMapper mapper, ErrorMappings errors,
			OperationDefaults defaults, EventErrors eventErrors) {
		this.eventErrors = eventErrors;
		this.mapper = mapper;
		this.runner = new OperationRunner(connection, mapper, errors, defaults);
	}

	@Override
	public <T> Mono<T> call(String procedure, Class<T> resultType, @Nullable Object... arguments) {
		return newCall(procedure).args(arguments).call(resultType);
	}

	@Override
	public <T> Mono<T> call(String procedure, ParameterizedTypeReference<T> resultType, @Nullable Object... arguments) {
		return newCall(procedure).args(arguments).call(resultType);
	}

	@Override
	public Mono<WampResult> call(String procedure, @Nullable Object... arguments) {
		return newCall(procedure).args(arguments).call();
	}

	@Override
	public ReactiveCallSpec newCall(String procedure) {
		return new DefaultReactiveCallSpec(procedure, this.mapper, this.runner);
	}

	@Override
	public Mono<Void> publish(String topic, @Nullable Object... arguments) {
		return newPublication(topic).args(arguments).publish().then();
	}

	@Override
	public ReactivePublicationSpec newPublication(String topic) {
		return new DefaultReactivePublicationSpec(topic, this.mapper, this.runner);
	}

	@Override
	public ReactiveSubscriptionSpec newSubscription(String topic) {
		return new DefaultReactiveSubscriptionSpec(
				new DefaultSubscriptionSpec(topic, this.mapper, this.eventErrors, this.runner.connection()),
				this.runner);
	}

}
