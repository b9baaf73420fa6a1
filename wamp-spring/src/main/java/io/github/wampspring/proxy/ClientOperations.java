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

import java.lang.reflect.Type;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.ReactiveWampOperations;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.ReadableTypes;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * What a client calls and publishes with.
 *
 * @param blocking blocking or with futures
 * @param reactive in the style of Reactor, if there is one
 * @param mapper knows types, if there is one
 */
record ClientOperations(WampOperations blocking, @Nullable ReactiveWampOperations reactive,
		@Nullable PayloadMapper mapper) {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ClientOperations.class.getClassLoader());

	ReactiveWampOperations reactive(ContractMethod method) {
		if (this.reactive != null) {
			return this.reactive;
		}
		if (REACTOR && this.blocking instanceof WampTemplate template) {
			return new ReactiveWampTemplate(template);
		}
		throw method.unbindable("there is nothing that calls in a reactive way",
				"Add Reactor to the class path, and give ReactiveWampOperations to the client where they are not made "
						+ "of a WampTemplate; or return a CompletableFuture.",
				null);
	}

	void requireReadable(ContractMethod method, Type type) {
		if (this.mapper == null || type == Object.class || type == WampResult.class) {
			return;
		}
		try {
			ReadableTypes.require(this.mapper, type);
		}
		catch (PayloadException | IllegalArgumentException ex) {
			throw method.unbindable("its result cannot be read: " + ex.getMessage(),
					"Return a type that Jackson can read, or teach the application's JsonMapper to read it.", ex);
		}
	}

}
