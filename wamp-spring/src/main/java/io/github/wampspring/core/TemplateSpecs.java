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

package io.github.wampspring.core;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.client.CallResult;
import io.github.wampspring.client.Durations;
import io.github.wampspring.client.stream.ArgumentSource;
import io.github.wampspring.client.stream.IteratorSource;
import io.github.wampspring.client.stream.PublisherSource;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.OperationRunner.CallRequest;
import io.github.wampspring.core.OperationRunner.PublicationRequest;
import io.github.wampspring.core.WampOperations.CallSpec;
import io.github.wampspring.core.WampOperations.OperationSpec;
import io.github.wampspring.core.WampOperations.PublicationOptionsSpec;
import io.github.wampspring.core.WampOperations.PublicationSpec;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.Assert;

/**
 * The specifications of calls and publications.
 */
final class TemplateSpecs {

	private TemplateSpecs() {
	}

	/**
	 * Gathers arguments and options.
	 *
	 * @param <S> the type of the specification
	 */
	static abstract class AbstractOperationSpec<S extends OperationSpec<S>> implements OperationSpec<S> {

		private final PayloadMapper mapper;

		private final List<@Nullable Object> arguments = new ArrayList<>(4);

		private final Map<String, @Nullable Object> keywordArguments = new LinkedHashMap<>(4);

		private final Map<String, @Nullable Object> options = new LinkedHashMap<>(4);

		private @Nullable Duration timeout;

		AbstractOperationSpec(PayloadMapper mapper) {
			this.mapper = mapper;
		}

		@Override
		public S args(@Nullable Object... arguments) {
			Payload.Values values = Kwargs.split(arguments);
			this.arguments.addAll(values.arguments());
			this.keywordArguments.putAll(values.keywordArguments());
			return self();
		}

		@Override
		public S kwarg(String name, @Nullable Object value) {
			this.keywordArguments.put(name, value);
			return self();
		}

		@Override
		public S kwargs(Object arguments) {
			if (arguments instanceof Map<?, ?> map) {
				map.forEach((name, value) -> {
					Assert.isInstanceOf(String.class, name, "Keyword arguments must be named by strings");
					kwarg((String) name, value);
				});
				return self();
			}
			Payload written = this.mapper.detach(Payload.of(arguments));
			Object properties = this.mapper.arguments(written).get(0);
			if (!(properties instanceof Map<?, ?> map)) {
				throw new PayloadException("A " + arguments.getClass().getName()
						+ " is not written as a dictionary, and cannot be keyword arguments", null);
			}
			return kwargs(map);
		}

		@Override
		public S option(String name, @Nullable Object value) {
			if (value != null) {
				this.options.put(name, value);
			}
			else {
				this.options.remove(name);
			}
			return self();
		}

		@Override
		public S discloseMe() {
			return option("disclose_me", true);
		}

		@Override
		public S timeout(Duration timeout) {
			this.timeout = Durations.notNegative("timeout", timeout);
			return self();
		}

		/** Zero for no limit, {@code null} for the default. */
		final @Nullable Duration timeout() {
			return this.timeout;
		}

		PayloadMapper mapper() {
			return this.mapper;
		}

		Payload payload() {
			return Payload.of(this.arguments, this.keywordArguments);
		}

		Dict options() {
			return Dict.copyOf(this.options);
		}

		@SuppressWarnings("unchecked")
		final S self() {
			return (S) this;
		}

	}

	/**
	 * Gathers what belongs to a call.
	 *
	 * @param <S> the type of the specification
	 */
	static abstract class AbstractCallSpec<S extends OperationSpec<S>> extends AbstractOperationSpec<S> {

		private final String procedure;

		private final Map<String, Function<WampException, ? extends Throwable>> errors = new HashMap<>(2);

		private @Nullable ArgumentSource source;

		AbstractCallSpec(String procedure, PayloadMapper mapper) {
			super(mapper);
			this.procedure = procedure;
		}

