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

package io.github.wampspring.observation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names that come from outside or are made at run time, as values of a key of low
 * cardinality: the first ones are what they are, all others are {@value #OTHER}.
 */
final class BoundedNames {

	static final String OTHER = "other";

	private static final int MAX_LENGTH = 256;

	private final Set<String> known = ConcurrentHashMap.newKeySet();

	private final int limit;

	/**
	 * Creates names.
	 * @param limit how many different ones there may be
	 */
	BoundedNames(int limit) {
		this.limit = limit;
	}

	String of(String name) {
		if (this.known.contains(name)) {
			return name;
		}
		if (name.length() > MAX_LENGTH) {
			return OTHER;
		}
		synchronized (this) {
			return (this.known.size() < this.limit && this.known.add(name)) || this.known.contains(name) ? name : OTHER;
		}
	}

}
