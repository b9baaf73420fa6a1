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

/**
 * Is told what the handling of events failed with, in annotated methods and in handlers
 * of a template alike. All beans of this type are told, in their order, after it has been
 * logged.
 */
@FunctionalInterface
public interface WampEventErrorHandler {

	/**
	 * The handling of an event failed.
	 * @param failure what the method threw; a {@link io.github.wampspring.WampException}
	 * with {@code wamp.error.invalid_argument} where the event's arguments do not fit it
	 * @param details what is known about the event
	 */
	void handle(Throwable failure, EventDetails details);

}
