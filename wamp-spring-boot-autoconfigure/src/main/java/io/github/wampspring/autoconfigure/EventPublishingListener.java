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
