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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.Kwargs;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.observation.IncomingObservationInterceptor;
import io.github.wampspring.observation.OutgoingObservationInterceptor;
import io.github.wampspring.observation.RouterObservationInterceptor;
import io.github.wampspring.observation.WampOutgoingContext;
import io.github.wampspring.observation.WampOutgoingObservationConvention;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Observations as an application gets them, with OpenTelemetry and meters.
 */
class WampObservationAutoConfigurationTests {

	private final InMemorySpanExporter spans = InMemorySpanExporter.create();

	private final ApplicationContextRunner plain = WampAutoConfigurations.withRouter()
		.withConfiguration(AutoConfigurations.of(WampObservationAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.plain
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean(SpanProcessor.class, () -> SimpleSpanProcessor.create(this.spans))
		.withPropertyValues("management.tracing.sampling.probability=1", "wamp.publisher.exclude-me=false")
		.withBean(Handlers.class);

	@Test
	void aCallIsOneTraceOverCallerAndCallee() {
		this.runner.run((context) -> {
			assertThat(context.getBean(WampTemplate.class).call("com.myapp.add2", Integer.class, 2, 3)).isEqualTo(5);
			Map<String, SpanData> spans = spans(2);
			SpanData call = spans.get("call com.myapp.add2");
			SpanData invocation = spans.get("invocation com.myapp.add2");
			assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
			assertThat(invocation.getKind()).isEqualTo(SpanKind.SERVER);
			assertThat(invocation.getParentSpanId()).isEqualTo(call.getSpanId());
			assertThat(invocation.getTraceId()).isEqualTo(call.getTraceId());
			assertThat(context.getBean(Handlers.class).traces).containsExactly(call.getTraceId());
		});
	}

	@Test
	void withTheRoutersOwnSpanItIsOneTraceOverCallerRouterAndCallee() {
		this.runner.withPropertyValues("wamp.observation.router=true").run((context) -> {
			this.spans.reset();
			context.getBean(WampTemplate.class).call("com.myapp.add2", Integer.class, 2, 3);
			Map<String, SpanData> spans = spans(3);
			SpanData call = spans.get("call com.myapp.add2");
			SpanData router = spans.get("route call com.myapp.add2");
			SpanData invocation = spans.get("invocation com.myapp.add2");
			assertThat(router.getParentSpanId()).isEqualTo(call.getSpanId());
			assertThat(invocation.getParentSpanId()).isEqualTo(router.getSpanId());
			assertThat(List.of(router.getTraceId(), invocation.getTraceId())).containsOnly(call.getTraceId());
		});
	}

	@Test
	void anEventIsOneTraceOverPublisherRouterAndSubscriber() {
		this.runner.withPropertyValues("wamp.observation.router=true").run((context) -> {
			this.spans.reset();
			context.getBean(WampTemplate.class).publish("com.myapp.topic.one", 1);
			Map<String, SpanData> spans = spans(3);
			SpanData publish = spans.get("publish com.myapp.topic.one");
			SpanData router = spans.get("route publish com.myapp.topic.");
			SpanData event = spans.get("event com.myapp.topic.");
			assertThat(publish.getKind()).isEqualTo(SpanKind.PRODUCER);
			assertThat(event.getKind()).isEqualTo(SpanKind.CONSUMER);
			assertThat(router.getParentSpanId()).isEqualTo(publish.getSpanId());
			assertThat(event.getParentSpanId()).isEqualTo(router.getSpanId());
		});
	}

	@Test
	void aCallWithinAHandlerBelongsToTheTraceOfItsInvocation() {
		this.runner.run((context) -> {
			context.getBean(WampTemplate.class).call("com.myapp.nested", Integer.class);
			Map<String, SpanData> spans = spans(4);
			assertThat(spans.get("call com.myapp.add2").getParentSpanId())
				.isEqualTo(spans.get("invocation com.myapp.nested").getSpanId());
			assertThat(spans.values().stream().map(SpanData::getTraceId).distinct()).hasSize(1);
			this.spans.reset();
			context.getBean(WampTemplate.class).call("com.myapp.reactive", Integer.class);
			spans = spans(4);
			assertThat(spans.get("call com.myapp.add2").getParentSpanId())
				.isEqualTo(spans.get("invocation com.myapp.reactive").getSpanId());
		});
	}

	@Test
	void aReactiveCallerIsTheParentOfItsCall() {
		this.runner.run((context) -> {
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			Observation parent = Observation.start("parent", registry);
			context.getBean(ReactiveWampTemplate.class)
				.call("com.myapp.add2", Integer.class, 1, 2)
				.contextWrite((view) -> view.put("micrometer.observation", parent))
				.block();
			parent.stop();
			Map<String, SpanData> spans = spans(3);
			assertThat(spans.get("call com.myapp.add2").getParentSpanId()).isEqualTo(spans.get("parent").getSpanId());
		});
	}

	@Test
	void withoutAWayTracesDoNotTravel() {
		this.runner.withPropertyValues("wamp.observation.propagation=").run((context) -> {
			context.getBean(WampTemplate.class).call("com.myapp.add2", Integer.class, 1, 2);
			Map<String, SpanData> spans = spans(2);
			assertThat(spans.get("invocation com.myapp.add2").getTraceId())
				.isNotEqualTo(spans.get("call com.myapp.add2").getTraceId());
		});
	}

	@Test
	void keywordArgumentsCarryATraceThatTheHandlerDoesNotSee() {
		this.runner.withPropertyValues("wamp.observation.propagation=keyword-arguments").run((context) -> {
			assertThat(context.getBean(WampTemplate.class).call("com.myapp.kwargs", Object.class, Kwargs.of("own", 1)))
				.isEqualTo(List.of("own"));
			Map<String, SpanData> spans = spans(2);
			assertThat(spans.get("invocation com.myapp.kwargs").getParentSpanId())
				.isEqualTo(spans.get("call com.myapp.kwargs").getSpanId());
		});
	}

	@Test
	void metersHaveTheRegisteredUriAndTheError() {
		this.runner.run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.fail.17"));
			assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call("com.myapp.nobody"));
			wamp.publish("com.myapp.topic.one", 1);
			await().untilAsserted(() -> assertThat(
					timer(context.getBean(MeterRegistry.class), "wamp.event").getId().getTag("wamp.uri"))
				.isEqualTo("com.myapp.topic."));
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(tags(timer(meters, "wamp.invocation"))).containsEntry("wamp.uri", "com.myapp.fail.")
				.containsEntry("wamp.error", "com.myapp.error.failed")
				.containsEntry("wamp.connection", "default");
			assertThat(meters.find("wamp.call").timers()).extracting((timer) -> timer.getId().getTag("wamp.error"))
				.containsExactlyInAnyOrder("com.myapp.error.failed", ErrorUris.NO_SUCH_PROCEDURE);
			assertThat(timer(meters, "wamp.publish").count()).isEqualTo(1);
		});
	}

	@Test
	void urisOfTheRouterThatNobodyRegisteredAreNoTags() {
		this.runner.withPropertyValues("wamp.observation.router=true").run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			for (int i = 0; i < 3; i++) {
				String uri = "com.myapp.nobody." + i;
				assertThatExceptionOfType(WampException.class).isThrownBy(() -> wamp.call(uri));
				wamp.publish(uri);
			}
			assertThat(context.getBean(MeterRegistry.class).find("wamp.router").timers())
				.filteredOn((timer) -> Set.of("call", "publish").contains(timer.getId().getTag("wamp.action")))
				.allSatisfy((timer) -> assertThat(timer.getId().getTag("wamp.uri")).isEqualTo("unknown"))
				.hasSize(2);
		});
	}

	@Test
	void tooManyUrisAreOther() {
		this.runner.withPropertyValues("wamp.observation.max-uris=2").run((context) -> {
			WampTemplate wamp = context.getBean(WampTemplate.class);
			for (int i = 0; i < 4; i++) {
				wamp.publish("com.other." + i);
			}
			assertThat(context.getBean(MeterRegistry.class).find("wamp.publish").timers())
				.extracting((timer) -> timer.getId().getTag("wamp.uri"))
				.containsExactlyInAnyOrder("com.other.0", "com.other.1", "other");
		});
	}

	@Test
	void anApplicationsConventionTakesThePlaceOfTheDefault() {
		this.runner.withBean(WampOutgoingObservationConvention.class, OwnConvention::new).run((context) -> {
			context.getBean(WampTemplate.class).call("com.myapp.add2", Integer.class, 2, 3);
			assertThat(context.getBean(MeterRegistry.class).find("my.wamp").timers()).hasSize(1);
			assertThat(context.getBean(MeterRegistry.class).find("wamp.call").timers()).isEmpty();
		});
	}

	@Test
	void itIsOffWithoutARegistryTheLibraryOrByProperty() {
		this.plain
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OutgoingObservationInterceptor.class));
		this.runner.withPropertyValues("wamp.observation.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(IncomingObservationInterceptor.class));
		this.plain.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OutgoingObservationInterceptor.class));
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(RouterObservationInterceptor.class));
		this.runner.withPropertyValues("wamp.observation.router=true")
			.withClassLoader(new FilteredClassLoader(Tracer.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RouterObservationInterceptor.class));
	}

	@Test
	void beansOfTheApplicationTakeThePlaceOfTheInterceptors() {
		OutgoingObservationInterceptor own = new OutgoingObservationInterceptor(ObservationRegistry.NOOP, List.of(), 1,
				Set.of());
		this.runner.withBean(OutgoingObservationInterceptor.class, () -> own)
			.run((context) -> assertThat(context.getBean(OutgoingObservationInterceptor.class)).isSameAs(own));
	}

	private Map<String, SpanData> spans(int count) {
		await().untilAsserted(() -> assertThat(this.spans.getFinishedSpanItems()).hasSize(count));
		return this.spans.getFinishedSpanItems().stream().collect(Collectors.toMap(SpanData::getName, (span) -> span));
	}

	private static Timer timer(MeterRegistry meters, String name) {
		return meters.get(name).timer();
	}

	private static Map<String, String> tags(Timer timer) {
		return timer.getId().getTags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue));
	}

	static class OwnConvention implements WampOutgoingObservationConvention {

		@Override
		public String getName() {
			return "my.wamp";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(WampOutgoingContext context) {
			return KeyValues.of(KeyValue.of("kind", context.getRequest().kind().name()));
		}

	}

	static class Handlers {

		final List<String> traces = new ArrayList<>();

		final BlockingQueue<EventDetails> events = new LinkedBlockingQueue<>();

		private final Tracer tracer;

		private final ObjectProvider<WampTemplate> wamp;

		private final ObjectProvider<ReactiveWampTemplate> reactive;

		Handlers(ObjectProvider<Tracer> tracer, ObjectProvider<WampTemplate> wamp,
				ObjectProvider<ReactiveWampTemplate> reactive) {
			this.tracer = tracer.getIfAvailable(() -> Tracer.NOOP);
			this.wamp = wamp;
			this.reactive = reactive;
		}

		@WampProcedure("com.myapp.add2")
		int add2(int x, int y) {
			Span span = this.tracer.currentSpan();
			if (span != null) {
				this.traces.add(span.context().traceId());
			}
			return x + y;
		}

		@WampProcedure("com.myapp.nested")
		Integer nested() {
			return this.wamp.getObject().call("com.myapp.add2", Integer.class, 1, 2);
		}

		@WampProcedure("com.myapp.reactive")
		Mono<Integer> reactive() {
			return this.reactive.getObject().call("com.myapp.add2", Integer.class, 1, 2);
		}

		@WampProcedure("com.myapp.kwargs")
		Set<String> kwargs(@WampKwargs Map<String, Object> kwargs) {
			return kwargs.keySet();
		}

		@WampProcedure(value = "com.myapp.fail.", match = MatchPolicy.PREFIX)
		void fail() {
			throw new WampException("com.myapp.error.failed");
		}

		@WampSubscribe(value = "com.myapp.topic.", match = MatchPolicy.PREFIX)
		void event(int number, EventDetails details) {
			this.events.add(details);
		}

	}

}
