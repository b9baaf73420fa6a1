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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.EventHandler;
import io.github.wampspring.client.InvocationHandler;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampHandle;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.contract.Declared;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.protocol.Dict;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Registers and subscribes the annotated methods of all beans at their connections, once
 * the singletons are there. Beans are got when a call or event comes, so that none is
 * made early and every scope is respected. With the beans' context, the methods are
 * unregistered and unsubscribed.
 */
public final class WampListenerMethodProcessor
		implements WampListenerRegistry, SmartInitializingSingleton, DisposableBean {

	private static final Log logger = LogFactory.getLog(WampListenerMethodProcessor.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<String, WampConnection> connections = new LinkedHashMap<>();

	private final PayloadMapper mapper;

	private final ProcedureErrors procedureErrors;

	private final EventErrors eventErrors;

	private final @Nullable ListenerValidator validator;

	private Executor executor = Runnable::run;

	private volatile List<WampListener> listeners = List.of();

	private final Map<String, WampHandle> handles = new ConcurrentHashMap<>();

	/**
	 * Creates a processor.
	 * @param beanFactory the beans
	 * @param connections all connections; the one named {@code default} is for
	 * annotations that name none
	 * @param mapper reads payloads
	 * @param procedureErrors translates what procedures throw
	 * @param eventErrors is told what the handling of events fails with
	 * @param validator checks arguments, if there is one
	 */
	public WampListenerMethodProcessor(ConfigurableListableBeanFactory beanFactory,
			Collection<? extends WampConnection> connections, PayloadMapper mapper, ProcedureErrors procedureErrors,
			EventErrors eventErrors, @Nullable ListenerValidator validator) {
		this.beanFactory = beanFactory;
		connections.forEach((connection) -> this.connections.put(connection.getName(), connection));
		this.mapper = mapper;
		this.procedureErrors = procedureErrors;
		this.eventErrors = eventErrors;
		this.validator = validator;
	}

	/**
	 * Sets what runs exception handlers of procedures whose failure comes on a thread
	 * that receives. Without it they run on that thread.
	 * @param executor the executor of the connections
	 */
	public void setExecutor(Executor executor) {
		this.executor = executor;
	}

	@Override
	public List<WampListener> getListeners() {
		return this.listeners;
	}

	@Override
	public @Nullable WampHandle getHandle(String id) {
		return this.handles.get(id);
	}

	@Override
	public void afterSingletonsInstantiated() {
		AttributeResolver attributes = new AttributeResolver(this.beanFactory);
		ListenerDefinitions definitions = new ListenerDefinitions(attributes);
		HandlerFactory handlers = new HandlerFactory(this.beanFactory, attributes, this.mapper, this.procedureErrors,
				this.eventErrors, this.validator, this.executor);
		List<Ready> ready = new ArrayList<>();
		for (AnnotatedBeans.Found found : new AnnotatedBeans(this.beanFactory).find()) {
			ListenerMethod method = found.method();
			for (Declared<WampProcedure> procedure : found.procedures()) {
				WampListener listener = definitions.of(procedure.annotation(), procedure.declaring(), method);
				WampConnection connection = connection(listener);
				InvocationHandler handler = handlers.procedure(listener, method);
				ready.add(new Ready(listener,
						() -> connection.register(listener.uri(), Dict.copyOf(listener.options()), handler)));
			}
			for (Declared<WampSubscribe> subscribe : found.subscriptions()) {
				WampListener listener = definitions.of(subscribe.annotation(), subscribe.declaring(), method);
				WampConnection connection = connection(listener);
				EventHandler handler = handlers.subscription(listener, method,
						attributes.resolve(subscribe.annotation().errorPolicy(), method),
						subscribe.annotation().replay());
				ready.add(new Ready(listener,
						() -> connection.subscribe(listener.uri(), Dict.copyOf(listener.options()), handler)));
			}
		}
		this.listeners = ready.stream().map(Ready::listener).toList();
		checkDuplicates();
		ready.forEach((each) -> this.handles.put(each.listener().id(), each.activation().get()));
		logger.debug("Annotated methods: " + this.listeners);
	}

	/** The connection may belong to a parent context, and outlive the beans. */
	@Override
	public void destroy() {
		this.handles.values().forEach(WampHandle::close);
		this.handles.clear();
	}

	private WampConnection connection(WampListener listener) {
		WampConnection connection = this.connections.get(listener.connection());
		if (connection == null) {
			throw new UnknownConnectionException(listener.connection(), listener.describe(), this.connections.keySet());
		}
		return connection;
	}

	private void checkDuplicates() {
		Map<List<Object>, WampListener> procedures = new HashMap<>();
		for (WampListener listener : this.listeners) {
			if (listener.kind() == WampListener.Kind.PROCEDURE) {
				WampListener other = procedures.put(List.of(listener.connection(), listener.uri(),
						MatchPolicy.of((String) listener.options().get("match"))), listener);
				if (other != null) {
					throw new DuplicateProcedureException(other, listener);
				}
			}
		}
	}

	/**
	 * A listener that only has to be made known to its connection.
	 *
	 * @param listener the listener
	 * @param activation makes it known
	 */
	private record Ready(WampListener listener, Supplier<? extends WampHandle> activation) {
	}

}
