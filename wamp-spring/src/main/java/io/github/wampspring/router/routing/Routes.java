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

package io.github.wampspring.router.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Uris;
import org.jspecify.annotations.Nullable;

/**
 * The registrations or the subscriptions of a realm. There is a route as long as it has
 * members. Each changes under its own lock; finding one takes none.
 *
 * @param <R> registrations or subscriptions
 */
public final class Routes<R extends Route<?>> {

	private final PatternIndex<R> index = new PatternIndex<>();

	private final Map<Long, R> byId = new ConcurrentHashMap<>();

	private final RouteIds ids;

	private final Factory<R> factory;

	Routes(RouteIds ids, Factory<R> factory) {
		this.ids = ids;
		this.factory = factory;
	}

	public @Nullable R byId(long id) {
		return this.byId.get(id);
	}

	public @Nullable R get(MatchPolicy match, String uri) {
		return this.index.get(match, uri);
	}

	/**
	 * The one that a call of this URI goes to.
	 */
	public @Nullable R best(String uri) {
		return this.index.best(uri);
	}

	@Nullable R exact(String uri) {
		return this.index.exact(uri);
	}

	boolean hasPatterns() {
		return this.index.hasPatterns();
	}

	void forEachPattern(String uri, Consumer<? super R> action) {
		this.index.forEachPattern(uri, action);
	}

	/**
	 * Whether anything matches.
	 */
	boolean hasMatch(String uri) {
		return this.index.best(uri) != null;
	}

	/**
	 * All that match, exactly or by a pattern.
	 */
	public List<R> matches(String uri) {
		List<R> found = new ArrayList<>();
		R exact = this.index.exact(uri);
		if (exact != null) {
			found.add(exact);
		}
		this.index.forEachPattern(uri, found::add);
		return found;
	}

	public Collection<R> all() {
		return this.byId.values();
	}

	public Collection<R> all(MatchPolicy match) {
		return this.index.values(match);
	}

	/**
	 * Does something with the route of a URI or pattern, or with a new one. What is
	 * without members afterwards is not kept.
	 * @param action what to do with the route's lock; may add members
	 * @return what the action returned
	 * @throws WampException if another URI or pattern has the same ID
	 */
	<V> V with(MatchPolicy match, String uri, Function<R, V> action) {
		while (true) {
			R route = this.index.get(match, uri);
			boolean fresh = route == null;
			if (route == null) {
				route = this.factory.create(this.ids.next(match, uri), uri, match);
			}
			synchronized (route) {
				boolean there = fresh ? this.index.putIfAbsent(match, uri, route) : !route.isEnded();
				if (there) {
					if (fresh && this.byId.putIfAbsent(route.id(), route) != null) {
						route.end();
						this.index.remove(match, uri);
						throw new WampException(ErrorUris.UNAVAILABLE,
								Uris.quote(uri) + " would have the ID that another URI has");
					}
					V result = action.apply(route);
					endIfEmpty(route);
					return result;
				}
			}
		}
	}

	/**
	 * Changes a route, which ends if it is without members afterwards.
	 * @param action what to do with the route's lock; may remove members
	 */
	void change(R route, Runnable action) {
		synchronized (route) {
			action.run();
			endIfEmpty(route);
		}
	}

	private void endIfEmpty(R route) {
		if (route.isEmpty() && !route.isKept() && !route.isEnded()) {
			route.end();
			this.byId.remove(route.id());
			this.index.remove(route.match(), route.uri());
		}
	}

	/** Makes a registration or subscription. */
	@FunctionalInterface
	interface Factory<R> {

		R create(long id, String uri, MatchPolicy match);

	}

}
