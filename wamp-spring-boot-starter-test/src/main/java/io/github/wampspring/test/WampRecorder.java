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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.MatchPolicy;

/**
 * Records events, as another program that subscribes to them. What a test method records
 * ends with it.
 */
public final class WampRecorder {

	private final WampTestRouter router;

	private final String realm;

	private final ArgumentValues values;

	private final List<RecordedEvents> recordings;

	/**
	 * Creates a recorder in the default realm.
	 * @param router the router
	 */
	public WampRecorder(WampTestRouter router) {
		this(router, router.getDefaultRealm(), new ArgumentValues(router.mapper()), new CopyOnWriteArrayList<>());
	}

	private WampRecorder(WampTestRouter router, String realm, ArgumentValues values, List<RecordedEvents> recordings) {
		this.router = router;
		this.realm = realm;
		this.values = values;
		this.recordings = recordings;
	}

	/**
	 * A recorder in another realm.
	 * @param realm the realm
	 * @return a view of this one
	 */
	public WampRecorder inRealm(String realm) {
		return new WampRecorder(this.router, realm, this.values, this.recordings);
	}

	/**
	 * Begins to record. Returns when the router has accepted the subscription, so that
	 * nothing is missed from then on.
	 * @param topic the topic's URI
	 * @return what is recorded
	 */
	public RecordedEvents record(String topic) {
		return record(topic, MatchPolicy.EXACT);
	}

	/**
	 * Begins to record. Returns when the router has accepted the subscription, so that
	 * nothing is missed from then on.
	 * @param topic the topic's URI or pattern
	 * @param match how it matches
	 * @return what is recorded
	 */
	public RecordedEvents record(String topic, MatchPolicy match) {
		RecordedEvents events = new RecordedEvents(topic, match, this.router.template(this.realm), this.values,
				this.router.scope());
		this.recordings.add(events);
		return events;
	}

	/**
	 * Ends all recordings, in all realms.
	 */
	public void reset() {
		this.recordings.forEach(RecordedEvents::close);
		this.recordings.clear();
	}

	void release(TestScope scope) {
		List<RecordedEvents> owned = this.recordings.stream().filter((events) -> events.endsWith(scope)).toList();
		owned.forEach(RecordedEvents::close);
		this.recordings.removeAll(owned);
	}

}
