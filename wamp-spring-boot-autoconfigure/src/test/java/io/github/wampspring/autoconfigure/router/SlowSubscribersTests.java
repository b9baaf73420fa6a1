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

package io.github.wampspring.autoconfigure.router;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.router.WampRouter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Subscribers of the embedded router that read slowly, or not at all, and what others
 * notice of them.
 */
@ExtendWith(OutputCaptureExtension.class)
class SlowSubscribersTests {

	private static final Log logger = LogFactory.getLog(SlowSubscribersTests.class);

	private static final int MIB = 1024 * 1024;

	private final List<RawSession> sessions = new ArrayList<>();

	private ConfigurableApplicationContext router;

	private void start(String... properties) {
		this.router = new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "wamp.router.enabled=true", "wamp.fail-fast=true",
					"wamp.router.anonymous.enabled=true", "spring.main.banner-mode=off")
			.properties(properties)
			.run();
	}

	@AfterEach
	void stop() throws IOException {
		for (RawSession session : this.sessions) {
			session.close();
		}
		if (this.router != null) {
			this.router.close();
		}
	}

	private RawSession join(int receiveBuffer) throws IOException {
		int port = ((WebServerApplicationContext) this.router).getWebServer().getPort();
		RawSession session = new RawSession(port, receiveBuffer);
		this.sessions.add(session);
		session.send("[1,\"realm1\",{\"roles\":{\"caller\":{},\"publisher\":{},\"subscriber\":{}}}]");
		assertThat(session.read()).startsWith("[2,");
		return session;
	}

	private RawSession subscriber(int receiveBuffer) throws IOException {
		RawSession session = join(receiveBuffer);
		session.send("[32,1,{},\"com.myapp.topic\"]");
		assertThat(session.read()).startsWith("[33,1,");
		return session;
	}

	/** Joins and calls of somebody else over the network, with figures for the log. */
	private String callsAndJoins() throws IOException {
		long[] calls = new long[2000];
		RawSession caller = join(65536);
		for (int i = 0; i < calls.length; i++) {
			long start = System.nanoTime();
			caller.send("[48," + (i + 1) + ",{},\"com.myapp.twice\",[" + i + "]]");
			assertThat(caller.read()).isEqualTo("[50," + (i + 1) + ",{},[" + 2 * i + "]]");
			calls[i] = System.nanoTime() - start;
		}
		caller.close();
		long[] joins = new long[50];
		for (int i = 0; i < joins.length; i++) {
			long start = System.nanoTime();
			join(65536).close();
			joins[i] = System.nanoTime() - start;
		}
		return "call " + micros(calls) + ", connecting and joining " + micros(joins);
	}

	private static String micros(long[] nanos) {
		Arrays.sort(nanos);
		return nanos[nanos.length / 2] / 1000 + " us (99 %: " + nanos[nanos.length * 99 / 100] / 1000 + " us)";
	}

	/** Threads of the router and of the web server. */
	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("wamp-") || thread.getName().contains("-exec-"))
			.count();
	}

	@Test
	void aThousandSubscribersThatDoNotReadCostNoThreadsAndHoldUpNobody(CapturedOutput output) throws Exception {
		int count = 1000;
		Assumptions.assumeTrue(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
				&& system.getMaxFileDescriptorCount() > 4 * count, "needs more file descriptors");
		start("wamp.router.send-timeout=120s", "wamp.router.heartbeat.interval=0s");
		callsAndJoins();
		String alone = callsAndJoins();
		for (int i = 0; i < count; i++) {
			subscriber(2048);
		}
		long before = threads();
		String idle = callsAndJoins();
		RawSession publisher = join(65536);
		String event = "\"" + "x".repeat(100_000) + "\"";
		for (int i = 1; i <= 40; i++) {
			publisher.send("[16," + i + ",{\"acknowledge\":true},\"com.myapp.topic\",[" + event + "]]");
			assertThat(publisher.read()).startsWith("[17," + i + ",");
		}
		String stuck = callsAndJoins();
		long after = threads();
		logger.info("Alone: " + alone + "; with " + count + " idle subscribers: " + idle
				+ "; with 4 MB on the way to each, " + "which they do not read: " + stuck
				+ "; threads before and after: " + before + ", " + after);
		assertThat(after).isLessThan(before + 20);
		assertThat(output).doesNotContain("Cut off");
		WampRouter bean = this.router.getBean(WampRouter.class);
		assertThat(bean.sessions("realm1")).hasSizeGreaterThan(count);
		for (RawSession session : this.sessions) {
			session.close();
		}
		await().atMost(Duration.ofSeconds(60)).until(() -> bean.sessions("realm1").size() == 1);
	}

	@Test
	void fiveSubscribersThatReadGetAllEventsOfAFasterPublisher(CapturedOutput output) throws Exception {
		start();
		int count = 200;
		List<CompletableFuture<Integer>> results = new ArrayList<>();
		for (int rate : new int[] { 30, 40, 50, 1000, 1000 }) {
			results.add(subscriber(65536).count(count, rate));
		}
		RawSession publisher = join(65536);
		byte[] event = RawSession.frame("[16,1,{},\"com.myapp.topic\",[\"" + "x".repeat(1_000_000) + "\"]]");
		long start = System.nanoTime();
		Thread publishing = new Thread(() -> {
			try {
				for (int i = 0; i < count; i++) {
					publisher.socket.getOutputStream().write(event);
					// 100 MB/s
					long ahead = i * 10L - (System.nanoTime() - start) / 1_000_000;
					if (ahead > 0) {
						Thread.sleep(ahead);
					}
				}
			}
			catch (IOException | InterruptedException ex) {
				logger.error("The publisher failed", ex);
			}
		});
		publishing.start();
		String others = callsAndJoins();
		for (CompletableFuture<Integer> result : results) {
			assertThat(result.get(120, TimeUnit.SECONDS)).isEqualTo(count);
		}
		publishing.join();
		logger.info(count + " events of 1 MB took " + Duration.ofNanos(System.nanoTime() - start).toMillis()
				+ " ms; meanwhile: " + others);
		assertThat(output).doesNotContain("Cut off");
	}

	@Test
	void whoIsCutOffIsNamedInTheLogAndNobodyElseNotices(CapturedOutput output) throws Exception {
		start();
		int count = 60;
		subscriber(2048);
		CompletableFuture<Integer> other = subscriber(65536).count(count, 1000);
		RawSession publisher = join(65536);
		byte[] event = RawSession.frame("[16,1,{},\"com.myapp.topic\",[\"" + "x".repeat(MIB) + "\"]]");
		for (int i = 0; i < count; i++) {
			publisher.socket.getOutputStream().write(event);
		}
		assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(count);
		await().untilAsserted(() -> assertThat(output)
			.containsPattern("Cut off .*session \\d+.*: The peer does not read fast enough: \\d+ bytes wait for it"));
		publisher.send("[48,1,{},\"com.myapp.twice\",[21]]");
		assertThat(publisher.read()).isEqualTo("[50,1,{},[42]]");
	}

	/** A session of which the test reads every byte, or none. */
	private static final class RawSession implements AutoCloseable {

		private final Socket socket = new Socket();

		private final InputStream in;

		RawSession(int port, int receiveBuffer) throws IOException {
			this.socket.setReceiveBufferSize(receiveBuffer);
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(60_000);
			this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			this.in = new BufferedInputStream(this.socket.getInputStream(), 1024);
			this.socket.getOutputStream()
				.write(("GET /ws HTTP/1.1\r\nHost: localhost:" + port
						+ "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
						+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: wamp.2.json\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			ByteArrayOutputStream head = new ByteArrayOutputStream();
			while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
				head.write(this.in.read());
			}
			assertThat(head.toString(StandardCharsets.ISO_8859_1)).contains(" 101 ");
		}

		static byte[] frame(String message) {
			byte[] payload = message.getBytes(StandardCharsets.UTF_8);
			ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) 0x81);
			if (payload.length < 126) {
				frame.put((byte) (0x80 | payload.length));
			}
			else {
				frame.put((byte) (0x80 | 127)).putLong(payload.length);
			}
			frame.putInt(0).put(payload);
			return Arrays.copyOf(frame.array(), frame.position());
		}

		void send(String message) throws IOException {
			this.socket.getOutputStream().write(frame(message));
		}

		/** Reads a message. */
		String read() throws IOException {
			ByteArrayOutputStream message = new ByteArrayOutputStream();
			while (true) {
				int first = this.in.read();
				long length = this.in.read();
				length = (length == 126) ? ByteBuffer.wrap(this.in.readNBytes(2)).getShort() & 0xFFFF
						: (length == 127) ? ByteBuffer.wrap(this.in.readNBytes(8)).getLong() : length;
				byte[] payload = this.in.readNBytes((int) length);
				if ((first & 0x8) == 0) {
					message.writeBytes(payload);
					if ((first & 0x80) != 0) {
						return message.toString(StandardCharsets.UTF_8);
					}
				}
				else if (first != 0x89) {
					throw new IOException("a frame of type " + Integer.toHexString(first));
				}
			}
		}

		/**
		 * Reads events of a megabyte, at no more than a rate, and tells how many came.
		 */
		CompletableFuture<Integer> count(int count, int megabytesPerSecond) {
			CompletableFuture<Integer> result = new CompletableFuture<>();
			Thread thread = new Thread(() -> {
				int read = 0;
				try {
					long start = System.nanoTime();
					while (read < count) {
						assertThat(read()).startsWith("[36,");
						read++;
						long ahead = 1000L * read / megabytesPerSecond - (System.nanoTime() - start) / 1_000_000;
						if (ahead > 0) {
							Thread.sleep(ahead);
						}
					}
				}
				catch (Exception ex) {
					logger.info("A subscriber ended after " + read + " events: " + ex);
				}
				result.complete(read);
			});
			thread.setDaemon(true);
			thread.start();
			return result;
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@WampProcedure("com.myapp.twice")
		int twice(int value) {
			return 2 * value;
		}

	}

}
