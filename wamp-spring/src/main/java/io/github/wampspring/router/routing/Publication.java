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

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;

/**
 * An event on its way from its publisher to the subscribers, with all that these need to
 * know.
 *
 * @param id the publication's ID
 * @param publisher the publisher's session ID, 0 for the router itself
 * @param topic the topic
 * @param details what subscribers are told, without the topic
 * @param trace the trace that it belongs to, for those who get it at once
 * @param payload the arguments
 * @param filter who may have it
 * @param share what may be retained of its publisher, {@link Share#NONE} if it is not
 * retained
 * @param stamp when it was published, by the clock of the realm's instances; 0 where
 * there is only one
 */
public record Publication(long id, long publisher, String topic, Dict details, Dict trace, Payload payload,
		EventFilter filter, Share share, long stamp) {

	public Publication(long id, long publisher, String topic, Dict details, Dict trace, Payload payload,
			EventFilter filter, Share share) {
		this(id, publisher, topic, details, trace, payload, filter, share, 0);
	}

	public Publication(long id, long publisher, String topic, Dict details, Payload payload, EventFilter filter,
			Share share) {
		this(id, publisher, topic, details, Dict.EMPTY, payload, filter, share);
	}

	public boolean isRetained() {
		return this.share.events() > 0;
	}

	/**
	 * How much space it takes where it is retained.
	 * @return bytes, roughly
	 */
	long size() {
		return PayloadSize.of(this.payload) + this.topic.length() + this.filter.size()
				+ (this.details.isEmpty() ? 0 : PayloadSize.of(this.details.asMap()));
	}

	/**
	 * The same, without the rest of the frame that it came in, and without its trace.
	 */
	Publication compact() {
		Payload kept = (this.payload instanceof Payload.Encoded encoded) ? encoded.compact() : this.payload;
		return (kept == this.payload && this.trace.isEmpty()) ? this : new Publication(this.id, this.publisher,
				this.topic, this.details, Dict.EMPTY, kept, this.filter, this.share, this.stamp);
	}

	/**
	 * The same with another payload.
	 */
	public Publication with(Payload payload) {
		return new Publication(this.id, this.publisher, this.topic, this.details, this.trace, payload, this.filter,
				this.share, this.stamp);
	}

	/**
	 * The same with the time at which it was published.
	 */
	public Publication at(long stamp) {
		return new Publication(this.id, this.publisher, this.topic, this.details, this.trace, this.payload, this.filter,
				this.share, stamp);
	}

	/**
	 * What may be retained of one publisher.
	 *
	 * @param owner who its sessions count as, see {@link Owner}
	 * @param events how many events
	 * @param size how much space they may take together, in bytes
	 */
	public record Share(String owner, int events, long size) {

		/** Nothing. */
		public static final Share NONE = new Share("", 0, 0);

		/**
		 * What the limits of a session say.
		 */
		public static Share of(RoutedSession session) {
			return new Share(Owner.of(session.info()), session.limits().retainedEvents(),
					session.limits().retainedSize());
		}

	}

}
