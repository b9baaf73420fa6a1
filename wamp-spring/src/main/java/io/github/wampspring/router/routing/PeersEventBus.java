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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The event bus of a realm that has other instances: publications go to the subscribers
 * here, and to the instances that have some.
 */
final class PeersEventBus implements EventBus {

	private final EventBus here;

	private final RealmPeers peers;

	PeersEventBus(EventBus here, RealmPeers peers) {
		this.here = here;
		this.peers = peers;
	}

	@Override
	public @Nullable CompletableFuture<?> publish(Publication event) {
		Publication publication = event.isRetained() ? event.at(this.peers.stamp()) : event;
		CompletableFuture<?> here = this.here.publish(publication);
		if (here != null && here.isCompletedExceptionally()) {
			return here;
		}
		CompletableFuture<?> elsewhere = this.peers.publish(publication);
		if (here == null || elsewhere == null) {
			return (here != null) ? here : elsewhere;
		}
		return CompletableFuture.allOf(here, elsewhere);
	}

}
