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

package io.github.wampspring.router.routing;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Ids;

/**
 * Where the IDs of registrations and subscriptions come from.
 */
@FunctionalInterface
public interface RouteIds {

	/** For a realm within one JVM. */
	RouteIds RANDOM = (match, uri) -> Ids.random();

	/**
	 * The ID of a new registration or subscription.
	 * @param match how it matches
	 * @param uri the URI or pattern
	 * @return an ID of the router's scope
	 */
	long next(MatchPolicy match, String uri);

}
