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

package io.github.wampspring.transport.netty;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.engine.DefaultWampRouter;
import io.github.wampspring.transport.HandshakeCustomizer;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.SharedMessage;
import io.github.wampspring.transport.SharedPayload;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.suite.NettyTestServer;
import io.github.wampspring.transport.suite.NoLeaks;
import io.github.wampspring.transport.suite.TestServer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.wampspring.transport.TestMessages.arguments;
import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what goes from one event loop to another.
 */
@ExtendWith(NoLeaks.class)
class EventLoopsTests {

	private static final ChannelSettings SETTINGS = ChannelSettings.defaults();

	private static NettyWebSocketConnector connector(String serializer) {
		return new NettyWebSocketConnector(TestMessages.only(serializer), SETTINGS, null, HandshakeCustomizer.NONE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void allReceiveWhatAllSendInTheOrderOfEachSender(int loops) throws Exception {
		int sessions = 12;
		int each = 300;
		List<WampChannel> channels = new CopyOnWriteArrayList<>();
		TestServer.Setup setup = new TestServer.Setup(SETTINGS, (channel) -> {
			channels.add(channel);
			return new RecordingHandler() {

				@Override
				public void onMessage(WampMessage message) {
					SharedMessage shared = new SharedMessage(new SharedPayload(message.payload()),
							(payload) -> message);
					for (WampChannel receiver : channels) {
						receiver.enqueue(shared);
						receiver.flush();
					}
				}

			};
		});
		try (TestServer server = new NettyTestServer(setup, loops);
				NettyWebSocketConnector json = connector("json");
				NettyWebSocketConnector other = connector("json")) {
			List<RecordingHandler> handlers = new ArrayList<>();
			List<WampChannel> senders = new ArrayList<>();
			for (int i = 0; i < sessions; i++) {
				RecordingHandler handler = new RecordingHandler();
				handlers.add(handler);
				senders.add(((i % 2 == 0) ? json : other).connect(server.url(), (opened) -> handler));
				server.nextChannel();
			}
			List<Thread> threads = new ArrayList<>();
			for (int s = 0; s < sessions; s++) {
				int sender = s;
				threads.add(new Thread(() -> {
					for (int i = 1; i <= each; i++) {
						senders.get(sender).send(publish(i, sender, "x".repeat((i % 100 == 0) ? 50_000 : i % 40)));
					}
				}));
			}
			threads.forEach(Thread::start);
			for (RecordingHandler handler : handlers) {
				int[] next = new int[sessions];
				for (int i = 0; i < sessions * each; i++) {
					WampMessage message = handler.next();
					int sender = ((Number) arguments(message).get(0)).intValue();
					assertThat(request(message)).isEqualTo(++next[sender]);
				}
				assertThat(handler.messages).isEmpty();
				assertThat(handler.collisions).hasValue(0);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void callsGoThroughARouterBetweenAnyTwoLoops(int loops) throws Exception {
		int callees = 5;
		int callers = 7;
		int calls = 300;
		try (WampRouter router = new DefaultWampRouter(
				RouterSettings.builder().realm(RealmSettings.builder("realm1").anonymous("anonymous").build()).build(),
				TestMessages.MAPPER);
				NettyWebSocketServer server = new NettyWebSocketServer(
						new NettyServerSettings(new InetSocketAddress("127.0.0.1", 0), "/ws", loops, 100),
						router::accept, TestMessages.serializers(), SETTINGS, HandshakeGuard.NONE, null);
				NettyWebSocketConnector json = connector("json");
				NettyWebSocketConnector cbor = connector("cbor")) {
			URI url = URI.create("ws://127.0.0.1:" + server.start().getPort() + "/ws");
			for (int i = 0; i < callees; i++) {
				Client callee = new Client(((i % 2 == 0) ? json : cbor), url);
				callee.channel().send(new Register(1, Dict.EMPTY, "com.example.procedure" + i));
				assertThat(callee.next()).isInstanceOf(Registered.class);
			}
			CountDownLatch done = new CountDownLatch(callers);
			List<Client> clients = new ArrayList<>();
			for (int i = 0; i < callers; i++) {
				clients.add(new Client(((i % 2 == 0) ? json : cbor), url));
			}
			for (Client caller : clients) {
				new Thread(() -> {
					for (int i = 1; i <= calls; i++) {
						caller.channel()
							.send(new Call(i, Dict.EMPTY, "com.example.procedure" + i % callees,
									Payload.of(i, "x".repeat((i % 100 == 0) ? 200_000 : i % 50))));
					}
					done.countDown();
				}).start();
			}
			for (Client caller : clients) {
				int[] last = new int[callees];
				for (int i = 0; i < calls; i++) {
					Result result = (Result) caller.next();
					int number = ((Number) arguments(result).get(0)).intValue();
					assertThat(result.request()).isEqualTo(number);
					// calls of one procedure are answered in order by this callee
					assertThat(number).isGreaterThan(last[number % callees]);
					last[number % callees] = number;
				}
				assertThat(caller.collisions).hasValue(0);
			}
			assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
		}
	}

	/** A session that answers invocations with their arguments. */
	private static final class Client extends RecordingHandler {

		private final AtomicReference<WampChannel> channel = new AtomicReference<>();

		Client(NettyWebSocketConnector connector, URI url) throws InterruptedException {
			connector.connect(url, (opened) -> {
				this.channel.set(opened);
				return this;
			});
			Announcement roles = new Announcement(
					Map.of(Role.CALLER, Set.<Feature>of(), Role.CALLEE, Set.<Feature>of()));
			channel().send(new Hello("realm1", Dict.of("roles", roles.toDict())));
			assertThat(next()).isInstanceOf(Welcome.class);
		}

		WampChannel channel() {
			return this.channel.get();
		}

		@Override
		public void onMessage(WampMessage message) {
			if (message instanceof Invocation invocation) {
				channel().send(new Yield(invocation.request(), Dict.EMPTY, invocation.payload()));
			}
			else {
				super.onMessage(message);
			}
		}

	}

}
