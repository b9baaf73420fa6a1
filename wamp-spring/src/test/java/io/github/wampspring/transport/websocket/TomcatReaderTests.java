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

import java.util.Random;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.suite.RawPeer;
import io.github.wampspring.transport.suite.ReadBy;
import io.github.wampspring.transport.suite.TestServer;
import io.github.wampspring.transport.suite.TomcatTestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TomcatReader}.
 */
class TomcatReaderTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void itIsUsedWhereOurHandshakeHandlerIs(boolean ours) throws Exception {
		TestServer.Setup setup = new TestServer.Setup(ChannelSettings.defaults(), (channel) -> new Handler());
		try (TestServer server = new TomcatTestServer(setup,
				ours ? new WampHandshakeHandler() : new DefaultHandshakeHandler());
				RawPeer peer = RawPeer.client(server.port(), "wamp.2.json", 65536)) {
			peer.readHead();
			peer.write(RawPeer.frame(0x81, ReadBy.json(1, "x"), 4711));
			Handler handler = (Handler) server.nextHandler();
			handler.next();
			assertThat(handler.byReader).isEqualTo(ours);
		}
	}

	@Test
	void allOffsetsLengthsAndStartsAreUnmasked() {
		Random random = new Random(4711);
		byte[] mask = new byte[4];
		byte[] bytes = new byte[64];
		for (int offset = 0; offset < 20; offset++) {
			for (int length = 0; length < 40; length++) {
				for (int start = 0; start < 4; start++) {
					random.nextBytes(mask);
					random.nextBytes(bytes);
					byte[] expected = bytes.clone();
					for (int i = 0; i < length; i++) {
						expected[offset + i] ^= mask[(start + i) & 3];
					}
					TomcatReader.unmask(bytes, offset, length, mask, start);
					assertThat(bytes).isEqualTo(expected);
				}
			}
		}
	}

	/** Knows whether it is called by the reader. */
	private static final class Handler extends RecordingHandler {

		private volatile boolean byReader;

		@Override
		public void onMessage(WampMessage message) {
			this.byReader = StackWalker.getInstance()
				.walk((frames) -> frames
					.anyMatch((frame) -> frame.getClassName().equals(TomcatReader.class.getName())));
			super.onMessage(message);
		}

	}

}
