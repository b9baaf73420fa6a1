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

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.ProgressSink;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for parameters that nothing can be bound to: the application does not start.
 */
class UnbindableParameterTests {

	@ParameterizedTest
	@ValueSource(classes = { SinkOfSubscription.class, EventOfProcedure.class, InvocationOfSubscription.class,
			RawInvocation.class, PublisherParameter.class, StreamParameter.class, InputStreamParameter.class,
			TwoStreams.class, AfterAStream.class, KeywordStream.class, KeywordsStream.class, StreamOfAbstract.class,
			ScalarKwargs.class, ListKwargs.class, NumberedKwargs.class, WrongDefault.class, Conflicting.class,
			AbstractParameter.class, ListOfAbstract.class, OptionalAbstract.class, KeywordAbstract.class,
			WithoutConstructor.class, KwargsWithoutConstructor.class, OneKeywordOfTwoTypes.class })
	void unbindableParameterStopsTheStartByName(Class<?> component) {
		assertThatThrownBy(() -> ListenerContext.of(component)).isInstanceOf(UnbindableParameterException.class)
			.hasMessageContaining("parameter 'odd'")
			.hasMessageContaining(component.getName() + ".method(")
			.extracting((ex) -> ((WampListenerException) ex).getRemedy())
			.asString()
			.isNotEmpty();
	}

	static class SinkOfSubscription {

		@WampSubscribe("topic")
		void method(ProgressSink<String> odd) {
		}

	}

	static class EventOfProcedure {

		@WampProcedure("procedure")
		void method(EventDetails odd) {
		}

	}

	static class InvocationOfSubscription {

		@WampSubscribe("topic")
		void method(InvocationDetails odd) {
		}

	}

	static class RawInvocation {

		@WampProcedure("procedure")
		void method(Invocation odd) {
		}

	}

	static class PublisherParameter {

		@WampSubscribe("topic")
		void method(int x, Flux<String> odd) {
		}

	}

	static class TwoStreams {

		@WampProcedure("procedure")
		void method(Stream<String> one, Stream<String> odd) {
		}

	}

	static class AfterAStream {

		@WampProcedure("procedure")
		void method(Stream<String> one, int odd) {
		}

	}

	static class KeywordStream {

		@WampProcedure("procedure")
		void method(@WampKwarg Stream<String> odd) {
		}

	}

	static class KeywordsStream {

		@WampProcedure("procedure")
		void method(@WampKwargs Flux<String> odd) {
		}

	}

	static class StreamOfAbstract {

		@WampProcedure("procedure")
		void method(Stream<Runnable> odd) {
		}

	}

	static class StreamParameter {

		@WampSubscribe("topic")
		void method(Stream<String> odd) {
		}

	}

	static class InputStreamParameter {

		@WampProcedure("procedure")
		void method(InputStream odd) {
		}

	}

	static class ScalarKwargs {

		@WampProcedure("procedure")
		void method(@WampKwargs String odd) {
		}

	}

	static class ListKwargs {

		@WampProcedure("procedure")
		void method(@WampKwargs List<String> odd) {
		}

	}

	static class NumberedKwargs {

		@WampProcedure("procedure")
		void method(@WampKwargs Map<Integer, String> odd) {
		}

	}

	static class WrongDefault {

		@WampProcedure("procedure")
		void method(@WampKwarg(defaultValue = "many") int odd) {
		}

	}

	static class AbstractParameter {

		@WampProcedure("procedure")
		void method(ExecutorService odd) {
		}

	}

	static class ListOfAbstract {

		@WampProcedure("procedure")
		void method(List<ExecutorService> odd) {
		}

	}

	static class OptionalAbstract {

		@WampProcedure("procedure")
		void method(Optional<ExecutorService> odd) {
		}

	}

	static class KeywordAbstract {

		@WampSubscribe("topic")
		void method(@WampKwarg Map<String, ExecutorService> odd) {
		}

	}

	static class WithoutConstructor {

		@WampProcedure("procedure")
		void method(Unmakeable odd) {
		}

	}

	static class KwargsWithoutConstructor {

		@WampProcedure("procedure")
		void method(@WampKwargs Unmakeable odd) {
		}

	}

	static class OneKeywordOfTwoTypes {

		@WampProcedure("procedure")
		void method(@WampKwarg("x") int first, @WampKwarg("x") String odd) {
		}

	}

	static class Unmakeable {

		Unmakeable(int x, Runnable y) {
		}

	}

	static class Conflicting {

		@WampProcedure("procedure")
		void method(TwoSetters odd) {
		}

	}

	static class TwoSetters {

		public void setValue(Thread value) {
		}

		public void setValue(Runnable value) {
		}

	}

}
