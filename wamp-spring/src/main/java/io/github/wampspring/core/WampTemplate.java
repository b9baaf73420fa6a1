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
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;

import io.github.wampspring.client.WampConnection;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.TemplateSpecs.DefaultCallSpec;
import io.github.wampspring.core.TemplateSpecs.DefaultPublicationSpec;
import io.github.wampspring.core.TemplateSpecs.DefaultRegistrationSpec;
import io.github.wampspring.core.TemplateSpecs.DefaultSubscriptionSpec;
import io.github.wampspring.core.WampOperations.CallSpec;
import io.github.wampspring.core.WampOperations.PublicationSpec;
import io.github.wampspring.core.WampOperations.RegistrationSpec;
import io.github.wampspring.core.WampOperations.SubscriptionSpec;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;

/**
 * Calls, publishes, registers and subscribes over one connection. Safe for use by many
 * threads.
 */
public class WampTemplate implements WampOperations {

	private final PayloadMapper mapper;

	private final OperationRunner runner;

	private final ProcedureErrors procedureErrors;

	private final EventErrors eventErrors;

	/**
	 * Creates a template.
	 * @param connection the connection
	 * @param mapper between arguments and types
	 * @param errors the exceptions that calls throw instead of a
	 * {@link io.github.wampspring.WampException}
	 * @param defaults for operations that do not say it themselves
	 */
	public WampTemplate(WampConnection connection, PayloadMapper mapper, ErrorMappings errors,
			OperationDefaults defaults) {
		this(connection, mapper, errors, defaults, new ErrorTranslator(errors, List::of, false),
				new EventErrors(List::of));
	}

	/**
	 * Creates a template.
	 * @param connection the connection
	 * @param mapper between arguments and types
	 * @param errors the exceptions that calls throw instead of a
	 * {@link io.github.wampspring.WampException}
	 * @param defaults for operations that do not say it themselves
	 * @param procedureErrors translates what the procedures registered here throw
	 * @param eventErrors is told what the handlers of events subscribed here throw
	 */
	public WampTemplate(WampConnection connection, PayloadMapper mapper, ErrorMappings errors,
			OperationDefaults defaults, ProcedureErrors procedureErrors, EventErrors eventErrors) {
		this.mapper = mapper;
		this.runner = new OperationRunner(connection, mapper, errors, defaults);
		this.procedureErrors = procedureErrors;
		this.eventErrors = eventErrors;
	}

	/**
	 * The connection.
	 * @return the connection
	 */
	public WampConnection getConnection() {
		return this.runner.connection();
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
		this.runner.publish(topic, Dict.EMPTY, Payload.of(arguments), null);
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
		return new CallRequest(procedure, Dict.EMPTY, Payload.of(arguments), this.runner.defaults().callTimeout(),
				null);
	}

	private <T> ResultReader<T> first(String procedure, Type type) {
		return ResultReader.first(this.mapper, type, procedure);
	}

}
