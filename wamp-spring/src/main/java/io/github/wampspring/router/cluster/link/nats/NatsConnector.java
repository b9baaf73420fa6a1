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

package io.github.wampspring.router.cluster.link.nats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.github.wampspring.router.cluster.link.EngineConnection;
import io.github.wampspring.router.cluster.link.EngineEvents;
import io.github.wampspring.router.cluster.link.EngineLostException;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.github.wampspring.router.cluster.link.OutboundFrame;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

/**
 * One connection to NATS, which never reconnects by itself: jnats would send what it had
 * queued before.
 */
final class NatsConnector implements EngineConnection, ConnectionListener, ErrorListener {

	/** How much is given to jnats before it has to tell that the server has it. */
	private static final int WINDOW_BYTES = 1024 * 1024;

	private static final int WINDOW_FRAMES = 4096;

	/** So that inboxes and hints need not be written anew for each frame. */
	private static final int MAX_TARGETS = 1024;

	private static final int NO_RESPONDERS = 503;

	private final NatsSubjects subjects;

	private final EngineEvents events;

	private final LinkSettings settings;

	private final Duration timeout;

	private final Map<NodeId, Target> targets = new HashMap<>();

	private volatile @Nullable Connection connection;

	private volatile boolean closed;

	private int frames;

	private long bytes;

	NatsConnector(NatsSubjects subjects, EngineEvents events, LinkSettings settings) {
		this.subjects = subjects;
		this.events = events;
		this.settings = settings;
		this.timeout = settings.timeout();
	}

	NatsConnector connect(Options.Builder options) throws Exception {
		options.noReconnect()
			.ignoreDiscoveredServers()
			.connectionTimeout(this.timeout)
			.connectionListener(this)
			.errorListener(this)
			.subjectValidationType(Options.SubjectValidationType.None)
			.maxMessagesInOutgoingQueue(2 * WINDOW_FRAMES);
		Options built = options.build();
		if (built.isNoEcho() || built.isNoNoResponders() || built.isNoHeaders()) {
			throw new EngineLostException("A link over NATS needs echo, headers and \"no responders\", "
					+ "which the options of jnats turn off");
		}
		Connection connection = Nats.connect(built);
		this.connection = connection;
		try {
			Dispatcher dispatcher = connection.createDispatcher(this::received);
			dispatcher.setPendingLimits(this.settings.receiveFrames(), this.settings.receiveBytes());
			dispatcher.subscribe(this.subjects.self());
			dispatcher.subscribe(this.subjects.all());
			dispatcher.subscribe(this.subjects.hints());
			confirm();
			String error = connection.getLastError();
			if (error != null && !error.isEmpty()) {
				throw new EngineLostException("The NATS server says: " + error);
			}
			return this;
		}
		catch (Exception ex) {
			close();
			throw ex;
		}
	}

	long maxPayload() {
		return connection().getMaxPayload();
	}

	private Connection connection() {
		Connection connection = this.connection;
		if (connection == null) {
			throw new IllegalStateException("Not connected");
		}
		return connection;
	}

	private void received(Message message) {
		if (message.isStatusMessage()) {
			if (message.getStatus().getCode() == NO_RESPONDERS) {
				NodeId suspect = this.subjects.suspect(message.getSubject());
				if (suspect != null) {
					this.events.suspect(suspect);
				}
			}
		}
		else {
			this.events.received(ByteBuffer.wrap(message.getData()));
		}
	}

	@Override
	public void send(List<OutboundFrame> frames) throws Exception {
		Connection connection = connection();
		for (OutboundFrame frame : frames) {
			publish(connection, frame);
			if (this.frames >= WINDOW_FRAMES || this.bytes >= WINDOW_BYTES) {
				confirm();
			}
		}
	}

	/** jnats has a thread of its own that writes. */
	@Override
	public boolean offer(List<OutboundFrame> frames) {
		long size = 0;
		for (OutboundFrame frame : frames) {
			size += frame.size();
		}
		if (this.frames + frames.size() > WINDOW_FRAMES || this.bytes + size > WINDOW_BYTES) {
			return false;
		}
		Connection connection = connection();
		frames.forEach((frame) -> publish(connection, frame));
		return true;
	}

	private void publish(Connection connection, OutboundFrame frame) {
		if (frame.to() == null) {
			connection.publish(this.subjects.all(), frame.toByteArray());
		}
		else {
			Target target = target(frame.to());
			connection.publish(target.inbox, target.hint, frame.toByteArray());
		}
		this.frames++;
		this.bytes += frame.size();
	}

	private Target target(NodeId node) {
		Target target = this.targets.get(node);
		if (target == null) {
			if (this.targets.size() >= MAX_TARGETS) {
				this.targets.clear();
			}
			target = new Target(this.subjects.inbox(node), this.subjects.hint(node));
			this.targets.put(node, target);
		}
		return target;
	}

	@Override
	public void confirm() throws Exception {
		Connection connection = connection();
		try {
			connection.flush(this.timeout);
		}
		catch (TimeoutException ex) {
			throw lost(connection);
		}
		if (connection.getStatus() != Connection.Status.CONNECTED) {
			// jnats does not tell that it could not ask
			throw lost(connection);
		}
		this.events.confirmed(this.frames);
		this.frames = 0;
		this.bytes = 0;
	}

	private IOException lost(Connection connection) {
		return new EngineLostException(
				(connection.getStatus() != Connection.Status.CONNECTED) ? "The connection to the NATS server is lost"
						: "The NATS server has not answered within " + this.timeout.toMillis() + " ms");
	}

	@Override
	public void close() {
		Connection connection = this.connection;
		if (connection == null) {
			return;
		}
		this.closed = true;
		boolean interrupted = Thread.interrupted();
		try {
			connection.close();
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	@Deprecated
	public void connectionEvent(Connection connection, Events type) {
		if (type == Events.DISCONNECTED || type == Events.CLOSED) {
			tellLost("The connection to the NATS server is lost");
		}
		else if (type == Events.LAME_DUCK) {
			tellLost("The NATS server is about to stop");
		}
	}

	@Override
	public void errorOccurred(Connection connection, String error) {
		tellLost("The NATS server says: " + error);
	}

	@Override
	public void exceptionOccurred(Connection connection, Exception ex) {
		tellLost("The connection to the NATS server is lost: " + ex);
	}

	/**
	 * Until the connection is made, and after it was closed here, the reason is another
	 * one.
	 */
	private void tellLost(String reason) {
		if (this.connection != null && !this.closed) {
			this.events.lost(reason);
		}
	}

	private record Target(String inbox, String hint) {
	}

}
