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

package io.github.wampspring.router.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.cluster.ClusterListener.State;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.routing.RetainedEvents.Aged;

/**
 * The retained events of an instance, for another one. Those of sessions of other
 * instances come from these.
 */
final class RetainedState implements State {

	/** How large the events of a frame are, roughly, unless there is only one. */
	private static final long PORTION = 32 * 1024;

	private final String realm;

	private final Iterator<Aged> events;

	RetainedState(String realm, Iterator<Aged> events) {
		this.realm = realm;
		this.events = events;
	}

	@Override
	public boolean next(Consumer<Frame.OfRealm> to) {
		List<Entry> portion = new ArrayList<>();
		long size = 0;
		while (this.events.hasNext() && size < PORTION) {
			Aged event = this.events.next();
			portion.add(new Entry.Retained(Entries.event(this.realm, event.publication()), event.age().toMillis()));
			size += (event.publication().payload() instanceof Payload.Encoded encoded) ? encoded.length()
					: PORTION / 16;
		}
		if (!portion.isEmpty()) {
			to.accept(new Frame.Put(this.realm, portion));
		}
		return this.events.hasNext();
	}

}
