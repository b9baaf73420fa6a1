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

package io.github.wampspring.client.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.client.CallResult;
import io.github.wampspring.client.EventTimer;
import io.github.wampspring.client.ReplayHandler.Missing;
import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Payload;

/**
 * Asks the router for what is missing, a page of it. Ends when the page is there, when
 * the session ends, or when the router cannot or will not answer.
 */
final class CatchUp {

	private static final String GET_EVENTS = "wamp.subscription.get_events";

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	private static final int PAGE = 500;

	/** As many as there may be, for a router that knows only a limit. */
	private static final int MOST = 1_000_000;

	private static final String OUT_OF_REACH = "the router's history does not reach back to the last event that"
			+ " was handled";

	private static final String INCOMPLETE = "what came to another instance of the router before the last event that"
			+ " was handled is not wholly kept at this one";

	private static final String FORGOTTEN = "so many events have come so quickly to another instance of the router that"
			+ " it is not known which of them were handled (property wamp.listener.event-queue-capacity)";

	private static final int MAX_ATTEMPTS = 10;

	/** These do not get better by asking again. */
	private static final Set<String> PERMANENT = Set.of(ErrorUris.NO_SUCH_PROCEDURE, ErrorUris.NOT_AUTHORIZED,
			ErrorUris.NO_SUCH_SUBSCRIPTION, ErrorUris.INVALID_ARGUMENT, ErrorUris.FEATURE_NOT_SUPPORTED,
			"wamp.error.history_unavailable");

	private final ReplayingHandler handler;

	private final HandledEvents handled;

	private final WampSession session;

	private final long subscription;

	private final EventTimer timer;

	/** Whether the router knows the filters, or only a limit, as Crossbar.io does. */
	private final boolean filters;

	private final CompletableFuture<Missing> missing = new CompletableFuture<>();

	/** Of an overlap: what comes before the first event that is known. */
	private final List<TopicEvent> unknown = new ArrayList<>();

	/** Whether some of these were given up, since there were too many. */
	private boolean tooMany;

	private int limit = PAGE;

	private int attempts;

	CatchUp(ReplayingHandler handler, WampSession session, long subscription, EventTimer timer) {
		this.handler = handler;
		this.handled = handler.handled();
		this.session = session;
		this.subscription = subscription;
		this.timer = timer;
		this.filters = Feature.Announcement.of(Dict.copyOf(session.getDetails()))
			.has(Feature.Role.BROKER, Feature.EVENT_HISTORY);
	}

	/**
	 * Finds out since when events are to be handled: since now.
	 * @return no events, never failed
	 */
	CompletionStage<Missing> begin() {
		guarded(this::askForTheLast);
		return this.missing;
	}

	private void askForTheLast() {
		Map<String, Object> options = new LinkedHashMap<>();
		options.put("limit", 1);
		if (this.filters) {
			options.put("reverse", true);
		}
		ask(options, true, (answer) -> {
			long last = answer.events().isEmpty() ? 0 : answer.events().get(0).publication();
			if (last != 0 && answer.order() != null) {
				passOver(last, last, 0);
			}
			else {
				begin(last);
			}
		}, this::askForTheLast);
	}

	private void begin(long last) {
		this.handled.begin(last, this.handler.order());
		end();
	}

	/**
	 * What stands before the last event here may come after it at another instance, and
	 * is not to be handled there either.
	 * @param after the publication after which the page begins
	 * @param count how many there were
	 */
	private void passOver(long last, long after, int count) {
		Map<String, Object> options = new LinkedHashMap<>();
		options.put("limit", this.limit);
		options.put("after_publication", after);
		if (after == last) {
			options.put("order", "");
		}
		ask(options, false, (answer) -> {
			int passed = count;
			boolean end = !answer.overlap() && after == last;
			for (TopicEvent event : answer.events()) {
				if (!end) {
					this.handled.add(event.publication());
					passed++;
				}
				end |= event.publication() == last;
			}
			long next = hasMore(answer) ? lastOf(answer) : 0;
			if (end || next == 0 || passed >= this.handled.capacity()) {
				begin(last);
			}
			else {
				passOver(last, next, passed);
			}
		}, () -> passOver(last, after, count));
	}

