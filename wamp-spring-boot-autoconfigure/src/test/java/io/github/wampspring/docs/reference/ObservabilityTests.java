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

package io.github.wampspring.docs.reference;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.interceptor.OutgoingRequest.Kind;
import io.github.wampspring.observation.DefaultWampOutgoingObservationConvention;
import io.github.wampspring.observation.WampOutgoingContext;
import io.github.wampspring.observation.WampOutgoingObservationConvention;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of the page about observability.
 */
@SpringBootTest(classes = ObservabilityTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = "wamp.router.enabled=true")
class ObservabilityTests {

	@Autowired
	private WampTemplate wamp;

	@Autowired
	private MeterRegistry meters;

	@Test
	void theConventionAddsTheArea() {
		this.wamp.call("com.myapp.billing.total", Integer.class);
		assertThat(this.meters.get("wamp.call").tag("area", "billing").timer().count()).isEqualTo(1);
	}

	@EnableAutoConfiguration
	@Configuration(proxyBeanMethods = false)
	static class Application {

		// tag::convention[]
		@Bean
		WampOutgoingObservationConvention callsByArea() {
			return new DefaultWampOutgoingObservationConvention(Kind.CALL, 100) {

				@Override
				public KeyValues getLowCardinalityKeyValues(WampOutgoingContext context) {
					String area = context.getRequest().uri().startsWith("com.myapp.billing.") ? "billing" : "other";
					return super.getLowCardinalityKeyValues(context).and("area", area);
				}

			};
		}
		// end::convention[]

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@WampProcedure("com.myapp.billing.total")
		int total() {
			return 42;
		}

	}

}
