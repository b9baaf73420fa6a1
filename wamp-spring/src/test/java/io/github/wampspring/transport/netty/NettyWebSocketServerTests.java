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

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.RecordingHandler;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.framed.ChannelSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NettyWebSocketServer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class NettyWebSocketServerTests {

	private static NettyWebSocketServer server(int port, @Nullable Supplier<SSLEngine> tls) {
		return new NettyWebSocketServer(NettyServerSettings.of(new InetSocketAddress("127.0.0.1", port), "/ws"),
				(channel) -> new RecordingHandler(), TestMessages.serializers(), ChannelSettings.defaults(),
				HandshakeGuard.NONE, tls);
	}

	@Test
	void aListenerStartsOnce() {
		NettyWebSocketServer server = server(0, null);
		server.start();
		assertThatIllegalStateException().isThrownBy(server::start);
		server.close();
		server.close();
		assertThatIllegalStateException().isThrownBy(server::start);
	}

	@Test
	void aListenerThatWasClosedDoesNotStart() {
		NettyWebSocketServer server = server(0, null);
		server.close();
		assertThatIllegalStateException().isThrownBy(server::start);
	}

	@Test
	void aListenerThatFindsItsPortTakenLeavesNoThread() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			NettyWebSocketServer server = server(taken.getLocalPort(), null);
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(server::start);
			await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.isAlive() && thread.getName().startsWith("wamp-netty-")));
		}
	}

	@Test
	void whatStrangersCanWriteIntoTheLogIsBoundedWhereThereIsNoCertificate(CapturedOutput output) throws Exception {
		try (NettyWebSocketServer server = server(0, () -> {
			throw new IllegalStateException("the bundle is broken");
		})) {
			int port = server.start().getPort();
			for (int i = 0; i < 200; i++) {
				try (Socket socket = new Socket("127.0.0.1", port)) {
					socket.setSoTimeout(20_000);
					assertThat(socket.getInputStream().read()).isNegative();
				}
			}
		}
		assertThat(output).contains("the bundle is broken");
		assertThat(output.toString().lines()).hasSizeLessThan(100);
	}

}