	private boolean hasMore(HistoryAnswer answer) {
		return !answer.events().isEmpty() && (answer.more() || answer.events().size() >= this.limit);
	}

	private static long lastOf(HistoryAnswer answer) {
		return answer.events().get(answer.events().size() - 1).publication();
	}

	/**
	 * Finds what is missing.
	 * @param after the publication after which events are missing, 0 if that is to be
	 * found out
	 * @return the events, never failed
	 */
	CompletionStage<Missing> find(long after) {
		guarded(() -> {
			if (after != 0) {
				page(after, false, Collections.emptyIterator());
			}
			else {
				find(this.handled.starts().iterator());
			}
		});
		return this.missing;
	}

	/** Asks for what came after the first publication that the router has still got. */
	private void find(Iterator<Long> starts) {
		if (!this.filters) {
			all();
			return;
		}
		if (!starts.hasNext()) {
			this.handler.gap(OUT_OF_REACH);
			page(0, false, starts);
			return;
		}
		page(starts.next(), true, starts);
	}

	/**
	 * A page.
	 * @param after the publication after which it begins, 0 for the first page
	 * @param handled whether that is one that was handled, maybe from another instance
	 * @param others where to begin if that is not there
	 */
	private void page(long after, boolean handled, Iterator<Long> others) {
		Map<String, Object> options = new LinkedHashMap<>();
		options.put("limit", this.limit);
		if (after != 0) {
			options.put("after_publication", after);
		}
		if (handled) {
			options.put("order", this.handled.order());
		}
		ask(options, false, (answer) -> {
			if (!answer.known()) {
				find(others);
			}
			else if (answer.overlap()) {
				if (!answer.complete()) {
					this.handler.gap(INCOMPLETE);
				}
				overlap(answer, after);
			}
			else {
				complete(answer.events(), hasMore(answer) ? lastOf(answer) : 0);
			}
		}, () -> page(after, handled, others));
	}

	/**
	 * A page of an overlap, which has events that were handled and events that were not.
	 * What comes before all that is known is new, unless the handler has forgotten it.
	 * @param start the publication after which events were asked for
	 */
	private void overlap(HistoryAnswer answer, long start) {
		Set<Long> oldest = this.handled.oldest();
		List<TopicEvent> found = new ArrayList<>();
		boolean known = false;
		for (TopicEvent event : answer.events()) {
			long publication = event.publication();
			boolean handled = publication == start || this.handled.contains(publication);
			if (handled && !known) {
				known = true;
				found.addAll(before(oldest.contains(publication)));
			}
			if (!handled) {
				(known ? found : this.unknown).add(event);
			}
		}
		long next = hasMore(answer) ? lastOf(answer) : 0;
		if (next == 0 && !known) {
			found.addAll(before(!oldest.isEmpty()));
		}
		if (this.unknown.size() > this.handled.capacity()) {
			this.tooMany = true;
			this.unknown.clear();
		}
		if (next != 0 && (!known || found.isEmpty())) {
			further(next, start, known);
		}
		else {
			complete(found, next);
		}
	}

	/** What came before the first event that is known. */
	private List<TopicEvent> before(boolean forgotten) {
		List<TopicEvent> before = List.copyOf(this.unknown);
		this.unknown.clear();
		if (this.tooMany || (forgotten && !before.isEmpty())) {
			this.handler.gap(FORGOTTEN);
			return List.of();
		}
		return before;
	}

