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

import java.util.List;

import io.github.wampspring.client.WampHandle;
import org.jspecify.annotations.Nullable;

/**
 * The annotated methods of all beans, and what they are at their connections: to pause,
 * stop and start each by its ID.
 */
public interface WampListenerRegistry {

	/**
	 * All annotated methods, once the singletons are there.
	 * @return in the order of bean names
	 */
	List<WampListener> getListeners();

	/**
	 * The registration or subscription of an annotated method.
	 * @param id the {@code id} of its annotation, or by default the names of the bean and
	 * the method, such as {@code calculator.add2}
	 * @return a {@code WampRegistration} or {@code WampSubscription}; {@code null} if
	 * there is none of that ID, or the singletons are not there yet
	 */
	@Nullable WampHandle getHandle(String id);

}
