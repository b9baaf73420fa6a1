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

package io.github.wampspring.router;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session beside its identity: the entries of {@code HELLO.Details}
 * that the specification does not name, if they are strings, and what the procedure
 * {@code wamp.session.modify_details} has set. Publications may name them in lists such
 * as {@code eligible_org}. The former are nothing but the client's own word; the latter
 * come from somebody who has the permission, and go before them. Thread-safe.
 */
public final class SessionAttributes {

	/** How many of each kind are kept. */
	public static final int MAX_COUNT = 32;

	/** How long a name or a value may be, in characters. */
	public static final int MAX_LENGTH = 256;

	private static final Set<String> RESERVED = Set.of("session", "realm", "roles", "agent", "authid", "authrole",
			"authmethod", "authmethods", "authprovider", "authextra", "transport", "joined", "resumable", "resumed",
			"resume-session", "resume-token", "resume_session", "resume_token");

	private final Map<String, String> claimed;

	/** A name without a value hides what the client has claimed. */
	private volatile Map<String, @Nullable Object> given = Map.of();

	private SessionAttributes(Map<String, String> claimed) {
		this.claimed = claimed;
	}

	/**
	 * Without any.
	 * @return attributes of a session that has claimed nothing
	 */
	public static SessionAttributes none() {
		return new SessionAttributes(Map.of());
	}

	/**
	 * What a client has claimed.
	 * @param hello {@code HELLO.Details}; what is too long or too much is left out
	 * @return the attributes
	 */
	public static SessionAttributes of(Dict hello) {
		Map<String, String> claimed = new LinkedHashMap<>();
		hello.asMap().forEach((name, value) -> {
			if (claimed.size() < MAX_COUNT && value instanceof String text && isName(name)
					&& text.length() <= MAX_LENGTH) {
				claimed.put(name, text);
			}
		});
		return new SessionAttributes(claimed.isEmpty() ? Map.of() : Collections.unmodifiableMap(claimed));
	}

	/**
	 * Whether an attribute may have this name.
	 * @param name the name
	 * @return {@code false} if it is empty, too long, or means something in WAMP
	 */
	public static boolean isName(String name) {
		return !name.isEmpty() && name.length() <= MAX_LENGTH && !RESERVED.contains(name);
	}

	/**
	 * Whether an attribute may have this value.
	 * @param value the value
	 * @return {@code true} for strings that are not too long, numbers and booleans, and
	 * for {@code null}, which takes an attribute away
	 */
	public static boolean isValue(@Nullable Object value) {
		return value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long
				|| value instanceof Double || (value instanceof String text && text.length() <= MAX_LENGTH);
	}

	/**
	 * One of them.
	 * @param name the name
	 * @return the value, or {@code null} if there is none, or it is no string
	 */
	public @Nullable String get(String name) {
		Map<String, @Nullable Object> given = this.given;
		if (given.containsKey(name)) {
			return (given.get(name) instanceof String value) ? value : null;
		}
		return this.claimed.get(name);
	}

	/**
	 * All of them.
	 * @return names and values
	 */
	public Map<String, Object> all() {
		Map<String, Object> all = new LinkedHashMap<>(this.claimed);
		this.given.forEach((name, value) -> {
			if (value != null) {
				all.put(name, value);
			}
			else {
				all.remove(name);
			}
		});
		return all;
	}

	/**
	 * What the client has claimed.
	 * @return names and values
	 */
	public Map<String, String> claimed() {
		return this.claimed;
	}

	/**
	 * All that was set by {@link #change}.
	 * @return names and values; a name without a value hides what the client has claimed
	 */
	public Map<String, @Nullable Object> changes() {
		return this.given;
	}

	/**
	 * Those that the session has not claimed itself, but was given.
	 * @return names and values
	 */
	public Map<String, Object> given() {
		Map<String, Object> given = new LinkedHashMap<>();
		this.given.forEach((name, value) -> {
			if (value != null) {
				given.put(name, value);
			}
		});
		return given;
	}

	/**
	 * Sets some of them.
	 * @param changes names and values; {@code null} takes an attribute away
	 * @return {@code false} if there would be too many: then nothing changes
	 */
	public synchronized boolean change(Map<String, @Nullable Object> changes) {
		Map<String, @Nullable Object> changed = new LinkedHashMap<>(this.given);
		changes.forEach((name, value) -> {
			if (value != null || this.claimed.containsKey(name)) {
				changed.put(name, value);
			}
			else {
				changed.remove(name);
			}
		});
		if (changed.size() > MAX_COUNT) {
			return false;
		}
		this.given = Collections.unmodifiableMap(changed);
		return true;
	}

	@Override
	public String toString() {
		return all().keySet().toString();
	}

}
