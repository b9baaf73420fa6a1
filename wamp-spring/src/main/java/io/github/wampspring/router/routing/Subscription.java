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

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.SubscriptionInfo;

/**
 * A topic or pattern with its subscribers.
 */
public final class Subscription {

	private static final Subscriber[] NONE = {};

	private final long id;

	private final String topic;

	private final MatchPolicy match;

	private final Instant created = Instant.now();

	private final AtomicBoolean warned = new AtomicBoolean();

	/** Never changed in place. */
	private volatile Subscriber[] subscribers = NONE;

	Subscription(long id, String topic, MatchPolicy match) {
		this.id = id;
		this.topic = topic;
		this.match = match;
	}

	public long id() {
		return this.id;
	}

	String topic() {
		return this.topic;
	}

	MatchPolicy match() {
		return this.match;
	}

	/**
	 * Whether a warning shall be given: the first time only.
	 */
	boolean shouldWarn() {
		return this.warned.compareAndSet(false, true);
	}

	Subscriber[] subscribers() {
		return this.subscribers;
	}

	/** Called by one thread at a time. */
	void add(Subscriber subscriber) {
		Subscriber[] more = Arrays.copyOf(this.subscribers, this.subscribers.length + 1);
		more[more.length - 1] = subscriber;
		this.subscribers = more;
	}

	/** Called by one thread at a time. */
	void remove(Subscriber subscriber) {
		Subscriber[] now = this.subscribers;
		for (int i = 0; i < now.length; i++) {
			if (now[i] == subscriber) {
				Subscriber[] fewer = Arrays.copyOf(now, now.length - 1);
				System.arraycopy(now, i + 1, fewer, i, fewer.length - i);
				this.subscribers = fewer;
				return;
			}
		}
	}

	public SubscriptionInfo info() {
		List<Long> sessions = Arrays.stream(this.subscribers).map((subscriber) -> subscriber.session().id()).toList();
		return new SubscriptionInfo(this.id, this.topic, this.match, this.created, sessions);
	}

}
