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

package io.github.wampspring.benchmarks.jmh;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;

/**
 * A channel without a socket: encodes what is sent, and keeps the last message.
 */
final class SinkChannel implements WampChannel {

	private final WampSerializer serializer;

	private final ChannelInfo info;

	private WampMessage last;

	private int frames;

	SinkChannel(WampSerializer serializer) {
		this.serializer = serializer;
		this.info = new ChannelInfo("websocket", serializer.name(), null, Map.<String, List<String>>of(), null, false);
	}

	WampMessage last() {
		return this.last;
	}

	int frames() {
		return this.frames;
	}

	@Override
	public ChannelInfo info() {
		return this.info;
	}

	@Override
	public Payload prepare(Payload payload) {
		return this.serializer.encode(payload);
	}

	@Override
	public boolean enqueue(WampMessage message) {
		this.last = message;
		this.frames += this.serializer.encode(message).length();
		return true;
	}

	@Override
	public boolean enqueue(SharedMessage message) {
		this.last = message.message();
		this.frames++;
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
	}

	/**
	 * Joins a realm in all roles.
	 * @param router the router
	 * @return takes what the session sends
	 */
	WampChannelHandler join(WampRouter router) {
		WampChannelHandler handler = router.accept(this);
		Announcement roles = new Announcement(Map.of(Role.CALLER, Set.<Feature>of(), Role.CALLEE, Set.<Feature>of(),
				Role.PUBLISHER, Set.<Feature>of(), Role.SUBSCRIBER, Set.<Feature>of()));
		handler.onMessage(new Hello("realm1", Dict.of("roles", roles.toDict())));
		return handler;
	}

}
