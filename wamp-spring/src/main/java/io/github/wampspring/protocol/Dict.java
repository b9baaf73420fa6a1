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

package io.github.wampspring.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The options or details of a message: an immutable dictionary with access by type. Keys
 * that nobody knows are kept. A value of another type than the asked one reads as absent;
 * known keys of the wrong type never get this far, since {@link OptionRules} refuses
 * them.
 */
public final class Dict {

	/** The empty dictionary. */
	public static final Dict EMPTY = new Dict(Map.of());

	private final Map<String, @Nullable Object> map;

	private Dict(Map<String, @Nullable Object> map) {
		this.map = map;
	}

	/**
	 * Copies a map.
	 * @param map the entries; keys must be strings
	 * @return the dictionary
	 * @throws ProtocolViolation if a key is not a string
	 */
	public static Dict copyOf(Map<?, ?> map) {
		if (map.isEmpty()) {
			return EMPTY;
		}
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(map.size() * 2);
		map.forEach((key, value) -> {
			if (!(key instanceof String name)) {
				throw new ProtocolViolation("a dictionary's keys must be strings");
			}
			copy.put(name, value);
		});
		return new Dict(Collections.unmodifiableMap(copy));
	}

	/**
	 * A dictionary of one entry.
	 * @param key the key
	 * @param value the value
	 * @return the dictionary
	 */
	public static Dict of(String key, @Nullable Object value) {
		return EMPTY.with(key, value);
	}

	/**
	 * A dictionary of two entries.
	 * @param key1 the first key
	 * @param value1 the first value
	 * @param key2 the second key
	 * @param value2 the second value
	 * @return the dictionary
	 */
	public static Dict of(String key1, @Nullable Object value1, String key2, @Nullable Object value2) {
		return EMPTY.with(key1, value1).with(key2, value2);
	}

	/**
	 * Starts a dictionary of several entries.
	 * @return an empty builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * This dictionary with one entry more, or another value for it.
	 * @param key the key
	 * @param value the value; {@code null} is kept as a value
	 * @return another dictionary
	 */
	public Dict with(String key, @Nullable Object value) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(this.map);
		copy.put(key, value);
		return new Dict(Collections.unmodifiableMap(copy));
	}

	/**
	 * This dictionary with one entry more, where there is a value for it.
	 * @param key the key
	 * @param value the value; {@code null} leaves the dictionary as it is
	 * @return another dictionary, or this
	 */
	public Dict withPresent(String key, @Nullable Object value) {
		return (value != null) ? with(key, value) : this;
	}

	/**
	 * This dictionary with the entries of another one added or replaced.
	 * @param other the other dictionary
	 * @return another dictionary, or one of the two
	 */
	public Dict withAll(Dict other) {
		if (other.isEmpty()) {
			return this;
		}
		if (isEmpty()) {
			return other;
		}
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(this.map);
		copy.putAll(other.map);
		return new Dict(Collections.unmodifiableMap(copy));
	}

	/**
	 * This dictionary without an entry.
	 * @param key the key
	 * @return another dictionary, or this if it has no such entry
	 */
	public Dict without(String key) {
		if (!this.map.containsKey(key)) {
			return this;
		}
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(this.map);
		copy.remove(key);
		return copy.isEmpty() ? EMPTY : new Dict(Collections.unmodifiableMap(copy));
	}

	public boolean isEmpty() {
		return this.map.isEmpty();
	}

	public boolean has(String key) {
		return this.map.get(key) != null;
	}

	public @Nullable Object get(String key) {
		return this.map.get(key);
	}

	/**
	 * A boolean.
	 * @param key the key
	 * @return {@code true} if the value is the boolean {@code true}
	 */
	public boolean isTrue(String key) {
		return Boolean.TRUE.equals(this.map.get(key));
	}

	/**
	 * A boolean that may be absent.
	 * @param key the key
	 * @param absent what to return if there is no boolean
	 * @return the value
	 */
	public boolean getBoolean(String key, boolean absent) {
		return (this.map.get(key) instanceof Boolean value) ? value : absent;
	}

	public @Nullable String getString(String key) {
		return (this.map.get(key) instanceof String value) ? value : null;
	}

	/**
	 * An integer, also one that came as a floating point number.
	 * @param key the key
	 * @return the integer, or {@code null} if there is none
	 */
	public @Nullable Long getLong(String key) {
		return Ids.integer(this.map.get(key));
	}

	/**
	 * A nested dictionary.
	 * @param key the key
	 * @return the dictionary; empty if there is none
	 */
	public Dict getDict(String key) {
		Object value = this.map.get(key);
		if (value instanceof Dict dict) {
			return dict;
		}
		return (value instanceof Map<?, ?> nested) ? copyOf(nested) : EMPTY;
	}

	/**
	 * A list of strings.
	 * @param key the key
	 * @return the strings, or {@code null} if there is no list
	 */
	public @Nullable List<String> getStrings(String key) {
		if (!(this.map.get(key) instanceof List<?> list)) {
			return null;
		}
		List<String> strings = new ArrayList<>(list.size());
		for (Object item : list) {
			if (item instanceof String string) {
				strings.add(string);
			}
		}
		return strings;
	}

	/**
	 * A list of integers.
	 * @param key the key
	 * @return the integers, or {@code null} if there is no list
	 */
	public @Nullable List<Long> getLongs(String key) {
		if (!(this.map.get(key) instanceof List<?> list)) {
			return null;
		}
		List<Long> longs = new ArrayList<>(list.size());
		for (Object item : list) {
			Long number = Ids.integer(item);
			if (number != null) {
				longs.add(number);
			}
		}
		return longs;
	}

	/**
	 * All entries, for applications: dictionaries within it are maps, too.
	 * @return an unmodifiable map in the order of the entries
	 */
	public Map<String, @Nullable Object> toMap() {
		for (Object value : this.map.values()) {
			if (value instanceof Dict || value instanceof List<?>) {
				Map<String, @Nullable Object> copy = new LinkedHashMap<>(this.map);
				copy.replaceAll((key, nested) -> plain(nested));
				return Collections.unmodifiableMap(copy);
			}
		}
		return this.map;
	}

	private static @Nullable Object plain(@Nullable Object value) {
		if (value instanceof Dict dict) {
			return dict.toMap();
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> copy = new ArrayList<>(list);
			copy.replaceAll(Dict::plain);
			return Collections.unmodifiableList(copy);
		}
		return value;
	}

	/**
	 * All entries as they are: dictionaries within it are of this type.
	 * @return an unmodifiable map in the order of the entries
	 */
	public Map<String, @Nullable Object> asMap() {
		return this.map;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Dict dict && this.map.equals(dict.map);
	}

	@Override
	public int hashCode() {
		return this.map.hashCode();
	}

	@Override
	public String toString() {
		return this.map.toString();
	}

	/**
	 * Builds a dictionary without copies on the way. To be used once.
	 */
	public static final class Builder {

		private final Map<String, @Nullable Object> map = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Adds an entry.
		 * @param key the key
		 * @param value the value; {@code null} is kept as a value
		 * @return {@code false} if it takes the place of another entry
		 */
		public boolean put(String key, @Nullable Object value) {
			int size = this.map.size();
			this.map.put(key, value);
			return this.map.size() > size;
		}

		/**
		 * Ends the dictionary.
		 * @return the dictionary; the builder must not be used any more
		 */
		public Dict build() {
			return this.map.isEmpty() ? EMPTY : new Dict(Collections.unmodifiableMap(this.map));
		}

	}

}
