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

package io.github.wampspring.docs.guide;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.client.WampConnectionEvent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

class Lifecycle {

	// tag::listener[]
	@Component
	static class Diary {

		private final List<String> entries = new CopyOnWriteArrayList<>();

		@EventListener
		void onConnect(WampConnectionEvent.Connected event) {
			this.entries.add("transport connected");
		}

		@EventListener
		void onChallenge(WampConnectionEvent.Challenged event) {
			this.entries.add("authentication challenge received");
		}

		@EventListener
		void onJoin(WampConnectionEvent.Joined event) {
			this.entries.add("session joined");
		}

		@EventListener
		void onLeave(WampConnectionEvent.Left event) {
			this.entries.add("session left");
		}

		@EventListener
		void onDisconnect(WampConnectionEvent.Disconnected event) {
			this.entries.add("transport disconnected");
		}

		List<String> entries() {
			return this.entries;
		}

	}
	// end::listener[]

	@Configuration(proxyBeanMethods = false)
	static class Hello {

		// tag::hello[]
		@Bean
		HelloCustomizer introduction() {
			return (connection, hello) -> {
				hello.setRealm("realm1");
				hello.setAgent("guide");
				hello.setAuthExtra(Map.of("floor", 3));
			};
		}
		// end::hello[]

	}

}
