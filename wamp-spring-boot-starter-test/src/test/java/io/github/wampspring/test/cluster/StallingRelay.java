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

package io.github.wampspring.test.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a link and its engine, and stops reading from the engine when it is
 * asked to: to the engine it looks like a node that reads too slowly.
 */
final class StallingRelay implements AutoCloseable {

	private static final int BUFFER = 16 * 1024;

	private final ServerSocket server;

	private final int target;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private boolean stalled;

	StallingRelay(int target) {
		this.target = target;
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "stalling-relay");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.server.getLocalPort();
	}

	synchronized void stall() {
		this.stalled = true;
	}

	synchronized void resume() {
		this.stalled = false;
		notifyAll();
	}

	private synchronized void awaitRunning() throws InterruptedException {
		while (this.stalled) {
			wait();
		}
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.server.accept();
				Socket engine = new Socket();
				engine.setReceiveBufferSize(BUFFER);
				engine.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.target));
				this.sockets.add(client);
				this.sockets.add(engine);
				start(() -> copy(client, engine, false));
				start(() -> copy(engine, client, true));
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private void copy(Socket from, Socket to, boolean stalls) {
		byte[] buffer = new byte[BUFFER];
		try (from; to) {
			int length;
			while ((length = from.getInputStream().read(buffer)) >= 0) {
				if (stalls) {
					awaitRunning();
				}
				to.getOutputStream().write(buffer, 0, length);
			}
		}
		catch (IOException | InterruptedException ex) {
			// one side has gone, and so does the other
		}
	}

	@Override
	public void close() throws IOException {
		resume();
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

}
