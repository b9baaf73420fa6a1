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

package io.github.wampspring.client;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.client.PendingRequest.OfSubscribe.Topic;
import io.github.wampspring.codec.UnreadablePayload;
import io.github.wampspring.payload.PayloadCodec;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The subscriber's half of a session. The router gives one ID for one topic, however
 * often it is subscribed to, so handlers share it: it is given back with the last of
 * them, but not while another SUBSCRIBE for the same topic is on its way.
 */
final class SessionSubscriptions {

	private static final Log logger = LogFactory.getLog(SessionSubscriptions.class);

	private static final int MAX_WITHOUT_HANDLER = 1000;

	private final WampSession session;

	private final RequestTable requests;

	private final PayloadCodec payloads;

	private final Map<Long, Entry> byId = new ConcurrentHashMap<>();

	/** Topics that were published to and are not subscribed to here. */
	private final Set<String> withoutHandler = ConcurrentHashMap.newKeySet();

	private final Map<Topic, Integer> onTheWay = new HashMap<>();

	SessionSubscriptions(WampSession session, RequestTable requests, PayloadCodec payloads) {
		this.payloads = payloads;
		this.session = session;
		this.requests = requests;
	}

	CompletableFuture<Long> subscribe(String uri, Dict options, EventHandler handler) {
		Topic topic = new Topic(uri, MatchPolicy.of(options.getString("match")));
		PendingRequest.OfSubscribe request = new PendingRequest.OfSubscribe(topic, handler);
		synchronized (this) {
			this.onTheWay.merge(topic, 1, Integer::sum);
		}
		boolean sent = false;
		try {
			sent = this.requests.send(request, (id) -> new Subscribe(id, options, uri));
		}
		finally {
			if (!sent) {
				onAnswered(topic);
			}
		}
		return request;
	}

	CompletableFuture<@Nullable Void> unsubscribe(long subscription, EventHandler handler) {
		PendingRequest<@Nullable Void> request = new PendingRequest<>(MessageType.UNSUBSCRIBE,
				Long.toString(subscription));
		synchronized (this) {
			Entry entry = this.byId.get(subscription);
			if (entry == null || !entry.remove(handler)) {
				request.fail(
						new WampException(ErrorUris.NO_SUCH_SUBSCRIPTION, "There is no subscription " + subscription));
			}
			else if (entry.handlers.length > 0 || this.onTheWay.containsKey(entry.topic)) {
				request.complete(null);
			}
			else {
				giveBack(subscription, request);
			}
		}
		this.requests.flush();
		return request;
	}

	private void giveBack(long subscription, PendingRequest<@Nullable Void> request) {
		this.byId.remove(subscription);
		this.requests.enqueue(request, (id) -> new Unsubscribe(id, subscription, Dict.EMPTY));
	}

	/**
	 * The router has accepted a subscription.
	 * @param request the request
	 * @param subscription the ID
	 */
	void onSubscribed(PendingRequest.OfSubscribe request, long subscription) {
		synchronized (this) {
			this.withoutHandler.clear();
			this.byId.computeIfAbsent(subscription, (id) -> new Entry(request.topic())).add(request.handler());
		}
		onAnswered(request.topic());
		if (!request.complete(subscription)) {
			unsubscribe(subscription, request.handler());
		}
	}

	/**
	 * A SUBSCRIBE is not on its way any more.
	 * @param topic its topic
	 */
	void onAnswered(Topic topic) {
		synchronized (this) {
			Integer left = this.onTheWay.computeIfPresent(topic, (key, count) -> (count > 1) ? count - 1 : null);
			if (left != null) {
				return;
			}
			this.byId.forEach((id, entry) -> {
				if (entry.handlers.length == 0 && entry.topic.equals(topic)) {
					giveBack(id, new PendingRequest<>(MessageType.UNSUBSCRIBE, id.toString()));
				}
			});
		}
		this.requests.flush();
	}

