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

package io.github.wampspring.transport.framed;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.List;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandshakeFailure}.
 */
class HandshakeFailureTests {

	@Test
	void aConnectionThatEndsBeforeTheAnswerIsToldAsSuch() {
		for (Exception end : List.of(new EOFException(), new ClosedChannelException(),
				new IOException(new ClosedChannelException()))) {
			assertThat(HandshakeFailure.of(URI.create("wss://localhost/ws"), ChannelSettings.defaults(), end))
				.hasMessageContaining("closed the connection without an answer");
		}
	}

	@Test
	void anAnswerThatIsNoTlsIsToldAsSuchWithoutItsBytes() {
		for (String message : List.of("not an SSL/TLS record: 485454502f312e31",
				"Unsupported or unrecognized SSL message", "Unrecognized SSL message, plaintext connection?")) {
			assertThat(HandshakeFailure.of(URI.create("wss://localhost/ws"), ChannelSettings.defaults(),
					new IOException(new SSLException(message))))
				.hasMessage("wss://localhost/ws failed the TLS handshake: "
						+ "what listens there does not speak TLS; without TLS the URL begins with ws:");
		}
	}

}
