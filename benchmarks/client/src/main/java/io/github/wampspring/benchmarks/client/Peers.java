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

package io.github.wampspring.benchmarks.client;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.WampConnector;

/**
 * Joins sessions that are nothing but a channel and what to do with each message.
 *
 * @param connector opens the channels
 * @param url where to
 * @param realm what to join
 */
public record Peers(WampConnector connector, URI url, String realm) {

	private static final Announcement ROLES = new Announcement(Map.of(Role.CALLER, Set.<Feature>of(), Role.CALLEE,
			Set.<Feature>of(), Role.PUBLISHER, Set.<Feature>of(), Role.SUBSCRIBER, Set.<Feature>of()));

	/**
	 * Joins a session that must not fail: the process ends if it does.
	 * @param messages is told what comes
	 * @return the session
	 */
	public Peer join(BiConsumer<Peer, WampMessage> messages) throws Exception {
		return join(messages, Report::fail);
	}

	/**
	 * Joins a session.
	 * @param messages is told what comes
	 * @param failures is told of errors, and of whatever else ought not to come
	 * @return the session
	 */
	public Peer join(BiConsumer<Peer, WampMessage> messages, Consumer<Object> failures) throws Exception {
		Peer peer = new Peer(messages, failures);
		peer.channel = this.connector.connect(this.url, (channel) -> peer);
		peer.request(new WampMessage.Hello(this.realm, Dict.of("roles", ROLES.toDict())));
		return peer;
	}

	/** One session. */
	public static final class Peer implements WampChannelHandler {

		private final BiConsumer<Peer, WampMessage> messages;

		private final Consumer<Object> failures;

		private final AtomicLong ids = new AtomicLong();

		private volatile CompletableFuture<WampMessage> reply;

		private volatile WampChannel channel;

		Peer(BiConsumer<Peer, WampMessage> messages, Consumer<Object> failures) {
			this.messages = messages;
			this.failures = failures;
		}

		public long next() {
			return this.ids.incrementAndGet();
		}

		public void send(WampMessage message) {
			this.channel.send(message);
		}

		/**
		 * Sends a message and waits for the next one that comes, which must not be an
		 * error.
		 */
		public void request(WampMessage message) throws Exception {
			CompletableFuture<WampMessage> reply = new CompletableFuture<>();
			this.reply = reply;
			send(message);
			WampMessage answer = reply.get(10, TimeUnit.SECONDS);
			if (answer instanceof WampMessage.Error || answer instanceof WampMessage.Abort) {
				throw new IllegalStateException(answer.toString());
			}
		}

		@Override
		public void onMessage(WampMessage message) {
			CompletableFuture<WampMessage> reply = this.reply;
			if (reply != null) {
				this.reply = null;
				reply.complete(message);
			}
			else if (message instanceof WampMessage.Error || message instanceof WampMessage.Abort) {
				this.failures.accept(message);
			}
			else {
				this.messages.accept(this, message);
			}
		}

		@Override
		public void onOversized(MessageType type, long request, int limit) {
			this.failures.accept(type + " is too large");
		}

		@Override
		public void onViolation(ProtocolViolation violation) {
			this.failures.accept(violation);
		}

		@Override
		public void onClose(ChannelClose close) {
			// the end
		}

	}

}
