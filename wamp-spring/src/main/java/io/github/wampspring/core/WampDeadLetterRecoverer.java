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
package io.github.wampspring.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events that could not be handled to another topic, and waits for the router's
 * acknowledgment. The arguments are those of the event; one more keyword argument,
 * {@value #KEYWORD}, tells its {@code topic}, its {@code publication} ID, the
 * {@code error} as a URI with a {@code message} if that was meant for others, and the
 * number of {@code attempts}.
 * <p>
 * An event of the dead-letter topic itself is not published again.
 */
public class WampDeadLetterRecoverer implements WampEventRecoverer {

	/** The keyword argument that tells where an event came from. */
	public static final String KEYWORD = "dead_letter";

	private final Function<String, ? extends WampOperations> templates;

	private final String topic;

	private final ErrorMappings mappings;

	/**
	 * Creates a recoverer that publishes over one connection.
	 * @param template publishes the events
	 * @param topic the URI to publish them to
	 * @param mappings which exception stands for which error URI
	 */
	public WampDeadLetterRecoverer(WampOperations template, String topic, ErrorMappings mappings) {
		this((connection) -> template, topic, mappings);
	}

	/**
	 * Creates a recoverer.
	 * @param templates gives what publishes the events of a connection, by its name
	 * @param topic the URI to publish them to
	 * @param mappings which exception stands for which error URI
	 */
	public WampDeadLetterRecoverer(Function<String, ? extends WampOperations> templates, String topic,
			ErrorMappings mappings) {
		this.templates = templates;
		this.topic = topic;
		this.mappings = mappings;
	}

	@Override
	public void recover(FailedEvent event) {
		if (event.topic().equals(this.topic)) {
			throw new IllegalStateException("It is an event of the dead-letter topic '" + this.topic + "' itself");
		}
		Map<String, @Nullable Object> keywordArguments = new LinkedHashMap<>(event.arguments().getKeywordArguments());
		keywordArguments.put(KEYWORD, describe(event));
		this.templates.apply(event.connection())
			.newPublication(this.topic)
			.args(event.arguments().getArguments().toArray())
			.kwargs(keywordArguments)
			.publishAcknowledged();
	}

	private Map<String, Object> describe(FailedEvent event) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("topic", event.topic());
		description.put("publication", event.details().publication());
		WampException error = (event.failure() instanceof WampException own) ? own
				: this.mappings.errorFor(event.failure());
		description.put("error", (error != null) ? error.getUri() : ErrorUris.RUNTIME_ERROR);
		if (error != null && !error.getArguments().isEmpty() && error.getArguments().get(0) instanceof String message) {
			description.put("message", message);
		}
		description.put("attempts", event.attempts());
		return description;
	}

}
