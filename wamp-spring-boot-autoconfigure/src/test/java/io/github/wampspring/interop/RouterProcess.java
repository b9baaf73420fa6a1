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

package io.github.wampspring.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.annotation.WampProcedure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application with the embedded router, in a JVM of its own.
 */
final class RouterProcess implements AutoCloseable {

	/** A procedure that each has, in one registration of all. */
	static final String WHO = "com.example.who";

	private static final JsonMapper json = JsonMapper.builder().build();

	private final String host;

	private final PeerProcess process;

	private RouterProcess(String host, PeerProcess process) {
		this.host = host;
		this.process = process;
	}

	/**
	 * Begins to start one on this machine.
	 * @param properties its properties
	 * @return the process, which may not be ready yet
	 */
	static RouterProcess start(Map<String, Object> properties) {
		return start("127.0.0.1", List.of(), properties);
	}

	/**
	 * Begins to start one elsewhere.
	 * @param host the address at which it can be reached
	 * @param prefix the command that starts a command there
	 * @param properties its properties
	 * @return the process, which may not be ready yet
	 */
	static RouterProcess start(String host, List<String> prefix, Map<String, Object> properties) {
		List<String> command = new ArrayList<>(prefix);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				System.getProperty("java.class.path"), Program.class.getName()));
		properties.forEach((name, value) -> command.add("--" + name + "=" + value));
		return new RouterProcess(host, PeerProcess.start(command));
	}

	RouterProcess awaitReady() {
		this.process.awaitReady();
		return this;
	}

	int port() {
		String ready = this.process.output()
			.stream()
			.filter((line) -> line.startsWith("READY"))
			.findFirst()
			.orElseThrow();
		return Integer.parseInt(ready.substring("READY ".length()));
	}

	String url() {
		return "ws://" + this.host + ":" + port() + "/ws";
	}

	/** What the actuator tells of its cluster. */
	JsonNode health() {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI
				.create("http://" + this.host + ":" + port() + "/actuator/health/wampCluster")
				.toURL()
				.openConnection();
			connection.setConnectTimeout(10_000);
			connection.setReadTimeout(10_000);
			boolean up = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
			try (InputStream body = up ? connection.getInputStream() : connection.getErrorStream()) {
				return json.readTree(body);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Whether it knows all others, and they all have told what they have.
	 * @param others how many others there are
	 * @return {@code true} if the cluster is complete for this one
	 */
	boolean knows(int others) {
		JsonNode health = health();
		JsonNode details = health.path("details");
		return health.path("status").asString().equals("UP") && details.path("members").asInt() == others
				&& details.path("synchronizing").isMissingNode();
	}

	/** Ends it at once, as a failure of the machine would. */
	void kill() {
		this.process.signal("KILL");
		this.process.awaitExit(Duration.ofSeconds(30));
	}

	/** Lets it stand still, without closing anything. */
	void pause() {
		this.process.signal("STOP");
	}

	void resume() {
		this.process.signal("CONT");
	}

	/** Tells it to end in an orderly way, and waits for that. */
	void terminate() {
		this.process.signal("TERM");
		this.process.awaitExit(Duration.ofSeconds(60));
	}

	/**
	 * What it has printed.
	 * @return the lines
	 */
	List<String> output() {
		return this.process.output();
	}

	@Override
	public void close() {
		this.process.close();
	}

	@Override
	public String toString() {
		return this.process.toString();
	}

	/**
	 * The application.
	 */
	static class Program {

		private final String node;

		Program(@Value("${wamp.router.cluster.node}") String node) {
			this.node = node;
		}

		@WampProcedure(uri = WHO, invoke = InvocationPolicy.ROUNDROBIN)
		String who() {
			return this.node;
		}

		public static void main(String[] args) {
			ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.Base.class, Program.class)
				.bannerMode(Banner.Mode.OFF)
				.run(args);
			System.out.println("READY " + context.getEnvironment().getProperty("local.server.port"));
		}

	}

}
