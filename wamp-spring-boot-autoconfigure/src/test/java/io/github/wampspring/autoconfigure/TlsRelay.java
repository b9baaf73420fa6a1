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

package io.github.wampspring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

/**
 * Stands between clients and a router: both believe to have each other at the other end
 * of their TLS connection, since it has stolen the router's key.
 */
public final class TlsRelay implements AutoCloseable {

	private final ServerSocket server;

	private final SSLContext client;

	private final int target;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final AtomicInteger connections = new AtomicInteger();

	public TlsRelay(int target) throws IOException {
		this.target = target;
		// the protocols of the JDK's choice: both ends have their own wish
		this.client = TlsBundles.jdk("TLSv1.3").getBundle("client").createSslContext();
		SSLContext stolen = TlsBundles.jdk("TLSv1.3").getBundle("server").createSslContext();
		this.server = stolen.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("localhost"));
		start(this::accept);
	}

	public String url() {
		return "wss://localhost:" + this.server.getLocalPort() + "/ws";
	}

	/** How many connections were relayed. */
	public int connections() {
		return this.connections.get();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				Socket router = this.client.getSocketFactory().createSocket("localhost", this.target);
				this.sockets.add(client);
				this.sockets.add(router);
				this.connections.incrementAndGet();
				start(() -> pump(client, router));
				start(() -> pump(router, client));
			}
			catch (IOException ex) {
				// the next one, or the end
			}
		}
	}

	private void pump(Socket from, Socket to) {
		try {
			InputStream input = from.getInputStream();
			OutputStream output = to.getOutputStream();
			byte[] buffer = new byte[4096];
			for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
				output.write(buffer, 0, read);
				output.flush();
			}
		}
		catch (IOException ex) {
			// it was closed
		}
		close(from);
		close(to);
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// it is closed
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "tls-relay");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.sockets.forEach(TlsRelay::close);
	}

}
