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

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.CancelMode;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.cluster.link.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What nodes of a cluster say to each other. Payloads are those of clients, as they came.
 */
public sealed interface Frame {

	/**
	 * What nodes say of themselves.
	 */
	sealed interface OfNode extends Frame {

	}

	/**
	 * What nodes say of a realm.
	 */
	sealed interface OfRealm extends Frame {

		/** The realm's name. */
		String realm();

	}

	/**
	 * To all: the node is there.
	 *
	 * @param stamp the node's clock, see {@link ClusterNode#stamp()}
	 * @param sent how many frames it has sent to each node alone
	 */
	record Heartbeat(long stamp, Map<NodeId, Long> sent) implements OfNode {
	}

	/**
	 * To one: frames of yours were lost, or you are new here. What is under way between
	 * us has ended. Send your state.
	 */
	record Resync() implements OfNode {
	}

	/**
	 * To one: my state follows.
	 *
	 * @param stamp the node's clock
	 */
	record Begin(long stamp) implements OfNode {
	}

	/** To one: that was my state. */
	record End() implements OfNode {
	}

	/** To all: no new calls any more, please. */
	record Leaving() implements OfNode {
	}

	/** To all: the node is gone. */
	record Goodbye() implements OfNode {
	}

	/**
	 * To all: tell me when you have done everything before this.
	 *
	 * @param id counts up
	 */
	record Sync(long id) implements OfNode {
	}

	/**
	 * To one: done.
	 *
	 * @param id of the {@link Sync}
	 */
	record Synced(long id) implements OfNode {
	}

	/**
	 * To one or all: this is, or has changed.
	 *
	 * @param entries what is
	 */
	record Put(String realm, List<Entry> entries) implements OfRealm {

		public Put {
			entries = List.copyOf(entries);
		}

	}

	/**
	 * To all: this is no more.
	 *
	 * @param key what was
	 * @param quietly whether nobody is told that a session has left, and its testaments
	 * are forgotten
	 */
	record Remove(String realm, Entry.Key key, boolean quietly) implements OfRealm {
	}

	/**
	 * To one: whether a callee may register.
	 *
	 * @param claim of {@link Entry.Callee#claim()}
	 * @param error the URI of the error, {@code null} if it may
	 * @param message a sentence, if there is an error
	 */
	record Verdict(String realm, long claim, @Nullable String error, @Nullable String message) implements OfRealm {
	}

	/**
	 * To all: answer with a {@link Verdict} when all is stored that you have published.
	 *
	 * @param claim what the answer is for
	 */
	record Stored(String realm, long claim) implements OfRealm {
	}

	/**
	 * To one: a call.
	 *
	 * @param call what the sender calls it: counts up for each receiver
	 * @param registration the registration's ID
	 * @param session the callee's session ID
	 * @param progress whether the caller wants progressive results
	 * @param passesPayloads whether the caller understands payloads that routers only
	 * hand on
	 * @param trusted whether limits do not bind the caller
	 * @param offered whether it is by a {@link Place} that was offered
	 * @param waits whether further calls wait for another one
	 * @param details of INVOCATION
	 * @param payload the arguments
	 */
	record Invoke(String realm, long call, long registration, long session, boolean progress, boolean passesPayloads,
			boolean trusted, boolean offered, boolean waits, Dict details, Payload payload) implements OfRealm {
	}

	/**
	 * To one: further arguments of a call.
	 *
	 * @param details of INVOCATION
	 * @param payload the arguments
	 */
	record Proceed(String realm, long call, Dict details, Payload payload) implements OfRealm {
	}

	/**
	 * To one: nobody waits for a call any more, or it shall end.
	 *
	 * @param mode what to do with the callee
	 * @param reason why, a URI
	 */
	record Cancel(String realm, long call, CancelMode mode, String reason) implements OfRealm {
	}

	/**
	 * To one: a result.
	 *
	 * @param progress whether more follow
	 * @param attributes what is said of the payload
	 * @param payload the result
	 */
	record Result(String realm, long call, boolean progress, Dict attributes, Payload payload) implements OfRealm {
	}

	/**
	 * To one: a call has failed.
	 *
	 * @param uri the error
	 * @param attributes what is said of the payload
	 * @param payload the error's arguments
	 */
	record Failure(String realm, long call, String uri, Dict attributes, Payload payload) implements OfRealm {
	}

	/**
	 * To one: a call was not given to the callee.
	 *
	 * @param full whether the callee is at its limit, or else it is gone
	 * @param later whether a {@link Place} is offered later or, if the callee is not
	 * full, it may be told to be active
	 */
	record Refusal(String realm, long call, boolean full, boolean later) implements OfRealm {
	}

	/**
	 * To one: a place at a callee that is at its limit.
	 *
	 * @param registration the registration's ID
	 * @param session the callee's session ID
	 * @param what what is told of it
	 */
	record Place(String realm, long registration, long session, What what) implements OfRealm {

		/** What is told of a place. */
		enum What {

			/** The sender does not want the place that it was offered. */
			GIVEN_BACK,
			/** It is kept for a call of the receiver, whom the callee has refused. */
			OFFERED,
			/** It is for whoever is first; the callee has refused the receiver. */
			FREE

		}

	}

