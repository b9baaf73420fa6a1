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

package io.github.wampspring.router.engine;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.history.HistoryOverlap;
import io.github.wampspring.router.history.HistoryPage;
import io.github.wampspring.router.history.HistoryQuery;
import io.github.wampspring.router.history.HistoryRange;
import io.github.wampspring.router.history.StoredEvent;
import io.github.wampspring.router.routing.EventFilter;
import io.github.wampspring.router.routing.History;
import io.github.wampspring.router.routing.HistoryOrder;
import io.github.wampspring.router.routing.RealmPeers;
import io.github.wampspring.router.routing.RealmRules;
import io.github.wampspring.router.routing.Routes;
import io.github.wampspring.router.routing.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The meta procedure of event history. See the section "Event History" of the
 * specification. Who may subscribe to a topic or pattern may read its history.
 */
final class HistoryProcedures {

	/** Of Crossbar.io; the specification has no URI for this. */
	private static final String HISTORY_UNAVAILABLE = "wamp.error.history_unavailable";

	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX")
		.withZone(ZoneOffset.UTC);

	private static final int MAX_TIMESTAMP_LENGTH = 64;

	/** How many events one answer has at the most. */
	private static final int MAX_EVENTS = 1_000;

	/** How large they may be together, unless there is but one. */
	private static final long MAX_SIZE = 256 * 1024;

	/** How many answers one session may wait for. */
	private static final int MAX_QUERIES = 16;

	private final Map<Long, Integer> queries = new ConcurrentHashMap<>();

	private final Routes<Subscription> subscriptions;

	private final RealmRules rules;

	private final PayloadMapper mapper;

	private final RealmPeers peers;

	HistoryProcedures(Routes<Subscription> subscriptions, RealmRules rules, PayloadMapper mapper, RealmPeers peers) {
		this.peers = peers;
		this.subscriptions = subscriptions;
		this.rules = rules;
		this.mapper = mapper;
	}

	void addTo(MetaProcedures procedures) {
		procedures.add("wamp.subscription.get_events", this::getEvents);
	}

	private CompletableFuture<Payload> getEvents(MetaCall call) {
		Subscription subscription = this.subscriptions.byId(call.id(0));
		if (subscription == null) {
			throw new MetaException(ErrorUris.NO_SUCH_SUBSCRIPTION, "There is no subscription " + call.id(0));
		}
		SessionInfo session = call.caller().info();
		HistoryQuery query = query(call, session);
		String order = call.keywordString("order");
		CompletableFuture<Payload> answer = new CompletableFuture<>();
		this.rules.authorize(call.caller(), WampAction.SUBSCRIBE, subscription.info().match(),
				subscription.info().topic(), Dict.EMPTY, (access) -> {
					if (access.isRefused()) {
						answer.completeExceptionally(new MetaException(access.error(),
								"Session " + session.id() + " may not subscribe to that, nor read its history"));
					}
					else {
						find(session, subscription, query, order, answer);
					}
				});
		return answer;
	}

	/**
	 * Finds events.
	 * @param order the order in which the one who asks has got events, {@code null} if
	 * that is nothing to him
	 */
	private void find(SessionInfo session, Subscription subscription, HistoryQuery query, @Nullable String order,
			CompletableFuture<Payload> answer) {
		History history = subscription.history();
		if (history == null) {
			answer.completeExceptionally(
					new MetaException(HISTORY_UNAVAILABLE, "There is no history of subscription " + subscription.id()));
			return;
		}
		if (!begin(session.id())) {
			answer.completeExceptionally(new MetaException(ErrorUris.LIMIT_EXCEEDED,
					"Session " + session.id() + " waits for as many answers of histories as it may"));
			return;
		}
		HistoryOrder here = order(history);
		boolean overlaps = here != null && order != null && (history.isShared() || !order.equals(here.id()))
				&& query.publications().after() != null && !query.reverse();
		HistoryQuery asked = (here != null && overlaps) ? query.with(new HistoryOverlap(here.overlap(), here.since()))
				: query;
		// who has left an instance has not got what others were about to store
		CompletableFuture<HistoryPage> found = (overlaps && history.isShared())
				? this.peers.stored().thenCompose((stored) -> history.find(asked)) : history.find(asked);
		found.whenComplete((page, failure) -> {
			this.queries.compute(session.id(), (id, count) -> (count != null && count > 1) ? count - 1 : null);
			if (page == null) {
				Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
				answer.completeExceptionally(
						(cause instanceof WampException error) ? new MetaException(error.getUri(), text(error))
								: new MetaException(ErrorUris.RUNTIME_ERROR, "The history cannot be read"));
				return;
			}
			try {
				answer.complete(payload(subscription, page, (here != null) ? here.id() : null, overlaps));
			}
			catch (RuntimeException | Error ex) {
				answer.completeExceptionally(ex);
			}
		});
	}

