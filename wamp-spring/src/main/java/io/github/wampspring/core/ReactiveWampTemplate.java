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

import io.github.wampspring.core.HandlerSpecs.DefaultSubscriptionSpec;
import io.github.wampspring.core.ReactiveTemplateSpecs.DefaultReactiveCallSpec;
import io.github.wampspring.core.ReactiveTemplateSpecs.DefaultReactivePublicationSpec;
import io.github.wampspring.core.ReactiveTemplateSpecs.DefaultReactiveSubscriptionSpec;
import io.github.wampspring.core.ReactiveWampOperations.CallSpec;
import io.github.wampspring.core.ReactiveWampOperations.PublicationSpec;
import io.github.wampspring.core.ReactiveWampOperations.SubscriptionSpec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Calls, publishes and subscribes over one connection, in the style of Reactor. Safe for
 * use by many threads.
 */
public class ReactiveWampTemplate implements ReactiveWampOperations {

	private final WampTemplate template;

	/**
	 * Creates a template.
	 * @param template the connection, mapper and defaults to use; another one than the
	 * application's where {@link WampTemplate#mutate()} made it
	 */
	public ReactiveWampTemplate(WampTemplate template) {
		this.template = template;
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
	public CallSpec newCall(String procedure) {
		return new DefaultReactiveCallSpec(procedure, this.template.mapper(), this.template.runner());
	}

	@Override
	public Mono<Void> publish(String topic, @Nullable Object... arguments) {
		return newPublication(topic).args(arguments).publish();
	}

	@Override
	public PublicationSpec newPublication(String topic) {
		return new DefaultReactivePublicationSpec(topic, this.template.mapper(), this.template.runner());
	}

	@Override
	public SubscriptionSpec newSubscription(String topic) {
		OperationRunner runner = this.template.runner();
		return new DefaultReactiveSubscriptionSpec(new DefaultSubscriptionSpec(topic, this.template.mapper(),
				this.template.eventErrors(), runner.connection()), runner);
	}

}
