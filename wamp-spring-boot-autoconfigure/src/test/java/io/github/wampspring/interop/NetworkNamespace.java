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

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A network of its own on this machine, as of another machine, with two cables to this
 * one: by one its programs reach the engine, by the other clients reach its programs. The
 * first one can be cut, whereupon nothing comes through, and nobody is told.
 */
final class NetworkNamespace implements AutoCloseable {

	private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> NAMES.forEach(NetworkNamespace::delete)));
	}

	/** The address of this machine that is reached over the cable that can be cut. */
	private final String engine;

	/** The address of the programs there that is reached over the other one. */
	private final String clients;

	private final String name;

	private NetworkNamespace(int number) {
		String network = "10." + (200 + number / 250) + "." + number % 250;
		this.engine = network + ".9";
		this.clients = network + ".6";
		this.name = "wamp" + number;
		try {
			ip("netns", "add", this.name);
			NAMES.add(this.name);
			cable("e", network + ".1", network + ".2");
			cable("c", network + ".5", this.clients);
			// on the cable that stays, so that the address stays, too
			ip("addr", "add", this.engine + "/32", "dev", this.name + "c");
			ip("-n", this.name, "route", "add", this.engine + "/32", "via", network + ".1");
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private void cable(String end, String here, String there) {
		ip("link", "add", this.name + end, "type", "veth", "peer", "name", end + "0", "netns", this.name);
		ip("addr", "add", here + "/30", "dev", this.name + end);
		ip("link", "set", this.name + end, "up");
		ip("-n", this.name, "addr", "add", there + "/30", "dev", end + "0");
		ip("-n", this.name, "link", "set", end + "0", "up");
	}

	static NetworkNamespace create() {
		return new NetworkNamespace(ThreadLocalRandom.current().nextInt(10_000));
	}

	/**
	 * Whether this user may make networks on this machine.
	 * @return {@code true} if there can be one
	 */
	static boolean isPermitted() {
		try (NetworkNamespace network = create()) {
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/** The address at which an engine has to listen. */
	String engineAddress() {
		return this.engine;
	}

	/** The address at which programs there are reached. */
	String address() {
		return this.clients;
	}

	/** What comes before a command that shall run there. */
	List<String> prefix() {
		return List.of("ip", "netns", "exec", this.name);
	}

	void cut() {
		ip("link", "set", this.name + "e", "down");
	}

	void mend() {
		ip("link", "set", this.name + "e", "up");
	}

	private static void ip(String... arguments) {
		PeerProcess process = PeerProcess.start(Stream.concat(Stream.of("ip"), Arrays.stream(arguments)).toList());
		if (process.awaitExit(Duration.ofSeconds(10)) != 0) {
			throw new IllegalStateException(process.toString());
		}
	}

	/** Its cables and addresses go with it, when the last program there has ended. */
	@Override
	public void close() {
		delete(this.name);
	}

	private static void delete(String name) {
		if (NAMES.remove(name)) {
			ip("netns", "del", name);
		}
	}

}