	/** The next page, where there was nothing new in this one. */
	private void further(long after, long start, boolean known) {
		ask(Map.of("limit", this.limit, "after_publication", after), false, (answer) -> {
			if (known || !answer.known()) {
				complete(answer.events(), hasMore(answer) ? lastOf(answer) : 0);
			}
			else {
				overlap(answer, start);
			}
		}, () -> further(after, start, known));
	}

	private void complete(List<TopicEvent> events, long after) {
		this.missing.complete(new Missing(events, after, false));
	}

	/** All that the router has: the newest of it, as much as there is. */
	private void all() {
		ask(Map.of("limit", MOST), true, (answer) -> {
			List<TopicEvent> events = answer.events();
			List<Long> starts = this.handled.starts();
			int from = -1;
			for (int i = 0; i < events.size(); i++) {
				long publication = events.get(i).publication();
				from = (starts.contains(publication) || this.handled.contains(publication)) ? i : from;
			}
			if (from < 0 && !events.isEmpty() && !starts.contains(0L)) {
				this.handler.gap(OUT_OF_REACH);
			}
			this.missing.complete(new Missing(List.copyOf(events.subList(from + 1, events.size())), 0, false));
		}, this::all);
	}

	/** There is nothing that could be had. */
	private void end() {
		this.missing.complete(Missing.NOTHING);
	}

	private void ask(Map<String, Object> options, boolean newestFirst, Consumer<HistoryAnswer> then, Runnable again) {
		CompletableFuture<CallResult> call = this.session.call(GET_EVENTS, Dict.EMPTY,
				Payload.of(List.of(this.subscription), options), null);
		this.timer.after(TIMEOUT, (ended) -> call.completeExceptionally(new WampException(ErrorUris.TIMEOUT,
				"The router has not answered within " + TIMEOUT.toSeconds() + " s")));
		call.whenComplete((result, failure) -> onHandlerThread(() -> {
			if (failure != null) {
				failed((failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
						: failure, again);
				return;
			}
			HistoryAnswer answer;
			try {
				answer = HistoryAnswer.of(result, this.session, this.subscription, this.handler, newestFirst);
			}
			catch (RuntimeException ex) {
				this.handler.unable(String.valueOf(ex.getMessage()));
				end();
				return;
			}
			this.attempts = 0;
			this.handler.able((answer.order() != null) ? answer.order() : "");
			then.accept(answer);
		}));
	}

	private void failed(Throwable failure, Runnable again) {
		String uri = (failure instanceof WampException error) ? error.getUri() : "";
		String text = String.valueOf(failure.getMessage());
		if (failure instanceof WampConnectionException || !this.session.isOpen()) {
			// the next session goes on from here
			this.missing.complete(this.handler.interrupted());
		}
		else if (PERMANENT.contains(uri) || (!this.filters && !this.handler.isAble())) {
			this.handler.unable(text);
			end();
		}
		else if (uri.equals(ErrorUris.PAYLOAD_SIZE_EXCEEDED) && this.limit > 1) {
			this.limit = this.limit / 2;
			again.run();
		}
		else if (++this.attempts >= MAX_ATTEMPTS) {
			this.handler.gap("the router does not tell what was published meanwhile: " + text);
			end();
		}
		else {
			Duration pause = Duration.ofMillis(100L << this.attempts);
			this.handler.delayed(pause, text);
			this.timer.after(pause, (ended) -> {
				if (ended == EventTimer.End.ELAPSED) {
					guarded(again);
				}
				else {
					this.missing.complete(this.handler.interrupted());
				}
			});
		}
	}

	private void onHandlerThread(Runnable task) {
		this.timer.after(Duration.ZERO, (ended) -> {
			if (ended == EventTimer.End.ELAPSED) {
				guarded(task);
			}
			else {
				// stopped: whatever session comes next goes on from here
				this.missing.complete(this.handler.interrupted());
			}
		});
	}

	/** Whatever happens, the events that came later must not wait for ever. */
	private void guarded(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			this.handler.gap("what was published meanwhile could not be asked for: " + ex);
			end();
		}
	}

}
