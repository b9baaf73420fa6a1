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

package io.github.wampspring.router.history;

import org.jspecify.annotations.Nullable;

/**
 * Where a selection begins and ends. All that are there count.
 *
 * @param <T> the type of the borders
 * @param from the first one, included
 * @param after what comes before the first one
 * @param before what comes after the last one
 * @param until the last one, included
 */
public record HistoryRange<T extends Comparable<? super T>>(@Nullable T from, @Nullable T after, @Nullable T before,
		@Nullable T until) {

	/**
	 * A range without borders.
	 * @param <T> the type of the borders
	 * @return everything
	 */
	public static <T extends Comparable<? super T>> HistoryRange<T> all() {
		return new HistoryRange<>(null, null, null, null);
	}

	/**
	 * Whether a value lies within the borders.
	 * @param value the value
	 * @return {@code true} if it does
	 */
	public boolean contains(T value) {
		return (this.from == null || value.compareTo(this.from) >= 0)
				&& (this.after == null || value.compareTo(this.after) > 0)
				&& (this.before == null || value.compareTo(this.before) < 0)
				&& (this.until == null || value.compareTo(this.until) <= 0);
	}

}
