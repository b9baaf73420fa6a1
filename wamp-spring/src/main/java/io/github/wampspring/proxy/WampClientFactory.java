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

import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.contract.ClientProxy;
import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Makes clients of interfaces, whose methods have
 * {@link io.github.wampspring.annotation.WampProcedure @WampProcedure} and
 * {@link io.github.wampspring.annotation.WampPublish @WampPublish}. Where they are beans,
 * {@link ImportWampClients @ImportWampClients} makes them by this factory.
 *
 * <p>
 * Methods without these annotations are default methods, and are left as they are.
 * Exceptions are those of {@link WampOperations}; what is mapped to a checked exception
 * that the method declares is thrown as that. Clients are safe for use by many threads.
 */
public final class WampClientFactory {

	private final ClientOperations operations;

	private final UnaryOperator<String> valueResolver;

	private final @Nullable String prefix;

	private WampClientFactory(Builder builder) {
		PayloadMapper mapper = builder.payloadMapper;
		if (mapper == null && builder.operations instanceof WampTemplate template) {
			mapper = template.getPayloadMapper();
		}
		this.operations = new ClientOperations(builder.operations, builder.reactiveOperations, mapper);
		this.valueResolver = builder.valueResolver;
		this.prefix = builder.prefix;
	}

	/**
	 * Makes a client with nothing else than a template.
	 * @param <T> the interface
	 * @param operations what calls and publishes
	 * @param type the interface
	 * @return the client
	 * @throws WampClientException if a method can neither call nor publish
	 */
	public static <T> T create(WampOperations operations, Class<T> type) {
		return builder(operations).build().create(type);
	}

	/**
	 * Begins a factory.
	 * @param operations what calls and publishes, such as a {@link WampTemplate}
	 * @return to be completed by {@link Builder#build()}
	 */
	public static Builder builder(WampOperations operations) {
		return new Builder(operations);
	}

	/**
	 * Makes a client.
	 * @param <T> the interface
	 * @param type the interface
	 * @return the client
	 * @throws WampClientException if a method can neither call nor publish
	 */
	public <T> T create(Class<T> type) {
		if (!type.isInterface() || type.isAnnotation()) {
			throw new WampClientException("No client can be made for " + type.getName() + ", which is no interface",
					"Annotate the methods of an interface.", null);
		}
		ClientInvocationHandler handler = new ClientInvocationHandler(type, "WAMP client " + type.getName(),
				new MethodPlanner(type, this.operations, this.valueResolver, this.prefix));
		ClassLoader loader = type.getClassLoader();
		return type.cast(Proxy.newProxyInstance((loader != null) ? loader : ClassUtils.getDefaultClassLoader(),
				new Class<?>[] { type, ClientProxy.class }, handler));
	}

	/**
	 * A factory in the making. Not for use by several threads.
	 */
	public static final class Builder {

		private WampOperations operations;

		private @Nullable ReactiveWampOperations reactiveOperations;

		private @Nullable PayloadMapper payloadMapper;

		private UnaryOperator<String> valueResolver = UnaryOperator.identity();

		private @Nullable String prefix;

		private Builder(WampOperations operations) {
			this.operations = operations;
		}

		/**
		 * What calls and publishes at present, such as for {@link WampTemplate#mutate()}.
		 * @return the operations
		 */
		public WampOperations getOperations() {
			return this.operations;
		}

		/**
		 * What calls and publishes instead. A {@link WampTemplate} does so in a reactive
		 * way too, unless {@link #reactiveOperations} is called after this.
		 * @param operations the operations
		 * @return this
		 */
		public Builder operations(WampOperations operations) {
			this.operations = operations;
			if (operations instanceof WampTemplate) {
				this.reactiveOperations = null;
			}
			return this;
		}

		/**
		 * What calls and publishes where a method returns a {@code Mono} or {@code Flux}.
		 * @param reactiveOperations the operations; by default they are made of the
		 * {@link WampTemplate}
		 * @return this
		 */
		public Builder reactiveOperations(ReactiveWampOperations reactiveOperations) {
			this.reactiveOperations = reactiveOperations;
			return this;
		}

		/**
		 * What knows whether results can be read, and how to write arguments by their
		 * declared types.
		 * @param payloadMapper the mapper, by default that of the {@link WampTemplate}
		 * @return this
		 */
		public Builder payloadMapper(PayloadMapper payloadMapper) {
			this.payloadMapper = payloadMapper;
			return this;
		}

		/**
		 * What resolves <code>${...}</code> and <code>#{...}</code> in attributes.
		 * @param valueResolver resolves them; by default they stay as they are
		 * @return this
		 */
		public Builder valueResolver(UnaryOperator<String> valueResolver) {
			this.valueResolver = valueResolver;
			return this;
		}

		/**
		 * What the URIs begin with, in the place of the interface's
		 * {@link io.github.wampspring.annotation.WampPrefix @WampPrefix}.
		 * @param prefix the prefix, maybe with placeholders
		 * @return this
		 */
		public Builder prefix(String prefix) {
			this.prefix = prefix;
			return this;
		}

		/**
		 * Creates the factory.
		 * @return the factory
		 */
		public WampClientFactory build() {
			return new WampClientFactory(this);
		}

	}

}
