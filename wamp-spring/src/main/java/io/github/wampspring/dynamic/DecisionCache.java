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

package io.github.wampspring.dynamic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.router.AuthorizationDecision;
import org.jspecify.annotations.Nullable;

/**
 * Decisions of the last time, the latest used ones. IDs of sessions are not given twice,
 * so that nothing has to be dropped when one ends.
 */
final class DecisionCache {

	private final Map<Question, Kept> kept;

	private final long age;

	DecisionCache(int size, Duration age) {
		this.age = age.toNanos();
		this.kept = new LinkedHashMap<>(16, 0.75f, true) {

			@Override
			protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
				return size() > size;
			}

		};
	}

	synchronized @Nullable AuthorizationDecision get(Question question) {
		Kept found = this.kept.get(question);
		if (found != null && System.nanoTime() - found.since() > this.age) {
			this.kept.remove(question);
			return null;
		}
		return (found != null) ? found.decision() : null;
	}

	synchronized void put(Question question, AuthorizationDecision decision) {
		this.kept.put(question, new Kept(decision, System.nanoTime()));
	}

	private record Kept(AuthorizationDecision decision, long since) {
	}

}