		@Override
		public S timeout(Duration timeout) {
			super.timeout(timeout);
			return option("timeout", timeout.isZero() ? null : Math.max(1, timeout.toMillis()));
		}

		public S onError(String uri, Function<WampException, ? extends Throwable> exception) {
			this.errors.put(uri, exception);
			return self();
		}

		public S streamArgs(Iterable<?> elements) {
			return source(new IteratorSource(() -> StreamSupport.stream(elements.spliterator(), false), this::element));
		}

		public S streamArgs(Stream<?> elements) {
			return source(new IteratorSource(() -> elements, this::element));
		}

		final S source(ArgumentSource source) {
			this.source = source;
			return self();
		}

		final Payload element(@Nullable Object element) {
			return (element instanceof WampArguments arguments) ? arguments.toPayload() : Payload.of(element);
		}

		<T> ResultReader<T> first(Type type) {
			return ResultReader.first(mapper(), type, this.procedure);
		}

		CallRequest request(@Nullable Consumer<CallResult> progress) {
			return new CallRequest(this.procedure, options(), payload(), timeout(), Map.copyOf(this.errors), progress,
					this.source);
		}

	}

	/**
	 * The call of {@link WampTemplate}.
	 */
	static final class DefaultCallSpec extends AbstractCallSpec<CallSpec> implements CallSpec {

		private final OperationRunner runner;

		private @Nullable Consumer<CallResult> progress;

		DefaultCallSpec(String procedure, PayloadMapper mapper, OperationRunner runner) {
			super(procedure, mapper);
			this.runner = runner;
		}

		@Override
		public CallSpec streamArgsFrom(Object publisher) {
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, publisher);
			Assert.isTrue(adapter != null, "That is no publisher");
			return source(Publishers.source(adapter, publisher, this::element));
		}

		@Override
		public <T> CallSpec progress(Class<T> type, Consumer<@Nullable T> consumer) {
			return progress(this.<T>first(type), consumer);
		}

		@Override
		public <T> CallSpec progress(ParameterizedTypeReference<T> type, Consumer<@Nullable T> consumer) {
			return progress(this.<T>first(type.getType()), consumer);
		}

		@Override
		public CallSpec progress(Consumer<WampResult> consumer) {
			return progressOf((result) -> consumer.accept(new WampResult(result.payload(), mapper())));
		}

		private <T> CallSpec progress(ResultReader<T> reader, Consumer<@Nullable T> consumer) {
			return progressOf((result) -> consumer.accept(reader.read(result.payload())));
		}

		private CallSpec progressOf(Consumer<CallResult> consumer) {
			this.progress = consumer;
			return this;
		}

		@Override
		public WampResult call() {
			return new WampResult(await(), mapper());
		}

		@Override
		public <T> @Nullable T call(Class<T> resultType) {
			return this.<T>first(resultType).read(await());
		}

		@Override
		public <T> @Nullable T call(ParameterizedTypeReference<T> resultType) {
			return this.<T>first(resultType.getType()).read(await());
		}

		private Payload await() {
			Consumer<CallResult> consumer = this.progress;
			return (consumer != null) ? new ProgressiveCall(this.runner).call(request(null), consumer)
					: this.runner.call(request(null));
		}

		@Override
		public CompletableFuture<WampResult> callAsync() {
			return this.runner.callAsync(request(this.progress), ResultReader.all(mapper()));
		}

		@Override
		public <T> CompletableFuture<@Nullable T> callAsync(Class<T> resultType) {
			return this.runner.callAsync(request(this.progress), this.<T>first(resultType));
		}

		@Override
		public <T> CompletableFuture<@Nullable T> callAsync(ParameterizedTypeReference<T> resultType) {
			return this.runner.callAsync(request(this.progress), this.<T>first(resultType.getType()));
		}

