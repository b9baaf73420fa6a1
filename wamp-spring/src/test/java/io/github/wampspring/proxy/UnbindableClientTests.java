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
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampOptions;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampPublish;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.CallOptions;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.PublicationOptions;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.Mockito.mock;

/**
 * Interfaces that no client can be made of.
 */
class UnbindableClientTests {

	private final WampTemplate template = WampTemplate.builder(mock(WampConnection.class)).build();

	@ParameterizedTest
	@MethodSource("unbindable")
	void saysWhatIsWrongAndWhatToDo(Class<?> type, String problem, String remedy) {
		assertThatExceptionOfType(WampClientException.class)
			.isThrownBy(() -> WampClientFactory.create(this.template, type))
			.withMessageContaining(type.getName())
			.withMessageContaining(problem)
			.satisfies((ex) -> assertThat(ex.getRemedy()).contains(remedy));
	}

	static List<org.junit.jupiter.params.provider.Arguments> unbindable() {
		return List.of(arguments(String.class, "is no interface", "methods of an interface"),
				arguments(NotAnnotated.class, "neither @WampProcedure nor @WampPublish", "default method"),
				arguments(Both.class, "both @WampProcedure and @WampPublish", "two methods"),
				arguments(Subscribing.class, "it subscribes", "Add @WampPublish"),
				arguments(Pattern.class, "a pattern cannot be called", "only callees implement"),
				arguments(NoUri.class, "there is no URI", "@WampPrefix"),
				arguments(BadUri.class, "'a b' is not a valid URI", "white space"),
				arguments(BadTimeout.class, "\"soon\" is no timeout", "'2s'"),
				arguments(BadExcludeMe.class, "\"maybe\" is no value of excludeMe", "'true' or 'false'"),
				arguments(EligibleByNothing.class, "\"acme\" is no entry of eligibleBy", "\"org=acme\""),
				arguments(ExcludeByNoName.class, "\" =acme\" is no entry of excludeBy", "\"org=acme\""),
				arguments(ExcludeByMe.class, "\"me=true\" is no entry of excludeBy", "\"org=acme\""),
				arguments(EligibleByRole.class, "\"authrole=admin\" in eligibleBy", "Use eligibleAuthRoles"),
				arguments(ExcludeById.class, "\"authid=joe\" in excludeBy", "Use excludeAuthIds"),
				arguments(OfFuture.class, "no Future", "Return a CompletableFuture"),
				arguments(OfInterface.class, "its result cannot be read", "Jackson can read"),
				arguments(PublishedStream.class, "the parameter 'stream' (Stream)", "Take a List"),
				arguments(PrimitiveStream.class, "the parameter 'stream' (IntStream)", "Take a List"),
				arguments(StreamOfStreams.class, "the parameter 'streams' (Flux)", "Take a List"),
				arguments(TwoStreams.class, "'two' (Flux) cannot be sent, since there is another stream", "one only"),
				arguments(StreamBeforeArgument.class, "'after' (String) cannot be sent, since it comes after a stream",
						"the last positional parameter"),
				arguments(StreamBeforeVarargs.class, "'after' (String[]) cannot be sent, since it comes after a stream",
						"the last positional parameter"),
				arguments(SingleElement.class, "the parameter 'mono' (Mono)", "Take a List"),
				arguments(KwargsOfList.class, "'list' (List)", "a record, a bean or a Map"),
				arguments(KwargOfFlux.class, "'flux' (Flux)", "Take a List"),
				arguments(TwoSinks.class, "another one of its type", "Leave one out"),
				arguments(SinkAndStream.class, "progressive results are returned here already", "CompletableFuture"),
				arguments(CallWithPublicationOptions.class, "a call is no publication", "CallOptions"),
				arguments(PublicationWithCallOptions.class, "a publication is no call", "PublicationOptions"),
				arguments(PublicationWithSink.class, "a publication is no call", "Leave it out"),
				arguments(PublicationOfString.class, "nothing comes back of an event", "a long"));
	}

