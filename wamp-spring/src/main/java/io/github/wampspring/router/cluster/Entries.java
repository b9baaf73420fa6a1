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

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.router.SessionAttributes;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.routing.Callee;
import io.github.wampspring.router.routing.CalleePort;
import io.github.wampspring.router.routing.EventFilter;
import io.github.wampspring.router.routing.Publication;
import io.github.wampspring.router.routing.RegistrationRequest;
import io.github.wampspring.transport.ChannelInfo;

/**
 * Between what broker and dealer have and what other instances are told.
 */
final class Entries {

	private Entries() {
	}

	static Entry.Session of(SessionInfo session, Set<Feature> features) {
		WampIdentity identity = session.identity();
		ChannelInfo channel = session.channel();
		return new Entry.Session(session.id(), identity.authId(), identity.authRole(), identity.authMethod(),
				identity.authProvider(), session.trusted(), channel.transport(), channel.serializer(),
				channel.remoteAddress(), session.joined().toEpochMilli(), Dict.copyOf(session.attributes().claimed()),
				Dict.copyOf(session.attributes().changes()), features);
	}

	static SessionInfo info(String realm, Entry.Session entry) {
		SessionAttributes attributes = SessionAttributes.of(entry.claimed());
		attributes.change(entry.given().asMap());
		return new SessionInfo(entry.id(), realm,
				new WampIdentity(entry.authId(), entry.authRole(), entry.authMethod(), entry.authProvider()),
				new ChannelInfo(entry.transport(), entry.serializer(), entry.peer(), Map.of(), null, false),
				entry.trusted(), Instant.ofEpochMilli(entry.joined()), attributes);
	}

	static Entry.Callee of(Callee callee, long claim, boolean active) {
		RegistrationRequest request = callee.request();
		return new Entry.Callee(callee.registration().id(), callee.port().info().id(), request.match(),
				request.procedure(), callee.registration().policy(), request.discloseCaller(), request.forwardTimeout(),
				request.concurrency(), request.waitingCalls(), callee.registration().created().toEpochMilli(),
				callee.stamp(), claim, active);
	}

	/**
	 * What a callee of another instance wants. Its instance looks after its limit.
	 */
	static RegistrationRequest request(Entry.Callee entry, CalleePort port) {
		return new RegistrationRequest(port, entry.procedure(), entry.match(), entry.policy(), false,
				entry.discloseCaller(), entry.forwardTimeout(), 0, entry.waitingCalls());
	}

	static Frame.Event event(String realm, Publication publication) {
		Publication.Share share = publication.share();
		return new Frame.Event(realm, publication.id(), publication.publisher(), publication.topic(),
				publication.details(), publication.trace(), publication.payload(), filter(publication),
				publication.isRetained() ? new Frame.Retention(share.owner(), share.events(), share.size()) : null,
				publication.stamp());
	}

	private static Dict filter(Publication publication) {
		Dict options = publication.filter().toOptions();
		return publication.filter().excludesPublisher(publication.publisher()) ? options
				: options.with("exclude_me", false);
	}

	/**
	 * What an instance has published.
	 * @throws IllegalArgumentException if it has lists of receivers that cannot be
	 */
	static Publication publication(Frame.Event event) {
		Frame.Retention retained = event.retained();
		return new Publication(event.id(), event.publisher(), event.topic(), event.details(), event.trace(),
				event.payload(), filter(event),
				(retained != null) ? new Publication.Share(retained.owner(), retained.events(), retained.size())
						: Publication.Share.NONE,
				event.stamp());
	}

	private static EventFilter filter(Frame.Event event) {
		EventFilter filter = EventFilter.of(event.publisher(), event.filter(), Integer.MAX_VALUE);
		if (filter == null) {
			throw new IllegalArgumentException("An event has lists of receivers that are none");
		}
		return filter;
	}

}
