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

package io.github.wampspring.observation;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.interceptor.InterceptorChain;
import io.github.wampspring.interceptor.OutgoingRequest.Kind;
import io.github.wampspring.interceptor.OutgoingRequest;
import io.github.wampspring.interceptor.WampOutgoingInterceptor;
import io.github.wampspring.protocol.Payload;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes calls and publications, and gives their trace to the message.
 */
public final class OutgoingObservationInterceptor implements WampOutgoingInterceptor {

	private final ObservationRegistry registry;

	private final List<WampOutgoingObservationConvention> conventions;

	private final WampOutgoingObservationConvention ofCalls;

	private final WampOutgoingObservationConvention ofPublications;

	private final Set<TracePropagation> propagation;

	/**
	 * Creates an interceptor.
	 * @param registry where observations go
	 * @param conventions the application's, in their order
	 * @param maxUris how many different URIs there may be as values of a key, by default
	 * @param propagation how the trace travels; empty for not at all
	 */
	public OutgoingObservationInterceptor(ObservationRegistry registry,
			List<WampOutgoingObservationConvention> conventions, int maxUris, Set<TracePropagation> propagation) {
		this.registry = registry;
		this.conventions = List.copyOf(conventions);
		this.ofCalls = new DefaultWampOutgoingObservationConvention(Kind.CALL, maxUris);
		this.ofPublications = new DefaultWampOutgoingObservationConvention(Kind.PUBLISH, maxUris);
		this.propagation = Set.copyOf(propagation);
	}

	@Override
	public CompletionStage<Payload> intercept(OutgoingRequest request, InterceptorChain<OutgoingRequest> next) {
		if (this.registry.isNoop()) {
			return next.proceed(request);
		}
		WampOutgoingContext context = new WampOutgoingContext(request);
		Observation observation = Observation
			.createNotStarted(convention(context), (request.kind() == Kind.CALL) ? this.ofCalls : this.ofPublications,
					() -> context, this.registry)
			.start();
		OutgoingRequest traced = TracePropagation.write(this.propagation, request, context.getFields());
		return Observed.run(observation, () -> next.proceed(traced));
	}

	private @Nullable WampOutgoingObservationConvention convention(WampOutgoingContext context) {
		for (WampOutgoingObservationConvention convention : this.conventions) {
			if (convention.supportsContext(context)) {
				return convention;
			}
		}
		return null;
	}

}
