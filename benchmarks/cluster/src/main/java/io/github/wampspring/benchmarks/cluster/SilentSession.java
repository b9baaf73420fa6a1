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
package io.github.wampspring.benchmarks.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;

/**
 * A session without a socket, of which the router knows as much as of one with a socket.
 */
final class SilentSession implements WampChannel {

	private static final Announcement ROLES = new Announcement(Map.of(Role.CALLER, Set.<Feature>of(), Role.CALLEE,
			Set.<Feature>of(), Role.PUBLISHER, Set.<Feature>of(), Role.SUBSCRIBER, Set.<Feature>of()));

	private static final ChannelInfo INFO = new ChannelInfo("websocket", "json", "192.0.2.1:50000",
			Map.<String, List<String>>of(), null, false);

	private volatile WampChannelHandler handler;

	private final AtomicInteger answers = new AtomicInteger();

	SilentSession(WampRouter router, String realm) throws InterruptedException {
		this.handler = router.accept(this);
		this.handler.onMessage(new WampMessage.Hello(realm, Dict.of("roles", ROLES.toDict())));
		awaitAnswers(1);
		this.answers.set(0);
	}

	/** What the client says. */
	void say(WampMessage message) {
		this.handler.onMessage(message);
	}

	void awaitAnswers(int count) throws InterruptedException {
		while (this.answers.get() < count) {
			Thread.sleep(1);
		}
	}

	@Override
	public ChannelInfo info() {
		return INFO;
	}

	@Override
	public Payload prepare(Payload payload) {
		return payload;
	}

	@Override
	public boolean enqueue(WampMessage message) {
		if (message instanceof WampMessage.Error || message instanceof WampMessage.Abort) {
			throw new IllegalStateException(message.toString());
		}
		this.answers.incrementAndGet();
		return true;
	}

	@Override
	public boolean enqueue(SharedMessage message) {
		return true;
	}

	@Override
	public void flush() {
	}

	@Override
	public boolean awaitRoom(Duration timeout) {
		return true;
	}

	@Override
	public boolean isOpen() {
		return true;
	}

	@Override
	public void close(ChannelClose reason) {
		WampChannelHandler handler = this.handler;
		if (handler == null) {
			throw new IllegalStateException(reason.toString());
		}
		handler.onClose(reason);
	}

}