	@Test
	void reactiveMethodsNeedReactiveOperations() {
		WampOperations operations = mock(WampOperations.class);
		assertThatExceptionOfType(WampClientException.class)
			.isThrownBy(() -> WampClientFactory.create(operations, Reactive.class))
			.withMessageContaining("nothing that calls in a reactive way");
		assertThatCode(() -> WampClientFactory.create(this.template, Reactive.class)).doesNotThrowAnyException();
	}

	@Test
	void anAttributeThatCannotBeResolvedIsSaid() {
		assertThatExceptionOfType(WampClientException.class)
			.isThrownBy(() -> WampClientFactory.builder(this.template).valueResolver((value) -> {
				throw new IllegalArgumentException("Could not resolve placeholder 'where'");
			}).build().create(WithPlaceholder.class))
			.withMessageContaining("\"${where}\" cannot be resolved")
			.satisfies((ex) -> assertThat(ex.getRemedy()).contains("Set the property"));
	}

	interface NotAnnotated {

		void nothing();

	}

	interface Both {

		@WampProcedure("a")
		@WampPublish("a")
		void both();

	}

	interface Subscribing {

		@WampSubscribe("a")
		void onEvent();

	}

	interface Pattern {

		@WampProcedure(uri = "a", match = MatchPolicy.PREFIX)
		void call();

	}

	interface NoUri {

		@WampProcedure
		void call();

	}

	interface BadUri {

		@WampProcedure("a b")
		void call();

	}

	interface BadTimeout {

		@WampProcedure("a")
		@WampOptions(timeout = "soon")
		void call();

	}

	interface BadExcludeMe {

		@WampPublish(topic = "a", excludeMe = "maybe")
		void publish();

	}

	interface EligibleByNothing {

		@WampPublish(topic = "a", eligibleBy = "acme")
		void publish();

	}

	interface ExcludeByNoName {

		@WampPublish(topic = "a", excludeBy = " =acme")
		void publish();

	}

	interface ExcludeByMe {

		@WampPublish(topic = "a", excludeBy = "me=true")
		void publish();

	}

	interface EligibleByRole {

		@WampPublish(topic = "a", eligibleBy = "authrole=admin")
		void publish();

	}

	interface ExcludeById {

		@WampPublish(topic = "a", excludeBy = "authid=joe")
		void publish();

	}

	interface OfFuture {

		@WampProcedure("a")
		Future<String> call();

	}

	interface OfInterface {

		@WampProcedure("a")
		NotAnnotated call();

	}

	interface PublishedStream {

		@WampPublish("a")
		void publish(Stream<String> stream);

	}

	interface PrimitiveStream {

		@WampProcedure("a")
		void call(IntStream stream);

	}

	interface StreamOfStreams {

		@WampProcedure("a")
		void call(Flux<Stream<String>> streams);

	}

	interface TwoStreams {

		@WampProcedure("a")
		void call(Stream<String> one, Flux<String> two);

	}

	interface StreamBeforeArgument {

		@WampProcedure("a")
		void call(Stream<String> stream, String after);

	}

	interface StreamBeforeVarargs {

		@WampProcedure("a")
		void call(Stream<String> stream, String... after);

	}

	interface SingleElement {

		@WampProcedure("a")
		void call(Mono<String> mono);

	}

	interface KwargsOfList {

		@WampProcedure("a")
		void call(@WampKwargs List<String> list);

	}

	interface KwargOfFlux {

		@WampProcedure("a")
		void call(@WampKwarg Flux<String> flux);

	}

	interface TwoSinks {

		@WampProcedure("a")
		void call(ProgressSink<String> one, ProgressSink<String> two);

	}

	interface SinkAndStream {

		@WampProcedure("a")
		Stream<String> call(ProgressSink<String> sink);

	}

	interface CallWithPublicationOptions {

		@WampProcedure("a")
		void call(PublicationOptions options);

	}

	interface PublicationWithCallOptions {

		@WampPublish("a")
		void publish(CallOptions options);

	}

	interface PublicationWithSink {

		@WampPublish("a")
		void publish(ProgressSink<Map<String, String>> sink);

	}

	interface PublicationOfString {

		@WampPublish("a")
		String publish();

	}

	interface Reactive {

		@WampProcedure("a")
		Mono<String> call();

	}

	interface WithPlaceholder {

		@WampProcedure("${where}")
		void call();

	}

}
