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
 * An event that could not be handled, however often it was tried.
 *
 * @param connection the name of the connection that it came by
 * @param details what is known about the event, its topic above all
 * @param arguments its arguments
 * @param failure what the last attempt failed with, without wrappers
 * @param attempts how often it was tried: one or more
 * @param subscription the subscription and its handler, for people
 */
public record FailedEvent(String connection, EventDetails details, WampArguments arguments, Throwable failure,
		int attempts, String subscription) {

	/**
	 * The URI that the event was published to.
	 * @return the topic
	 */
	public String topic() {
		return this.details.topic();
	}

}
