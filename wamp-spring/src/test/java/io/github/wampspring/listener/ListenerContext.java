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

package io.github.wampspring.listener;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;

import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.ErrorTranslator;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.WampErrorHandler;
import io.github.wampspring.core.WampEventErrorHandler;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import jakarta.validation.Validation;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;

import static org.mockito.Mockito.RETURNS_DEFAULTS;
import static org.mockito.Mockito.mock;

/**
 * An application context with annotated beans and connections that lead nowhere. Payloads
 * are JSON, as if they had come from a router.
 */
final class ListenerContext implements AutoCloseable {

	static final JacksonPayloadMapper MAPPER = new JacksonPayloadMapper(JsonMapper.builder().build());

	private static final WampSerializers SERIALIZERS = new WampSerializers(MAPPER);

	final WampSession session = mock(WampSession.class,
			(call) -> call.getMethod().getName().equals("hasRoom") ? true : RETURNS_DEFAULTS.answer(call));

	private final AnnotationConfigApplicationContext context;

	private ListenerContext(Map<String, Object> properties, Class<?>... components) {
		this.context = new AnnotationConfigApplicationContext();
		this.context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		this.context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
		this.context.register(Listeners.class);
		this.context.register(components);
		this.context.refresh();
	}

	static ListenerContext of(Class<?>... components) {
		return new ListenerContext(Map.of(), components);
	}

	static ListenerContext with(Map<String, Object> properties, Class<?>... components) {
		return new ListenerContext(properties, components);
	}

	static Payload json(Payload payload) {
		return SERIALIZERS.all().get(0).encode(payload);
	}

	FakeConnection connection() {
		return this.context.getBean("connection", FakeConnection.class);
	}

	FakeConnection backend() {
		return this.context.getBean("backend", FakeConnection.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	AnnotationConfigApplicationContext context() {
		return this.context;
	}

	List<WampListener> listeners() {
		return bean(WampListenerMethodProcessor.class).getListeners();
	}

	FakeInvocation call(String procedure, Object... arguments) {
		return callWith(procedure, Dict.EMPTY, Payload.of(arguments));
	}

	FakeInvocation callWith(String procedure, List<?> arguments, Map<String, ?> keywordArguments) {
		return callWith(procedure, Dict.EMPTY, Payload.of(arguments, keywordArguments));
	}

	FakeInvocation callWith(String procedure, Dict details, Payload payload) {
		return invoke(procedure, new FakeInvocation(this.session, procedure, details, json(payload)));
	}

	FakeInvocation invoke(String registration, FakeInvocation invocation) {
		try {
			connection().procedures.get(registration).onInvocation(invocation);
		}
		catch (Exception ex) {
			throw new AssertionError("handlers answer by themselves", ex);
		}
		return invocation;
	}

	void publish(String topic, Object... arguments) {
		publish(topic, Dict.EMPTY, Payload.of(arguments));
	}

	void publish(String topic, Dict details, Payload payload) {
		String published = (details.getString("topic") != null) ? details.getString("topic") : topic;
		try {
			connection().topics.get(topic)
				.onEvent(new TopicEvent(this.session, 7, 8, published, details, json(payload)));
		}
		catch (Exception ex) {
			throw new AssertionError("handlers report by themselves", ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@Bean
		static PropertySourcesPlaceholderConfigurer placeholders() {
			return new PropertySourcesPlaceholderConfigurer();
		}

		@Bean
		FakeConnection connection() {
			return new FakeConnection("default");
		}

		@Bean
		FakeConnection backend() {
			return new FakeConnection("backend");
		}

		@Bean
		ErrorMappings errorMappings() {
			return new ErrorMappings();
		}

		@Bean
		WampListenerMethodProcessor processor(ConfigurableListableBeanFactory beanFactory,
				List<FakeConnection> connections, ErrorMappings mappings, ObjectProvider<WampErrorHandler> handlers,
				ObjectProvider<WampEventErrorHandler> eventHandlers) {
			boolean expose = Boolean.parseBoolean(beanFactory.resolveEmbeddedValue("${expose:false}"));
			WampListenerMethodProcessor processor = new WampListenerMethodProcessor(beanFactory, connections, MAPPER,
					new ErrorTranslator(mappings, () -> handlers.orderedStream().toList(), expose),
					new EventErrors(() -> eventHandlers.orderedStream().toList()),
					new BeanListenerValidator(Validation.buildDefaultValidatorFactory().getValidator()));
			processor.setExecutor(ForkJoinPool.commonPool());
			return processor;
		}

	}

}
