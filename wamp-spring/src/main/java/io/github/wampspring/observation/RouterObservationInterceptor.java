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

import java.util.Set;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.interceptor.InterceptorChain;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.RouterRequest;
import io.github.wampspring.router.WampRouterInterceptor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes what sessions ask the embedded router for, within the trace that came with the
 * message, and lets that trace go on from here.
 */
public final class RouterObservationInterceptor implements WampRouterInterceptor {

	private static final Set<TracePropagation> WAYS = Set.of(TracePropagation.ATTRIBUTES);

	private final ObservationRegistry registry;

	private final @Nullable WampRouterObservationConvention convention;

	private final WampRouterObservationConvention defaultConvention;

	/**
	 * Creates an interceptor.
	 * @param registry where observations go
	 * @param convention the application's, if there is one
	 * @param maxUris how many different URIs there may be as values of a key, by default
	 */
	public RouterObservationInterceptor(ObservationRegistry registry,
			@Nullable WampRouterObservationConvention convention, int maxUris) {
		this.registry = registry;
		this.convention = convention;
		this.defaultConvention = new DefaultWampRouterObservationConvention(maxUris);
	}

	@Override
	public CompletionStage<Payload> intercept(RouterRequest request, InterceptorChain<RouterRequest> next) {
		if (this.registry.isNoop()) {
			return next.proceed(request);
		}
		WampRouterContext context = new WampRouterContext(request);
		Observation observation = Observation
			.createNotStarted(this.convention, this.defaultConvention, () -> context, this.registry)
			.parentObservation(null)
			.start();
		RouterRequest traced = TracePropagation.write(WAYS, request, context.getForwarded());
		return Observed.run(observation, () -> next.proceed(traced));
	}

}
