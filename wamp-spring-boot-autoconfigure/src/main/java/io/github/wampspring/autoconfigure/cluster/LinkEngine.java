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

import io.github.wampspring.router.cluster.link.ClusterLinkFactory;

/**
 * An engine that is there and may be used.
 */
interface LinkEngine {

	/** Which one it is. */
	ClusterProperties.Engine type();

	/**
	 * Whether something is configured that is for a cluster over this engine only.
	 */
	boolean isConfigured();

	/**
	 * What makes links over it.
	 * @throws RuntimeException if its configuration is not valid, with a message for
	 * people
	 */
	ClusterLinkFactory links();

}
