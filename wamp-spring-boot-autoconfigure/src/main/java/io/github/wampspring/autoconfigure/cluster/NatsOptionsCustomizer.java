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

package io.github.wampspring.autoconfigure.cluster;

import io.nats.client.Options;

/**
 * Sets what else jnats offers for the connection of a cluster, such as NKeys without a
 * file. Beans of this type are called at each connect. What a link depends on (no
 * reconnecting within jnats, its listeners, echo) is set afterwards.
 */
@FunctionalInterface
public interface NatsOptionsCustomizer {

	/**
	 * Customizes the options.
	 * @param options the options
	 */
	void customize(Options.Builder options);

}
