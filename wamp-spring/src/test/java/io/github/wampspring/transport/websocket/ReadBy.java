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

package io.github.wampspring.transport.websocket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;

import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;

/** Who reads what comes to a server in Tomcat, and peers to try it with. */
enum ReadBy {

	OURS, CONTAINERS;

	static final int LIMIT = 100_000;

	private WampTestServer server;

	synchronized WampTestServer server() {
		if (this.server == null) {
			this.server = new WampTestServer(TestMessages.serializers(),
					WebSocketSettings.defaults().withMaxMessageSize(LIMIT),
					(this == OURS) ? new WampHandshakeHandler() : new DefaultHandshakeHandler(), true,
					(channel) -> new Handler());
		}
		return this.server;
	}

	/** A peer, and the server's handler of it. */
	Connection connect(String serializer) throws Exception {
		RawPeer peer = RawPeer.client(server().port(), "wamp.2." + serializer, 65536);
		peer.socket.setSoTimeout(20_000);
		peer.socket.setTcpNoDelay(true);
		peer.readHead();
		server().channels.poll();
		return new Connection(peer, (Handler) server().nextHandler());
	}

	private synchronized void close() {
		if (this.server != null) {
			this.server.close();
			this.server = null;
		}
	}

	static void closeAll() {
		for (ReadBy reading : values()) {
			reading.close();
		}
	}

	static byte[] json(long request, String argument) {
		return ("[16," + request + ",{},\"com.example.topic\",[\"" + argument + "\"]]")
			.getBytes(StandardCharsets.UTF_8);
	}

	void assertThatOthersAreServed() throws Exception {
		try (Connection other = connect("json")) {
			other.write(0x81, json(4711, "x"));
			assertThat(request(other.handler().next())).isEqualTo(4711);
		}
	}

	/** Knows whether it is called by the reader. */
	static final class Handler extends RecordingHandler {

		volatile boolean byReader;

		@Override
		public void onMessage(WampMessage message) {
			this.byReader = StackWalker.getInstance()
				.walk((frames) -> frames
					.anyMatch((frame) -> frame.getClassName().equals(TomcatReader.class.getName())));
			super.onMessage(message);
		}

	}

	record Connection(RawPeer peer, Handler handler) implements AutoCloseable {

		/** Writes a frame, with a mask of its own. */
		void write(int first, byte[] payload) throws IOException {
			this.peer.write(RawPeer.frame(first, payload, 0x9D3B57F1 + payload.length));
		}

		@Override
		public void close() throws IOException {
			this.peer.close();
		}

	}

}
