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

import io.github.wampspring.interceptor.IncomingRequest.Kind;
import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.interceptor.InterceptorChain;
import io.github.wampspring.interceptor.WampIncomingInterceptor;
import io.github.wampspring.protocol.Payload;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes invocations and events, within the trace that came with the message.
 */
public final class IncomingObservationInterceptor implements WampIncomingInterceptor {

	private final ObservationRegistry registry;

	private final List<WampIncomingObservationConvention> conventions;

	private final WampIncomingObservationConvention ofInvocations = new DefaultWampIncomingObservationConvention(
			Kind.INVOCATION);

	private final WampIncomingObservationConvention ofEvents = new DefaultWampIncomingObservationConvention(Kind.EVENT);

	private final Set<TracePropagation> propagation;

	/**
	 * Creates an interceptor.
	 * @param registry where observations go
	 * @param conventions the application's, in their order
	 * @param propagation how the trace travels; empty for not at all
	 */
	public IncomingObservationInterceptor(ObservationRegistry registry,
			List<WampIncomingObservationConvention> conventions, Set<TracePropagation> propagation) {
		this.registry = registry;
		this.conventions = List.copyOf(conventions);
		this.propagation = Set.copyOf(propagation);
	}

	@Override
	public CompletionStage<Payload> intercept(IncomingRequest request, InterceptorChain<IncomingRequest> next) {
		IncomingRequest plain = TracePropagation.strip(this.propagation, request);
		if (this.registry.isNoop()) {
			return next.proceed(plain);
		}
		WampIncomingContext context = new WampIncomingContext(request, this.propagation);
		Observation observation = Observation.createNotStarted(convention(context),
				(request.kind() == Kind.INVOCATION) ? this.ofInvocations : this.ofEvents, () -> context, this.registry)
			.start();
		return Observed.run(observation, () -> next.proceed(plain));
	}

	private @Nullable WampIncomingObservationConvention convention(WampIncomingContext context) {
		for (WampIncomingObservationConvention convention : this.conventions) {
			if (convention.supportsContext(context)) {
				return convention;
			}
		}
		return null;
	}

}
