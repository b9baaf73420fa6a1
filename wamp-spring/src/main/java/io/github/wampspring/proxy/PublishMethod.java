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

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

import io.github.wampspring.annotation.WampPublish;
import io.github.wampspring.core.CallOptions;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.PublicationOptions;
import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.WampOperations.PublicationOptionsSpec;
import io.github.wampspring.core.WampOperations.PublicationSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Publishes an event.
 */
final class PublishMethod {

	private final ContractMethod method;

	private final OperationSettings settings;

	private final ClientOperations operations;

	private final @Nullable Boolean excludeMe;

	private final WampPublish annotation;

	private final ReceiverLists receivers;

	private final @Nullable MethodParameter options;

	private PublishMethod(ContractMethod method, OperationSettings settings, WampPublish annotation,
			UnaryOperator<String> attributes, ClientOperations operations) {
		this.method = method;
		this.settings = settings;
		this.operations = operations;
		this.annotation = annotation;
		String excludeMe = attributes.apply(annotation.excludeMe()).trim();
		if (!List.of("", "true", "false").contains(excludeMe)) {
			throw method.unbindable("\"" + excludeMe + "\" is no value of excludeMe",
					"Make it 'true' or 'false', or leave it out.", null);
		}
		this.excludeMe = excludeMe.isEmpty() ? null : Boolean.valueOf(excludeMe);
		this.receivers = ReceiverLists.of(annotation, attributes,
				(reason, remedy) -> method.unbindable(reason, remedy, null));
		this.options = settings.arguments().own(PublicationOptions.class);
		for (Class<?> type : List.of(CallOptions.class, ProgressSink.class)) {
			MethodParameter wrong = settings.arguments().own(type);
			if (wrong != null) {
				throw method.unbindable(wrong, "a publication is no call",
						"Leave it out. Options of a publication are PublicationOptions.", null);
			}
		}
	}

	static ClientMethod of(ContractMethod method, OperationSettings settings, WampPublish annotation,
			UnaryOperator<String> attributes, ClientOperations operations) {
		return new PublishMethod(method, settings, annotation, attributes, operations).byReturnType();
	}

	private ClientMethod byReturnType() {
		ResolvableType type = this.method.returnType();
		Class<?> raw = type.toClass();
		if (Future.class.isAssignableFrom(raw) || CompletionStage.class.isAssignableFrom(raw)) {
			CallReturn.requireFuture(this.method, raw);
			return later(isId(type.getGeneric()));
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw);
		if (adapter != null) {
			ReactiveWampOperations reactive = this.operations.reactive(this.method);
			boolean id = !adapter.isNoValue() && isId(type.getGeneric());
			return ReactiveReturns.publication(adapter, id, this.annotation.acknowledge(),
					(arguments) -> prepare(arguments, reactive.newPublication(this.settings.uri())));
		}
		return now(isId(type));
	}

	private boolean isId(ResolvableType type) {
		Class<?> raw = ClassUtils.resolvePrimitiveIfNecessary(type.toClass());
		if (raw == Long.class) {
			return true;
		}
		if (raw != void.class && raw != Void.class && type != ResolvableType.NONE) {
			throw this.method.unbindable("nothing comes back of an event but its publication's ID",
					"Return nothing, or a long.", null);
		}
		return false;
	}

	private ClientMethod now(boolean id) {
		boolean acknowledge = id || this.annotation.acknowledge();
		return (arguments) -> {
			PublicationSpec publication = prepare(arguments);
			if (acknowledge) {
				long publicationId = publication.publishAcknowledged();
				return id ? publicationId : null;
			}
			publication.publish();
			return null;
		};
	}

	private ClientMethod later(boolean id) {
		boolean acknowledge = this.annotation.acknowledge();
		return (arguments) -> {
			PublicationSpec publication = prepare(arguments);
			return id ? publication.publishAcknowledgedAsync()
					: acknowledge ? CallReturn.map(publication.publishAcknowledgedAsync(), (publicationId) -> null)
							: publication.publishAsync();
		};
	}

	private PublicationSpec prepare(@Nullable Object[] arguments) {
		return prepare(arguments, this.operations.blocking().newPublication(this.settings.uri()));
	}

	private <S extends PublicationOptionsSpec<?>> S prepare(@Nullable Object[] arguments, S publication) {
		if (this.excludeMe != null) {
			publication.excludeMe(this.excludeMe);
		}
		if (this.annotation.retain()) {
			publication.retain();
		}
		this.receivers.apply(publication);
		this.settings.apply(arguments, publication);
		if (this.options != null && arguments[this.options.getParameterIndex()] instanceof PublicationOptions own) {
			own.apply(publication);
		}
		return publication;
	}

}