		@Override
		public <T> Stream<T> stream(Class<T> resultType) {
			return new ProgressiveCall(this.runner).stream(request(null), this.<T>first(resultType));
		}

		@Override
		public <T> Stream<T> stream(ParameterizedTypeReference<T> resultType) {
			return new ProgressiveCall(this.runner).stream(request(null), this.<T>first(resultType.getType()));
		}

	}

	/** Here, where nobody looks who does without Reactive Streams. */
	private static final class Publishers {

		static ArgumentSource source(ReactiveAdapter adapter, Object publisher,
				Function<@Nullable Object, Payload> writer) {
			return new PublisherSource(adapter.toPublisher(publisher), writer);
		}

	}

	/**
	 * Gathers what belongs to a publication.
	 *
	 * @param <S> the type of the specification
	 */
	static abstract class AbstractPublicationSpec<S extends PublicationOptionsSpec<S>> extends AbstractOperationSpec<S>
			implements PublicationOptionsSpec<S> {

		private final String topic;

		AbstractPublicationSpec(String topic, PayloadMapper mapper) {
			super(mapper);
			this.topic = topic;
		}

		PublicationRequest request(boolean acknowledge) {
			Dict options = acknowledge ? options().with("acknowledge", true) : options();
			return new PublicationRequest(this.topic, options, payload(), timeout());
		}

		@Override
		public S excludeMe(boolean excludeMe) {
			return option("exclude_me", excludeMe);
		}

		@Override
		public S exclude(long... sessions) {
			return option("exclude", ids(sessions));
		}

		@Override
		public S excludeAuthIds(String... authIds) {
			return option("exclude_authid", List.of(authIds));
		}

		@Override
		public S excludeAuthRoles(String... authRoles) {
			return option("exclude_authrole", List.of(authRoles));
		}

		@Override
		public S eligible(long... sessions) {
			return option("eligible", ids(sessions));
		}

		/**
		 * With anything else, the router would end the session of all the application.
		 */
		private static List<Long> ids(long[] sessions) {
			for (long session : sessions) {
				Assert.isTrue(session > 0 && session <= Ids.MAX,
						() -> session + " is no session: IDs are numbers from 1 to 2^53");
			}
			return Arrays.stream(sessions).boxed().toList();
		}

		@Override
		public S eligibleAuthIds(String... authIds) {
			return option("eligible_authid", List.of(authIds));
		}

		@Override
		public S eligibleAuthRoles(String... authRoles) {
			return option("eligible_authrole", List.of(authRoles));
		}

		@Override
		public S eligibleBy(String attribute, String... values) {
			return list("eligible_", attribute, values);
		}

		@Override
		public S excludeBy(String attribute, String... values) {
			return list("exclude_", attribute, values);
		}

		private S list(String prefix, String attribute, String... values) {
			Assert.isTrue(!attribute.isEmpty() && !attribute.equals("me"), "There is no such attribute");
			return option(prefix + attribute, List.of(values));
		}

		@Override
		public S retain() {
			return option("retain", true);
		}

	}

	/**
	 * The publication of {@link WampTemplate}.
	 */
	static final class DefaultPublicationSpec extends AbstractPublicationSpec<PublicationSpec>
			implements PublicationSpec {

		private final OperationRunner runner;

		DefaultPublicationSpec(String topic, PayloadMapper mapper, OperationRunner runner) {
			super(topic, mapper);
			this.runner = runner;
		}

		@Override
		public void publish() {
			this.runner.publish(request(false));
		}

		@Override
		public CompletableFuture<Void> publishAsync() {
			return this.runner.publishAsync(request(false), (publication) -> null);
		}

		@Override
		public long publishAcknowledged() {
			return Objects.requireNonNull(this.runner.publish(request(true)));
		}

		@Override
		public CompletableFuture<Long> publishAcknowledgedAsync() {
			return this.runner.publishAsync(request(true), Objects::requireNonNull);
		}

	}

}
