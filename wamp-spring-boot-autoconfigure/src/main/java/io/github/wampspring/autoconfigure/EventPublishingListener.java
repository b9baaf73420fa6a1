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

import java.net.URI;

import io.github.wampspring.client.LeaveDetails;
import io.github.wampspring.client.WampChallengedEvent;
import io.github.wampspring.client.WampConnectedEvent;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.client.WampDisconnectedEvent;
import io.github.wampspring.client.WampGaveUpEvent;
import io.github.wampspring.client.WampJoinedEvent;
import io.github.wampspring.client.WampLeftEvent;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.client.WampSessionListener;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Turns the callbacks of a connection into application events.
 *
 * @param publisher the publisher
 */
record EventPublishingListener(ApplicationEventPublisher publisher) implements WampSessionListener {

	@Override
	public void onConnect(WampConnection connection, URI url, ChannelInfo channel) {
		this.publisher.publishEvent(new WampConnectedEvent(connection, url, channel));
	}

	@Override
	public void onChallenge(WampConnection connection, Challenge challenge) {
		this.publisher.publishEvent(new WampChallengedEvent(connection, challenge));
	}

	@Override
	public void onJoin(WampConnection connection, WampSession session) {
		this.publisher.publishEvent(new WampJoinedEvent(connection, session));
	}

	@Override
	public void onLeave(WampConnection connection, LeaveDetails details) {
		this.publisher.publishEvent(new WampLeftEvent(connection, details));
	}

	@Override
	public void onDisconnect(WampConnection connection, ChannelClose close) {
		this.publisher.publishEvent(new WampDisconnectedEvent(connection, close));
	}

	@Override
	public void onGiveUp(WampConnection connection, Throwable failure) {
		this.publisher.publishEvent(new WampGaveUpEvent(connection, failure));
	}

}