	/** A history that all instances have in common has no order that is known at one. */
	private @Nullable HistoryOrder order(History history) {
		HistoryOrder order = this.peers.historyOrder();
		return (order != null && history.isShared()) ? new HistoryOrder("", order.overlap(), order.since()) : order;
	}

	private boolean begin(long session) {
		boolean[] begun = new boolean[1];
		this.queries.compute(session, (id, count) -> {
			int before = (count != null) ? count : 0;
			begun[0] = before < MAX_QUERIES;
			return begun[0] ? before + 1 : before;
		});
		return begun[0];
	}

	private static String text(WampException error) {
		List<@Nullable Object> arguments = error.getArguments();
		return arguments.isEmpty() ? error.getUri() : String.valueOf(arguments.get(0));
	}

	private Payload payload(Subscription subscription, HistoryPage page, @Nullable String order, boolean overlaps) {
		boolean pattern = subscription.info().match() != MatchPolicy.EXACT;
		List<Map<String, @Nullable Object>> events = new ArrayList<>();
		for (StoredEvent event : page.events()) {
			Map<String, @Nullable Object> fields = new LinkedHashMap<>();
			fields.put("timestamp", TIMESTAMP.format(event.time()));
			fields.put("subscription", subscription.id());
			fields.put("publication", event.publication());
			fields.put("details", (pattern ? event.details().with("topic", event.topic()) : event.details()).toMap());
			putArguments(fields, event.payload());
			events.add(fields);
		}
		Map<String, Object> about = new LinkedHashMap<>();
		if (page.more()) {
			about.put("more", true);
		}
		if (!page.known()) {
			about.put("known", false);
		}
		if (order != null) {
			about.put("order", order);
		}
		if (overlaps) {
			about.put("overlap", true);
		}
		if (!page.complete()) {
			about.put("complete", false);
		}
		return Payload.of(events, about);
	}

	private void putArguments(Map<String, @Nullable Object> fields, Payload payload) {
		if (payload instanceof Payload.Encoded encoded && encoded.isTransparent()) {
			fields.put("payload", this.mapper.transparent(encoded));
			return;
		}
		List<@Nullable Object> arguments = this.mapper.arguments(payload);
		if (!arguments.isEmpty()) {
			fields.put("args", arguments);
		}
		Map<String, @Nullable Object> keywordArguments = this.mapper.keywordArguments(payload);
		if (!keywordArguments.isEmpty()) {
			fields.put("kwargs", keywordArguments);
		}
	}

	private HistoryQuery query(MetaCall call, SessionInfo session) {
		Map<String, @Nullable Object> options = call.keywordArguments();
		HistoryRange<Long> publications = new HistoryRange<>(publication(options, "from_publication"),
				publication(options, "after_publication"), publication(options, "before_publication"),
				publication(options, "until_publication"));
		HistoryRange<Instant> times = new HistoryRange<>(time(call, "from_time"), time(call, "after_time"),
				time(call, "before_time"), time(call, "until_time"));
		Object reverse = options.get("reverse");
		if (reverse != null && !(reverse instanceof Boolean)) {
			throw invalid("reverse must be a boolean");
		}
		return new HistoryQuery(publications, times, call.keywordString("topic"), Boolean.TRUE.equals(reverse),
				limit(options.get("limit")), MAX_SIZE,
				(event) -> event.filter().isEmpty() || accepts(event.filter(), session));
	}

	private static boolean accepts(Dict filter, SessionInfo session) {
		EventFilter lists = EventFilter.of(0, filter, Integer.MAX_VALUE);
		return lists != null && lists.accepts(session);
	}

	private static int limit(@Nullable Object value) {
		if (value == null) {
			return MAX_EVENTS;
		}
		Long limit = Ids.integer(value);
		if (limit == null || limit < 1) {
			throw invalid("limit must be a positive integer");
		}
		return (int) Math.min(limit, MAX_EVENTS);
	}

	private static @Nullable Long publication(Map<String, @Nullable Object> options, String name) {
		Object value = options.get(name);
		if (value == null) {
			return null;
		}
		Long id = Ids.integer(value);
		if (id == null || id < 1) {
			throw invalid(name + " must be the ID of a publication");
		}
		return id;
	}

	private static @Nullable Instant time(MetaCall call, String name) {
		String value = call.keywordString(name);
		if (value == null) {
			return null;
		}
		try {
			if (value.length() <= MAX_TIMESTAMP_LENGTH) {
				return OffsetDateTime.parse(value).toInstant();
			}
		}
		catch (DateTimeParseException ex) {
			// refused below
		}
		throw invalid(name + " must be a time such as 2026-01-31T12:00:00.000Z");
	}

	private static MetaException invalid(String message) {
		return new MetaException(ErrorUris.INVALID_ARGUMENT, message);
	}

}
