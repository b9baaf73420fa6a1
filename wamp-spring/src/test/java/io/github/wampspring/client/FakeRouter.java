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

package io.github.wampspring.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.WampConnector;
import org.jspecify.annotations.Nullable;

/**
 * A router that does what a test says, and otherwise what any router does. Answers on a
 * thread of its own.
 */
class FakeRouter implements WampConnector, AutoCloseable {

	final List<URI> attempts = new CopyOnWriteArrayList<>();

	final List<RouterChannel> channels = new CopyOnWriteArrayList<>();

	/** What becomes of an attempt to connect, by URL; an exception, or nothing. */
	final Map<URI, RuntimeException> failures = new ConcurrentHashMap<>();

	/** URIs that are refused, and with what. */
	final Map<String, String> refusals = new ConcurrentHashMap<>();

	/** Answers in place of the ordinary ones, by type. */
	final Map<MessageType, BiConsumer<RouterChannel, WampMessage>> answers = new ConcurrentHashMap<>();

	/** Whether it is in the same JVM. */
	volatile boolean local = true;

	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final AtomicLong ids = new AtomicLong(1000);

	@Override
	public WampChannel connect(URI url, Function<WampChannel, WampChannelHandler> handlers)
			throws InterruptedException {
		this.attempts.add(url);
		RuntimeException failure = this.failures.get(url);
		if (failure != null) {
			throw failure;
		}
		RouterChannel channel = new RouterChannel();
		channel.local = this.local;
		channel.handler(handlers.apply(channel));
		this.channels.add(channel);
		return channel;
	}

	static ConnectFailedException refused() {
		return new ConnectFailedException("connection refused", false, null);
	}

	RouterChannel last() {
		return this.channels.get(this.channels.size() - 1);
	}

	void abort(String reason) {
		this.answers.put(MessageType.HELLO,
				(channel, hello) -> channel.later(new Abort(Dict.of("message", "test"), reason, Payload.NONE)));
	}

	void ignore(MessageType type) {
		this.answers.put(type, (channel, message) -> {
		});
	}

	void behave() {
		this.answers.clear();
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

	class RouterChannel extends FakeChannel {

		@Override
		public boolean enqueue(WampMessage message) {
			if (!super.enqueue(message)) {
				return false;
			}
			BiConsumer<RouterChannel, WampMessage> answer = FakeRouter.this.answers.get(message.type());
			if (answer != null) {
				answer.accept(this, message);
				return true;
			}
			WampMessage ordinary = answer(message);
			if (ordinary != null) {
				later(ordinary);
			}
			return true;
		}

		private @Nullable WampMessage answer(WampMessage message) {
			long id = FakeRouter.this.ids.incrementAndGet();
			if (message instanceof Hello) {
				return new Welcome(id, SessionHarness.ROUTER);
			}
			if (message instanceof Register register) {
				return refusal(message, register.procedure(), register.request(),
						new Registered(register.request(), id));
			}
			if (message instanceof Subscribe subscribe) {
				return refusal(message, subscribe.topic(), subscribe.request(),
						new Subscribed(subscribe.request(), id));
			}
			if (message instanceof Unregister unregister) {
				return new Unregistered(unregister.request(), Dict.EMPTY);
			}
			if (message instanceof Unsubscribe unsubscribe) {
				return new Unsubscribed(unsubscribe.request(), Dict.EMPTY);
			}
			return (message instanceof Goodbye) ? new Goodbye(Dict.EMPTY, "wamp.close.goodbye_and_out", Payload.NONE)
					: null;
		}

		private WampMessage refusal(WampMessage message, String uri, long request, WampMessage otherwise) {
			String refusal = FakeRouter.this.refusals.get(uri);
			return (refusal != null) ? new Error(message.type(), request, Dict.EMPTY, refusal, Payload.of("test"))
					: otherwise;
		}

		void later(WampMessage message) {
			FakeRouter.this.thread.execute(() -> {
				if (isOpen()) {
					receive(message);
				}
			});
		}

		void loseLater() {
			FakeRouter.this.thread.execute(() -> lose(ChannelClose.broken("connection reset", null)));
		}

	}

}
