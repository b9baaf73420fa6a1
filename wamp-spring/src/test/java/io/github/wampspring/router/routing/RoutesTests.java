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

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.WampException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of two URIs that have the same ID. */
class RoutesTests {

	private final Routes<Subscription> routes = new Routes<>((match, uri) -> 7, Subscription::new);

	private Subscription add(String topic) {
		return this.routes.with(MatchPolicy.EXACT, topic, (subscription) -> {
			subscription.addRemote("node1", 1);
			return subscription;
		});
	}

	@Test
	void theSecondOneIsRefusedAndTheFirstOneStays() {
		Subscription first = add("com.example.first");
		AtomicBoolean done = new AtomicBoolean();
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.routes.with(MatchPolicy.EXACT, "com.example.second", (second) -> {
				done.set(true);
				return second;
			}))
			.extracting(WampException::getUri)
			.isEqualTo(ErrorUris.UNAVAILABLE);
		assertThat(done).isFalse();
		assertThat(this.routes.byId(7)).isSameAs(first);
		assertThat(this.routes.get(MatchPolicy.EXACT, "com.example.second")).isNull();
	}

	@Test
	void theSecondOneHasItsPlaceWhenTheFirstOneHasEnded() {
		Subscription first = add("com.example.first");
		this.routes.change(first, () -> first.removeRemote("node1", 1));
		assertThat(this.routes.byId(7)).isNull();
		assertThat(add("com.example.second")).isSameAs(this.routes.byId(7));
	}

}
