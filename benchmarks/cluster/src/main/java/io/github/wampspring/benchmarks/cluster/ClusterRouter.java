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
package io.github.wampspring.benchmarks.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.WampRouter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The embedded router as one instance of a cluster, which does what standard input says,
 * a command a line, and answers each by a line that begins with {@value #ANSWER}. It ends
 * with its input.
 */
@SpringBootApplication
public class ClusterRouter {

	static final String ANSWER = "= ";

	private static final String REALM = "realm1";

	private final WampRouter router;

	private int added;

	ClusterRouter(WampRouter router) {
		this.router = router;
	}

	public static void main(String[] args) throws Exception {
		ClusterRouter router = SpringApplication.run(ClusterRouter.class, args).getBean(ClusterRouter.class);
		answer("ready");
		try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = commands.readLine(); line != null; line = commands.readLine()) {
				answer(router.execute(line.split(" ")));
			}
		}
		Runtime.getRuntime().halt(0);
	}

	private static void answer(Object answer) {
		System.out.println(ANSWER + answer);
		System.out.flush();
	}

	private Object execute(String[] words) throws Exception {
		return switch (words[0]) {
			case "others" -> others();
			case "sent" -> status().link().sent();
			case "lost" -> status().resynchronizations();
			case "add" -> add(words[1], Integer.parseInt(words[2]));
			case "rejoin" -> rejoin(Long.parseLong(words[1]));
			default -> throw new IOException("Not a command: " + words[0]);
		};
	}

	private ClusterStatus status() {
		ClusterStatus status = this.router.cluster();
		if (status == null) {
			throw new IllegalStateException("The router is in no cluster");
		}
		return status;
	}

	/** How many other instances, sessions and registrations are known. */
	private String others() {
		ClusterStatus status = status();
		long complete = status.members().stream().filter((member) -> !member.synchronizing()).count();
		return complete + " " + status.sessions() + " " + status.registrations();
	}

	/**
	 * Adds sessions without a socket, or what one of them has.
	 */
	private String add(String what, int count) throws Exception {
		SilentSession session = new SilentSession(this.router, REALM);
		for (int i = 0; i < count; i++) {
			int number = this.added++;
			switch (what) {
				case "sessions" -> new SilentSession(this.router, REALM);
				case "registrations" -> session.say(new Register(i + 1, Dict.EMPTY, "com.example.procedure" + number));
				case "subscriptions" -> session.say(new Subscribe(i + 1, Dict.EMPTY, "com.example.topic" + number));
				default -> throw new IOException("Not to be added: " + what);
			}
		}
		session.awaitAnswers(what.equals("sessions") ? 0 : count);
		return "done";
	}

	/**
	 * Leaves the cluster and comes as a new instance.
	 * @return how long it took until all of the others was known, in microseconds
	 */
	private long rejoin(long sessions) throws InterruptedException {
		this.router.close();
		long begin = System.nanoTime();
		this.router.start();
		while (status().sessions() < sessions
				|| status().members().stream().anyMatch(ClusterStatus.Member::synchronizing)) {
			Thread.sleep(1);
		}
		return (System.nanoTime() - begin) / 1000;
	}

}
