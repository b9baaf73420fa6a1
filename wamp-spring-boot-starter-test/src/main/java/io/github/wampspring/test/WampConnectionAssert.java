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

package io.github.wampspring.test;

import java.util.stream.Stream;

import io.github.wampspring.client.ConnectionState;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampHandle;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a connection. What is expected is waited for, up to ten seconds.
 */
public final class WampConnectionAssert extends AbstractAssert<WampConnectionAssert, WampConnection> {

	WampConnectionAssert(@Nullable WampConnection actual) {
		super(actual, WampConnectionAssert.class);
	}

	/**
	 * Verifies that a session is joined.
	 * @return this
	 */
	public WampConnectionAssert isJoined() {
		return hasStatus(ConnectionState.Status.JOINED);
	}

	/**
	 * Verifies the status.
	 * @param expected the status
	 * @return this
	 */
	public WampConnectionAssert hasStatus(ConnectionState.Status expected) {
		isNotNull();
		if (!Waiting.isMet(Waiting.TIMEOUT, () -> this.actual.getState().status() == expected)) {
			failWithMessage("Expected the connection '%s' to be %s but it is %s", this.actual.getName(), expected,
					this.actual.getState());
		}
		return this;
	}

	/**
	 * Verifies that the router has accepted a registration of this connection.
	 * @param procedure the URI or pattern
	 * @return this
	 */
	public WampConnectionAssert hasRegistered(String procedure) {
		isNotNull();
		if (!Waiting.isMet(Waiting.TIMEOUT, () -> isActive(this.actual.getRegistrations().stream(), procedure))) {
			failWithMessage("Expected '%s' to be registered but there is only %s", procedure,
					this.actual.getRegistrations());
		}
		return this;
	}

	/**
	 * Verifies that the router has accepted a subscription of this connection.
	 * @param topic the URI or pattern
	 * @return this
	 */
	public WampConnectionAssert hasSubscribed(String topic) {
		isNotNull();
		if (!Waiting.isMet(Waiting.TIMEOUT, () -> isActive(this.actual.getSubscriptions().stream(), topic))) {
			failWithMessage("Expected '%s' to be subscribed to but there is only %s", topic,
					this.actual.getSubscriptions());
		}
		return this;
	}

	private static boolean isActive(Stream<? extends WampHandle> handles, String uri) {
		return handles.anyMatch((handle) -> handle.getUri().equals(uri) && handle.isActive());
	}

}
