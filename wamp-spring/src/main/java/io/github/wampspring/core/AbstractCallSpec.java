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

import java.time.Duration;
import java.util.function.Consumer;

import io.github.wampspring.client.CallResult;
import io.github.wampspring.codec.PayloadMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Gathers what belongs to a call.
 *
 * @param <S> the type of the specification
 */
abstract class AbstractCallSpec<S extends CallOptionsSpec<S>> extends AbstractArgumentSpec<S>
		implements CallOptionsSpec<S> {

	private final String procedure;

	private @Nullable Duration timeout;

	AbstractCallSpec(String procedure, PayloadMapper mapper, @Nullable Duration timeout) {
		super(mapper);
		this.procedure = procedure;
		this.timeout = timeout;
	}

	@Override
	public S timeout(Duration timeout) {
		Assert.isTrue(!timeout.isNegative(), "The timeout must not be negative");
		this.timeout = timeout.isZero() ? null : timeout;
		return timeout.isZero() ? self() : option("timeout", Math.max(1, timeout.toMillis()));
	}

	String procedure() {
		return this.procedure;
	}

	CallRequest request(@Nullable Consumer<CallResult> progress) {
		return new CallRequest(this.procedure, options(), payload(), this.timeout, progress);
	}

}
