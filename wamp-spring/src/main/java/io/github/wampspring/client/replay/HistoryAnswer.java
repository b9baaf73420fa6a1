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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.client.CallResult;
import io.github.wampspring.client.TopicEvent;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Ids;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * An answer of {@code wamp.subscription.get_events}.
 *
 * @param events the events, the oldest first
 * @param more whether there are further ones
 * @param known whether the publication that was asked for is there
 * @param order the order of the events, "" where it is of no use to know it; {@code null}
 * if the router has one instance
 * @param overlap whether it begins before what was asked for, since the order is another
 * one
 * @param complete whether nothing can be missing in the overlap
 */
record HistoryAnswer(List<TopicEvent> events, boolean more, boolean known, @Nullable String order, boolean overlap,
		boolean complete) {

	/**
	 * Reads an answer.
	 * @param newestFirst whether the newest event comes first
	 * @return the answer
	 * @throws IllegalArgumentException if it is not one
	 */
	static HistoryAnswer of(CallResult result, WampSession session, long subscription, ReplayingHandler handler,
			boolean newestFirst) {
		PayloadMapper mapper = handler.mapper();
		List<?> items = mapper.arguments(result.payload());
		if (items.size() == 1 && items.get(0) instanceof List<?> list) {
			items = list;
		}
		// Crossbar.io has an event once for each session that got it
		Map<Long, TopicEvent> events = new LinkedHashMap<>();
		for (Object item : items) {
			TopicEvent event = event(item, session, subscription, handler);
			events.putIfAbsent(event.publication(), event);
		}
		List<TopicEvent> ordered = new ArrayList<>(events.values());
		if (newestFirst) {
			Collections.reverse(ordered);
		}
		Map<String, @Nullable Object> about = mapper.keywordArguments(result.payload());
		return new HistoryAnswer(ordered, Boolean.TRUE.equals(about.get("more")),
				!Boolean.FALSE.equals(about.get("known")), (about.get("order") instanceof String order) ? order : null,
				Boolean.TRUE.equals(about.get("overlap")), !Boolean.FALSE.equals(about.get("complete")));
	}

	private static TopicEvent event(@Nullable Object item, WampSession session, long subscription,
			ReplayingHandler handler) {
		Long publication = (item instanceof Map<?, ?> map) ? Ids.integer(map.get("publication")) : null;
		if (!(item instanceof Map<?, ?> map) || publication == null || publication < 1) {
			throw new IllegalArgumentException("An event of the router's history has no publication ID");
		}
		Dict details = (map.get("details") instanceof Map<?, ?> found) ? Dict.copyOf(found) : Dict.EMPTY;
		String topic = details.getString("topic");
		if (topic == null && map.get("topic") instanceof String named) {
			topic = named;
		}
		topic = handler.matched(topic);
		if (map.get("payload") instanceof byte[] value) {
			return new TopicEvent(session, subscription, publication, topic, details,
					handler.mapper().transparent(value));
		}
		List<@Nullable Object> arguments = (map.get("args") instanceof List<?> list) ? new ArrayList<>(list)
				: List.of();
		Map<String, @Nullable Object> keywordArguments = new LinkedHashMap<>();
		if (map.get("kwargs") instanceof Map<?, ?> found) {
			found.forEach((name, value) -> keywordArguments.put(String.valueOf(name), value));
		}
		return new TopicEvent(session, subscription, publication, topic, details,
				Payload.of(arguments, keywordArguments));
	}

}
