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

/**
 * One session's part of a subscription. Its state is guarded by the session's lock.
 */
final class Subscriber {

	private final Participant session;

	private final Subscription subscription;

	private boolean active = true;

	private long retained;

	Subscriber(Participant session, Subscription subscription) {
		this.session = session;
		this.subscription = subscription;
	}

	Participant session() {
		return this.session;
	}

	Subscription subscription() {
		return this.subscription;
	}

	/** No further events go here. */
	void deactivate() {
		this.active = false;
	}

	/**
	 * Notes the retained event that was delivered at the subscription: it may be on its
	 * way as an ordinary event too.
	 */
	void deliveredRetained(long publication) {
		this.retained = publication;
	}

	boolean accepts(long publication) {
		return this.active && publication != this.retained;
	}

}
