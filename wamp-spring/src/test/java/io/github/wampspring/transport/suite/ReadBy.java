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

package io.github.wampspring.transport.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.framed.ChannelSettings;

import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;

/** Who reads what comes to a server, and peers to try it with. */
public enum ReadBy {

	/** Our reader, in Tomcat. */
	TOMCAT_READER,

	/** Tomcat itself. */
	TOMCAT,

	NETTY, WEBFLUX;

	public static final int LIMIT = 100_000;

	private TestServer server;

	public synchronized TestServer server() {
		if (this.server == null) {
			TestServer.Setup setup = new TestServer.Setup(ChannelSettings.defaults().withMaxMessageSize(LIMIT),
					(channel) -> new RecordingHandler());
			this.server = switch (this) {
				case TOMCAT_READER -> new TomcatTestServer(setup);
				case TOMCAT -> new TomcatTestServer(setup, new DefaultHandshakeHandler());
				case NETTY -> new NettyTestServer(setup);
				case WEBFLUX -> new WebFluxTestServer(setup);
			};
		}
		return this.server;
	}

	/** A peer, and the server's handler of it. */
	public Connection connect(String serializer) throws Exception {
		RawPeer peer = RawPeer.client(server().port(), "wamp.2." + serializer, 65536);
		peer.socket.setSoTimeout(20_000);
		peer.socket.setTcpNoDelay(true);
		peer.readHead();
		server().channels.poll();
		return new Connection(peer, server().nextHandler());
	}

	private synchronized void close() {
		if (this.server != null) {
			this.server.close();
			this.server = null;
		}
	}

	public static void closeAll() {
		for (ReadBy reading : values()) {
			reading.close();
		}
	}

	public static byte[] json(long request, String argument) {
		return ("[16," + request + ",{},\"com.example.topic\",[\"" + argument + "\"]]")
			.getBytes(StandardCharsets.UTF_8);
	}

	public void assertThatOthersAreServed() throws Exception {
		try (Connection other = connect("json")) {
			other.write(0x81, json(4711, "x"));
			assertThat(request(other.handler().next())).isEqualTo(4711);
		}
	}

	/** A peer, and the handler that the server has for it. */
	public record Connection(RawPeer peer, RecordingHandler handler) implements AutoCloseable {

		/** Writes a frame, with a mask of its own. */
		public void write(int first, byte[] payload) throws IOException {
			this.peer.write(RawPeer.frame(first, payload, 0x9D3B57F1 + payload.length));
		}

		@Override
		public void close() throws IOException {
			this.peer.close();
		}

	}

}
