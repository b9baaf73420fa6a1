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

package io.github.wampspring.autoconfigure.observation;

import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.observation.IncomingObservationInterceptor;
import io.github.wampspring.observation.OutgoingObservationInterceptor;
import io.github.wampspring.observation.RouterObservationInterceptor;
import io.github.wampspring.observation.RouterTracingObservationHandler;
import io.github.wampspring.observation.WampIncomingObservationConvention;
import io.github.wampspring.observation.WampOutgoingObservationConvention;
import io.github.wampspring.observation.WampRouterObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration for the observation of operations: the outermost interceptors but
 * for the one of the log's diagnostic context.
 */
@AutoConfiguration(before = WampRouterAutoConfiguration.class, afterName = {
		"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "wamp.observation.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WampObservationProperties.class)
public final class WampObservationAutoConfiguration {

	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	/** Before Boot's handler of all receivers, which is the 1000th. */
	private static final int HANDLER_ORDER = 900;

	@Bean
	@Order(ORDER)
	@ConditionalOnMissingBean
	OutgoingObservationInterceptor wampOutgoingObservations(ObservationRegistry registry,
			ObjectProvider<WampOutgoingObservationConvention> conventions, WampObservationProperties properties) {
		return new OutgoingObservationInterceptor(registry, conventions.orderedStream().toList(),
				properties.getMaxUris(), properties.getPropagation());
	}

	@Bean
	@Order(ORDER)
	@ConditionalOnMissingBean
	IncomingObservationInterceptor wampIncomingObservations(ObservationRegistry registry,
			ObjectProvider<WampIncomingObservationConvention> conventions, WampObservationProperties properties) {
		return new IncomingObservationInterceptor(registry, conventions.orderedStream().toList(),
				properties.getPropagation());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty("wamp.observation.router")
	static class RouterConfiguration {

		@Bean
		@Order(ORDER)
		@ConditionalOnMissingBean
		RouterObservationInterceptor wampRouterObservations(ObservationRegistry registry,
				ObjectProvider<WampRouterObservationConvention> convention, WampObservationProperties properties) {
			return new RouterObservationInterceptor(registry, convention.getIfAvailable(), properties.getMaxUris());
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ Tracer.class, Propagator.class })
		static class TracingConfiguration {

			@Bean
			@Order(HANDLER_ORDER)
			@ConditionalOnMissingBean
			@ConditionalOnBean({ Tracer.class, Propagator.class })
			RouterTracingObservationHandler wampRouterTracingHandler(Tracer tracer, Propagator propagator) {
				return new RouterTracingObservationHandler(tracer, propagator);
			}

		}

	}

}
