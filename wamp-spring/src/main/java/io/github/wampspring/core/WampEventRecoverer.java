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
 * Does something about an event that could not be handled, after all attempts that a
 * {@link WampEventErrorPolicy} allows: writes it into a table, or publishes it to another
 * topic, as {@link WampDeadLetterRecoverer} does. Called on a thread for handlers, so
 * that it may block; the subscription's next event waits for it.
 */
@FunctionalInterface
public interface WampEventRecoverer {

	/**
	 * Takes an event.
	 * @param event the event and its failure
	 * @throws Exception if it cannot be taken either: it is logged, and
	 * {@link WampEventErrorHandler}s are told of the event's failure
	 */
	void recover(FailedEvent event) throws Exception;

}
