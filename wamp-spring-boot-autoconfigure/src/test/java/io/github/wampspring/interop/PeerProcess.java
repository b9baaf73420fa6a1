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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A running program of somebody else: its output is collected, and it ends with the JVM
 * at the latest.
 */
final class PeerProcess implements AutoCloseable {

	private static final Set<PeerProcess> RUNNING = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(PeerProcess::close)));
	}

	private final List<String> command;

	private final Process process;

	private final List<String> output = new CopyOnWriteArrayList<>();

	private final CountDownLatch ready = new CountDownLatch(1);

	private final Thread reader = new Thread(this::read, "peer-output");

	private PeerProcess(List<String> command) {
		this.command = command;
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.reader.setDaemon(true);
		this.reader.start();
		RUNNING.add(this);
	}

	static PeerProcess start(List<String> command) {
		return new PeerProcess(List.copyOf(command));
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.output.add(line);
				if (line.startsWith("READY")) {
					this.ready.countDown();
				}
			}
		}
		catch (IOException ex) {
			this.output.add("The output ended: " + ex);
		}
		this.ready.countDown();
	}

	/**
	 * Waits until the program says READY.
	 * @return this program
	 */
	PeerProcess awaitReady() {
		try {
			boolean said = this.ready.await(70, TimeUnit.SECONDS);
			if (!said || this.output.stream().noneMatch((line) -> line.startsWith("READY"))) {
				close();
				throw new IllegalStateException("Not ready: " + this);
			}
			return this;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Waits for the end.
	 * @param timeout how long to wait; then the program is killed
	 * @return the exit status
	 */
	int awaitExit(Duration timeout) {
		try {
			if (!this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				close();
				throw new IllegalStateException("Still running after " + timeout + ": " + this);
			}
			this.reader.join(5000);
			RUNNING.remove(this);
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			close();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Starts the same program once more.
	 * @return the new process
	 */
	PeerProcess again() {
		return new PeerProcess(this.command);
	}

	/**
	 * Sends a signal, and does not wait for what it does.
	 * @param name its name, such as {@code KILL}
	 */
	void signal(String name) {
		int status = start(List.of("sh", "-c", "kill -" + name + " " + this.process.pid()))
			.awaitExit(Duration.ofSeconds(10));
		if (status != 0) {
			throw new IllegalStateException("No signal for " + this);
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * What the program printed so far.
	 * @return its lines
	 */
	List<String> output() {
		return this.output;
	}

	@Override
	public void close() {
		List<ProcessHandle> children = this.process.descendants().toList();
		this.process.destroy();
		try {
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		children.forEach(ProcessHandle::destroyForcibly);
		RUNNING.remove(this);
	}

	@Override
	public String toString() {
		return String.join(" ", this.command) + "\n" + String.join("\n", this.output);
	}

}
