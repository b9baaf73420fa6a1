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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.wampspring.client.Durations;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.core.HandlerSpecs.DefaultRegistrationSpec;
import io.github.wampspring.core.HandlerSpecs.DefaultSubscriptionSpec;
import io.github.wampspring.core.OperationRunner.CallRequest;
import io.github.wampspring.core.OperationRunner.PublicationRequest;
import io.github.wampspring.core.TemplateSpecs.DefaultCallSpec;
import io.github.wampspring.core.TemplateSpecs.DefaultPublicationSpec;
import io.github.wampspring.core.WampOperations.CallSpec;
import io.github.wampspring.core.WampOperations.PublicationSpec;
import io.github.wampspring.core.WampOperations.RegistrationSpec;
import io.github.wampspring.core.WampOperations.SubscriptionSpec;
import io.github.wampspring.interceptor.Interceptors;
import io.github.wampspring.interceptor.WampOutgoingInterceptor;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Calls, publishes, registers and subscribes over one connection. Safe for use by many
 * threads; {@link #mutate()} makes another one with other defaults.
 */
public class WampTemplate implements WampOperations {

	private final PayloadMapper mapper;

	private final OperationRunner runner;

	private final ProcedureErrors procedureErrors;

	private final EventErrors eventErrors;

	private final Builder builder;

	/**
	 * Creates a template.
	 * @param builder what it is made of
	 */
	protected WampTemplate(Builder builder) {
		this.builder = builder.copy();
		this.mapper = builder.payloadMapper();
		this.runner = new OperationRunner(builder.connection, this.mapper, builder.errorMappings, builder.defaults(),
				new Interceptors<>(builder.interceptors, WampOutgoingInterceptor::intercept));
		this.procedureErrors = builder.procedureErrors();
		this.eventErrors = builder.eventErrors;
	}

	/**
	 * Begins a template.
	 * @param connection the connection to use
	 * @return to be completed by {@link Builder#build()}
	 */
	public static Builder builder(WampConnection connection) {
		return new Builder(connection);
	}

	/**
	 * Begins another template, over the same connection, that differs in what is changed.
	 * @return what this template is made of, to be changed
	 */
	public Builder mutate() {
		return this.builder.copy();
	}

	/**
	 * The connection.
	 * @return the connection
	 */
	public WampConnection getConnection() {
		return this.runner.connection();
	}

	/**
	 * What writes arguments and reads results.
	 * @return the mapper
	 */
	public PayloadMapper getPayloadMapper() {
		return this.mapper;
	}

	@Override
	public <T> @Nullable T call(String procedure, Class<T> resultType, @Nullable Object... arguments) {
		return this.<T>first(procedure, resultType).read(this.runner.call(request(procedure, arguments)));
	}

	@Override
	public <T> @Nullable T call(String procedure, ParameterizedTypeReference<T> resultType,
			@Nullable Object... arguments) {
		return this.<T>first(procedure, resultType.getType()).read(this.runner.call(request(procedure, arguments)));
	}

	@Override
	public WampResult call(String procedure, @Nullable Object... arguments) {
		return new WampResult(this.runner.call(request(procedure, arguments)), this.mapper);
	}

	@Override
	public <T> CompletableFuture<@Nullable T> callAsync(String procedure, Class<T> resultType,
			@Nullable Object... arguments) {
		return this.runner.callAsync(request(procedure, arguments), this.<T>first(procedure, resultType));
	}

	@Override
	public <T> CompletableFuture<@Nullable T> callAsync(String procedure, ParameterizedTypeReference<T> resultType,
			@Nullable Object... arguments) {
		return this.runner.callAsync(request(procedure, arguments), this.<T>first(procedure, resultType.getType()));
	}

	@Override
	public CompletableFuture<WampResult> callAsync(String procedure, @Nullable Object... arguments) {
		return this.runner.callAsync(request(procedure, arguments), ResultReader.all(this.mapper));
	}

	@Override
	public CallSpec newCall(String procedure) {
		return new DefaultCallSpec(procedure, this.mapper, this.runner);
	}

	@Override
	public void publish(String topic, @Nullable Object... arguments) {
		this.runner.publish(event(topic, arguments));
	}

	@Override
	public CompletableFuture<Void> publishAsync(String topic, @Nullable Object... arguments) {
		return this.runner.publishAsync(event(topic, arguments), (publication) -> null);
	}

	private static PublicationRequest event(String topic, @Nullable Object[] arguments) {
		return new PublicationRequest(topic, Dict.EMPTY, Kwargs.split(arguments), null);
	}

	@Override
	public PublicationSpec newPublication(String topic) {
		return new DefaultPublicationSpec(topic, this.mapper, this.runner);
	}

	@Override
	public RegistrationSpec newRegistration(String procedure) {
		return new DefaultRegistrationSpec(procedure, this.mapper, this.procedureErrors, this.runner.connection());
	}

	@Override
	public SubscriptionSpec newSubscription(String topic) {
		return new DefaultSubscriptionSpec(topic, this.mapper, this.eventErrors, this.runner.connection());
	}

	private CallRequest request(String procedure, @Nullable Object[] arguments) {
		return new CallRequest(procedure, Dict.EMPTY, Kwargs.split(arguments), null, Map.of(), null, null);
	}

	private <T> ResultReader<T> first(String procedure, Type type) {
		return ResultReader.first(this.mapper, type, procedure);
	}

	OperationRunner runner() {
		return this.runner;
	}

	PayloadMapper mapper() {
		return this.mapper;
	}

	EventErrors eventErrors() {
		return this.eventErrors;
	}

	/**
	 * A template in the making. Not for use by several threads.
	 */
	public static final class Builder {

		private final WampConnection connection;

		private @Nullable PayloadMapper payloadMapper;

		private ErrorMappings errorMappings = new ErrorMappings();

		private @Nullable ProcedureErrors procedureErrors;

		private EventErrors eventErrors = new EventErrors(List::of);

		private Supplier<? extends List<? extends WampOutgoingInterceptor>> interceptors = List::of;

		private Duration joinTimeout = Duration.ofSeconds(10);

		private @Nullable Duration callTimeout = Duration.ofSeconds(30);

		private boolean excludeMe = true;

		private boolean discloseMe;

		private Builder(WampConnection connection) {
			this.connection = connection;
		}

		/**
		 * What writes and reads arguments.
		 * @param payloadMapper the mapper; by default Jackson's shared one
		 * @return this
		 */
		public Builder payloadMapper(PayloadMapper payloadMapper) {
			this.payloadMapper = payloadMapper;
			return this;
		}

		/**
		 * The exceptions that calls throw instead of a
		 * {@link io.github.wampspring.WampException}, and the errors that procedures
		 * registered here end with.
		 * @param errorMappings the mappings, none by default
		 * @return this
		 */
		public Builder errorMappings(ErrorMappings errorMappings) {
			this.errorMappings = errorMappings;
			return this;
		}

		/**
		 * What translates the exceptions of the procedures registered here.
		 * @param procedureErrors the translation; by default the one of
		 * {@link #errorMappings}
		 * @return this
		 */
		public Builder procedureErrors(ProcedureErrors procedureErrors) {
			this.procedureErrors = procedureErrors;
			return this;
		}

		/**
		 * What is told of the exceptions of event handlers subscribed here.
		 * @param eventErrors told of them; by default they are logged
		 * @return this
		 */
		public Builder eventErrors(EventErrors eventErrors) {
			this.eventErrors = eventErrors;
			return this;
		}

		/**
		 * What stands around the calls and publications of the template, the outermost
		 * first.
		 * @param interceptors none by default
		 * @return this
		 */
		public Builder interceptors(List<? extends WampOutgoingInterceptor> interceptors) {
			List<? extends WampOutgoingInterceptor> copy = List.copyOf(interceptors);
			return interceptors(() -> copy);
		}

		/**
		 * As {@link #interceptors(List)}, but asked for at the first operation: what is
		 * supplied may need the template.
		 * @param interceptors supplies them
		 * @return this
		 */
		public Builder interceptors(Supplier<? extends List<? extends WampOutgoingInterceptor>> interceptors) {
			this.interceptors = interceptors;
			return this;
		}

		/**
		 * How long an operation waits for a session to be joined.
		 * @param joinTimeout the time, by default ten seconds; zero not to wait
		 * @return this
		 * @throws IllegalArgumentException if it is negative, or longer than 292 years
		 */
		public Builder joinTimeout(Duration joinTimeout) {
			this.joinTimeout = Durations.notNegative("join timeout", joinTimeout);
			return this;
		}

		/**
		 * How long a call waits for its result, and an acknowledged publication for its
		 * acknowledgment.
		 * @param callTimeout the time, by default thirty seconds; zero for no limit
		 * @return this
		 * @throws IllegalArgumentException if it is negative, or longer than 292 years
		 */
		public Builder callTimeout(Duration callTimeout) {
			this.callTimeout = Durations.notNegative("call timeout", callTimeout).isZero() ? null : callTimeout;
			return this;
		}

		/**
		 * Whether this application's own subscriptions are left out of the receivers of
		 * what it publishes. See the section "Publisher Exclusion" of the specification.
		 * @param excludeMe {@code true} by default, as in WAMP
		 * @return this
		 */
		public Builder excludeMe(boolean excludeMe) {
			this.excludeMe = excludeMe;
			return this;
		}

		/**
		 * Whether the router is asked to disclose this session to callees and
		 * subscribers. See the sections "Caller Identification" and "Publisher
		 * Identification" of the specification.
		 * @param discloseMe {@code false} by default
		 * @return this
		 */
		public Builder discloseMe(boolean discloseMe) {
			this.discloseMe = discloseMe;
			return this;
		}

		/**
		 * Creates the template.
		 * @return the template
		 */
		public WampTemplate build() {
			return new WampTemplate(this);
		}

		private OperationDefaults defaults() {
			return new OperationDefaults(this.joinTimeout, this.callTimeout, this.excludeMe, this.discloseMe);
		}

		private PayloadMapper payloadMapper() {
			PayloadMapper mapper = this.payloadMapper;
			return (mapper != null) ? mapper : new JacksonPayloadMapper(JsonMapper.shared());
		}

		private ProcedureErrors procedureErrors() {
			ProcedureErrors errors = this.procedureErrors;
			return (errors != null) ? errors : new ErrorTranslator(this.errorMappings, List::of, false);
		}

		private Builder copy() {
			Builder copy = new Builder(this.connection);
			copy.payloadMapper = this.payloadMapper;
			copy.errorMappings = this.errorMappings;
			copy.procedureErrors = this.procedureErrors;
			copy.eventErrors = this.eventErrors;
			copy.interceptors = this.interceptors;
			copy.joinTimeout = this.joinTimeout;
			copy.callTimeout = this.callTimeout;
			copy.excludeMe = this.excludeMe;
			copy.discloseMe = this.discloseMe;
			return copy;
		}

	}

}
