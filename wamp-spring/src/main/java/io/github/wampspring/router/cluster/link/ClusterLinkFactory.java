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

package io.github.wampspring.router.cluster.link;

/**
 * Makes the links of a router to the other instances of its cluster. A bean of this type
 * takes the place of the engines that are known, so that a cluster can stand on another
 * one.
 */
@FunctionalInterface
public interface ClusterLinkFactory {

	/**
	 * Makes a link. It need neither sign frames nor cut large ones into parts.
	 * @param settings limits and times, as they are configured
	 * @return a link that is not started: a new one for each start of the router
	 */
	ClusterLink create(LinkSettings settings);

}
