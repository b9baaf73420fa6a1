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
import java.util.ArrayList;
import java.util.List;

/**
 * A client of somebody else that calls, publishes and subscribes, and checks what comes
 * back.
 */
final class Drive {

	private final List<String> command = new ArrayList<>();

	private Drive(Peer peer, String program, String url) {
		this.command.addAll(List.of(peer.script("run"), program, "--url", url));
	}

	static Drive python(String url) {
		return new Drive(Peer.AUTOBAHN_PYTHON, "drive.py", url).with("timeout", "30");
	}

	static Drive javaScript(String url) {
		return new Drive(Peer.AUTOBAHN_JS, "drive.js", url).with("timeout", "30");
	}

	/**
	 * Adds an option.
	 * @param name the option's name, without dashes
	 * @param value its value
	 * @return this drive
	 */
	Drive with(String name, String value) {
		this.command.addAll(List.of("--" + name, value));
		return this;
	}

	/**
	 * Runs the drive.
	 * @return what it found
	 */
	DriveReport run() {
		PeerProcess process = PeerProcess.start(this.command);
		int status = process.awaitExit(Duration.ofMinutes(3));
		return DriveReport.of(process.output(), status);
	}

	/**
	 * Joins and leaves.
	 * @return the line that tells of it
	 */
	String join() {
		this.command.add("--join");
		PeerProcess process = PeerProcess.start(this.command);
		process.awaitExit(Duration.ofMinutes(1));
		return String.join("\n", process.output());
	}

}
