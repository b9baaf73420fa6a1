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

import io.github.wampspring.MatchPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Options of a subscription.
 *
 * @param <S> the type of the specification
 */
public interface SubscriptionOptionsSpec<S extends SubscriptionOptionsSpec<S>> {

	/**
	 * How the URI matches ({@code match}).
	 * @param match the policy
	 * @return this
	 */
	S match(MatchPolicy match);

	/**
	 * Asks the router for the event that it retains for the topic ({@code get_retained}).
	 * @return this
	 */
	S getRetained();

	/**
	 * Sets an option that has no method here.
	 * @param name the key in {@code Options}
	 * @param value the value
	 * @return this
	 */
	S option(String name, @Nullable Object value);

}