	/**
	 * To one: whether there is room for a callee's invocations.
	 *
	 * @param session the callee's session ID
	 * @param free {@code false} if too much waits for it
	 */
	record Room(String realm, long session, boolean free) implements OfRealm {
	}

	/**
	 * To one or all: a publication.
	 *
	 * @param id the publication's ID
	 * @param publisher the publisher's session ID, 0 for a router
	 * @param topic the topic
	 * @param details what subscribers are told
	 * @param trace the trace that it belongs to
	 * @param payload the arguments
	 * @param filter who may have it, as options of PUBLISH
	 * @param retained who it counts against, {@code null} if it is not retained
	 * @param stamp when it was published, by the publisher's node
	 */
	record Event(String realm, long id, long publisher, String topic, Dict details, Dict trace, Payload payload,
			Dict filter, @Nullable Retention retained, long stamp) implements OfRealm {
	}

	/**
	 * How an event is retained.
	 *
	 * @param owner who the publisher counts as
	 * @param events how many events may be retained of the publisher
	 * @param size how many bytes they may have together
	 */
	record Retention(String owner, int events, long size) {
	}

	/**
	 * To one: a session shall end.
	 *
	 * @param session its ID
	 * @param reason the URI of the reason
	 * @param message a text for people, if there is one
	 * @param quietly whether there are neither testaments nor an event of its leaving
	 */
	record Kill(String realm, long session, String reason, @Nullable String message,
			boolean quietly) implements OfRealm {
	}

	/**
	 * To one: a session is given attributes.
	 *
	 * @param session its ID
	 * @param changes names and values, {@code null} to take one away
	 */
	record Modify(String realm, long session, Dict changes) implements OfRealm {
	}

	/**
	 * To one: a session loses a registration or subscription.
	 *
	 * @param registration {@code false} for a subscription
	 * @param id the ID of the registration or subscription
	 * @param session its ID
	 * @param reason why, a URI, if there is a reason
	 */
	record Revoke(String realm, boolean registration, long id, long session,
			@Nullable String reason) implements OfRealm {
	}

	/** Something that a node has, and all others know. */
	sealed interface Entry {

		/** What it is told by. */
		Key key();

		/**
		 * What an entry is told by.
		 *
		 * @param kind what it is
		 * @param id the ID of the session, registration or subscription
		 * @param member the session ID of the callee or subscriber, or the number of the
		 * testament; 0 for a session
		 */
		record Key(Kind kind, long id, long member) {
		}

		/** What there is. The order is that of the frames. */
		enum Kind {

			/** A session. */
			SESSION,
			/** A callee of a registration. */
			CALLEE,
			/** A subscriber of a subscription. */
			SUBSCRIBER,
			/** A testament of a session. */
			TESTAMENT,
			/** An event that is retained. */
			RETAINED

		}

		/**
		 * A session.
		 *
		 * @param joined milliseconds since 1970
		 * @param claimed what it has said of itself
		 * @param given what it was given
		 * @param features what it has announced as a callee
		 */
		record Session(long id, String authId, String authRole, String authMethod, String authProvider, boolean trusted,
				String transport, String serializer, @Nullable String peer, long joined, Dict claimed, Dict given,
				Set<Feature> features) implements Entry {

			public Session {
				features = Set.copyOf(features);
			}

			@Override
			public Key key() {
				return new Key(Kind.SESSION, this.id, 0);
			}

		}

		/**
		 * A callee.
		 *
		 * @param registration the registration's ID
		 * @param concurrency how many invocations it takes at once, 0 for any number
		 * @param waitingCalls how many calls may wait
		 * @param created when the registration was created, milliseconds since 1970
		 * @param stamp when it was claimed; the older one has the right of way
		 * @param claim number of the claim that wants a {@link Verdict}, 0 for none
		 * @param active whether the callee has been told that it is registered
		 */
		record Callee(long registration, long session, MatchPolicy match, String procedure, InvocationPolicy policy,
				boolean discloseCaller, boolean forwardTimeout, int concurrency, int waitingCalls, long created,
				long stamp, long claim, boolean active) implements Entry {

			@Override
			public Key key() {
				return new Key(Kind.CALLEE, this.registration, this.session);
			}

		}

		/**
		 * A subscriber.
		 *
		 * @param subscription the subscription's ID
		 * @param session its session ID; 0 for the node itself, which keeps a history
		 * @param created when the subscription was created, milliseconds since 1970
		 */
		record Subscriber(long subscription, long session, MatchPolicy match, String topic,
				long created) implements Entry {

			@Override
			public Key key() {
				return new Key(Kind.SUBSCRIBER, this.subscription, this.session);
			}

		}

		/**
		 * A testament.
		 *
		 * @param session whose it is
		 * @param number counts up for each session
		 * @param detached whether it is of this scope, else of the other one
		 * @param event what is published
		 */
		record Testament(long session, long number, boolean detached, Event event) implements Entry {

			@Override
			public Key key() {
				return new Key(Kind.TESTAMENT, this.session, this.number);
			}

		}

		/**
		 * An event that is retained.
		 *
		 * @param event the event
		 * @param age how long ago it was retained, in milliseconds
		 */
		record Retained(Event event, long age) implements Entry {

			@Override
			public Key key() {
				return new Key(Kind.RETAINED, this.event.id(), 0);
			}

		}

	}

}