	/**
	 * The router has revoked a subscription.
	 * @param message UNSUBSCRIBED without a request
	 */
	void onRevoked(Unsubscribed message) {
		Long subscription = message.details().getLong("subscription");
		Entry entry = (subscription != null) ? this.byId.remove(subscription) : null;
		if (entry != null) {
			for (EventHandler handler : entry.handlers) {
				handler.onRevoked(message.details().getString("reason"));
			}
		}
	}

	boolean has(long subscription, EventHandler handler) {
		Entry entry = this.byId.get(subscription);
		return entry != null && Arrays.asList(entry.handlers).contains(handler);
	}

	/**
	 * A handler of events for a topic.
	 * @param topic the topic
	 * @return what it is, for the log, or {@code null} if there is none
	 */
	@Nullable String handlerOf(String topic) {
		if (this.byId.isEmpty() || this.withoutHandler.size() >= MAX_WITHOUT_HANDLER
				|| this.withoutHandler.contains(topic)) {
			return null;
		}
		for (Entry entry : this.byId.values()) {
			EventHandler[] handlers = entry.handlers;
			if (handlers.length > 0 && entry.topic.match().matches(entry.topic.uri(), topic)) {
				return DurableHandle.describe("the subscription to", entry.topic.uri(), handlers[0]);
			}
		}
		this.withoutHandler.add(topic);
		return null;
	}

	void onEvent(Event message) {
		Entry entry = this.byId.get(message.subscription());
		if (entry == null) {
			return;
		}
		EventHandler[] handlers = entry.handlers;
		String published = Uris.matched(entry.topic.match(), entry.topic.uri(), message.details().getString("topic"));
		TopicEvent event = new TopicEvent(this.session, message.subscription(), message.publication(), published,
				message.details(), open(published, message.details(), message.payload()));
		for (EventHandler handler : handlers) {
			try {
				handler.onEvent(event);
			}
			catch (Throwable ex) {
				logger.error("The handler of " + event.topic() + " failed", ex);
			}
		}
	}

	/**
	 * An event that did not come as one, as it would have been.
	 * @param event the event as it was published
	 * @return the event with its arguments in the clear
	 */
	TopicEvent opened(TopicEvent event) {
		return new TopicEvent(event.session(), event.subscription(), event.publication(), event.topic(),
				event.details(), open(event.topic(), event.details(), event.payload()));
	}

	/** Whoever handles the event, and is told of failures, learns that there is none. */
	private Payload open(String topic, Dict details, Payload payload) {
		try {
			return this.payloads.open(topic, details, payload);
		}
		catch (PayloadException ex) {
			return new UnreadablePayload(ex, (payload instanceof Payload.Encoded encoded) ? encoded.length() : 0);
		}
	}

	/**
	 * An event was too large to be received.
	 * @param subscription the subscription's ID
	 * @param limit the limit
	 */
	void onOversized(long subscription, int limit) {
		Entry entry = this.byId.get(subscription);
		if (entry == null) {
			return;
		}
		logger.warn("An event of " + entry.topic.uri() + " is larger than the limit of " + limit
				+ " and was skipped (property wamp.max-message-size)");
		for (EventHandler handler : entry.handlers) {
			if (handler instanceof EventQueue queue) {
				queue.countDropped();
			}
		}
	}

	/** One ID of the router with its handlers; the array is never changed. */
	private static final class Entry {

		private final Topic topic;

		private volatile EventHandler[] handlers = new EventHandler[0];

		Entry(Topic topic) {
			this.topic = topic;
		}

		void add(EventHandler handler) {
			EventHandler[] more = Arrays.copyOf(this.handlers, this.handlers.length + 1);
			more[more.length - 1] = handler;
			this.handlers = more;
		}

		boolean remove(EventHandler handler) {
			for (int i = 0; i < this.handlers.length; i++) {
				if (this.handlers[i] == handler) {
					EventHandler[] fewer = new EventHandler[this.handlers.length - 1];
					System.arraycopy(this.handlers, 0, fewer, 0, i);
					System.arraycopy(this.handlers, i + 1, fewer, i, fewer.length - i);
					this.handlers = fewer;
					return true;
				}
			}
			return false;
		}

	}

}
