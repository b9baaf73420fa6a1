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

package io.github.wampspring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.client.WampConnectionEvent;

import org.springframework.context.event.EventListener;

/**
 * Keeps the application events of connections.
 */
public class LifecycleEvents {

	private final List<WampConnectionEvent> events = new CopyOnWriteArrayList<>();

	@EventListener
	public void add(WampConnectionEvent event) {
		this.events.add(event);
	}

	public List<WampConnectionEvent> all() {
		return this.events;
	}

	public List<String> names() {
		return this.events.stream().map((event) -> event.getClass().getSimpleName()).toList();
	}

	public List<String> reasons() {
		return this.events.stream()
			.filter(WampConnectionEvent.Left.class::isInstance)
			.map((event) -> ((WampConnectionEvent.Left) event).reason())
			.toList();
	}

}
