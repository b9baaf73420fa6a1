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

package io.github.wampspring.transport;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.local.InProcessConnector;
import io.github.wampspring.transport.suite.TestConnector;
import io.github.wampspring.transport.suite.TestServer;
import io.github.wampspring.transport.suite.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.wampspring.transport.TestMessages.publish;
import static io.github.wampspring.transport.TestMessages.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the threads of connectors.
 */
class ThreadsTests {

	private static List<Thread> threads(Set<Thread> except) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.isAlive() && !except.contains(thread))
			.filter((thread) -> thread.getName().startsWith("wamp-client")
					|| thread.getName().startsWith("WebSocketClient") || thread.getName().startsWith("wamp-in-process"))
			.collect(Collectors.toList());
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void aClosedConnectorLeavesNoThreadsAndNoOpenChannels(Transport transport) throws Exception {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (TestServer server = transport.echo(ChannelSettings.defaults())) {
			RecordingHandler handler = new RecordingHandler();
			try (TestConnector connector = transport.connector(TestMessages.serializers(),
					ChannelSettings.defaults())) {
				WampChannel channel = connector.connect(server.url(), (opened) -> handler);
				for (int i = 1; i <= 100; i++) {
					channel.send(publish(i, "x"));
				}
				handler.next(100);
				assertThat(threads(before)).isNotEmpty().allMatch(Thread::isDaemon);
			}
			assertThat(handler.closed().reason()).isEqualTo("shutting down");
			assertThat(server.nextHandler().closed().code()).isEqualTo(1001);
			await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(threads(before)).isEmpty());
		}
	}

	@Test
	void aClosedInProcessConnectorLeavesNoThreadsAndNoOpenChannels() throws Exception {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		RecordingHandler router = new RecordingHandler();
		RecordingHandler handler = new RecordingHandler();
		try (InProcessConnector connector = new InProcessConnector((channel) -> router, TestMessages.MAPPER)) {
			connector.connect(URI.create("in-process:router"), (opened) -> handler).send(publish(1, "x"));
			assertThat(request(router.next())).isEqualTo(1);
			assertThat(threads(before)).isNotEmpty().allMatch(Thread::isDaemon);
		}
		handler.closed();
		router.closed();
		await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(threads(before)).isEmpty());
	}

	@Test
	void threadsThatAreStuckAreReplaced() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		try (TransportThreads threads = new TransportThreads("wamp-client-test")) {
			for (int i = 0; i < 50; i++) {
				threads.waiting().execute(() -> {
					try {
						release.await();
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				});
			}
			CountDownLatch done = new CountDownLatch(1);
			threads.waiting().execute(done::countDown);
			assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
			release.countDown();
		}
	}

}
