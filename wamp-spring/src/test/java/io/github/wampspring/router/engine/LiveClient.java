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

package io.github.wampspring.router.engine;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client with a thread of its own, which takes what the router sends.
 */
class LiveClient {

	final TestClient client;

	private final BlockingQueue<WampMessage> inbox = new LinkedBlockingQueue<>();

	LiveClient(DefaultWampRouter router) {
		this.client = new TestClient(router, new RecordingChannel(false) {
			@Override
			void sent(WampMessage message) {
				LiveClient.this.inbox.add(message);
			}
		});
		this.client.send(new Hello("realm1", TestClient.ROLES));
		this.client.welcome = next(Welcome.class);
	}

	WampMessage poll() throws InterruptedException {
		return this.inbox.poll();
	}

	WampMessage poll(long millis) throws InterruptedException {
		return this.inbox.poll(millis, TimeUnit.MILLISECONDS);
	}

	private <T extends WampMessage> T next(Class<T> type) {
		WampMessage message = this.inbox.poll();
		assertThat(message).isInstanceOf(type);
		return type.cast(message);
	}

}
