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

package io.github.wampspring.transport.websocket;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.websocket.WsSession;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Tomcat's client with small buffers, that keeps the headers of the handshake's response.
 */
final class ClientContainer extends WsWebSocketContainer {

	/** Larger messages come in parts. */
	private static final int BUFFER_SIZE = 8192;

	private static final String RESPONSE = ClientContainer.class.getName() + ".response";

	private static final long CLOSE_MILLIS = 2000;

	private static final @Nullable Field GROUP = groupField();

	private final @Nullable ClientIo io;

	private final Set<WsSession> sessions = ConcurrentHashMap.newKeySet();

	ClientContainer(ThreadFactory threads) {
		setDefaultMaxTextMessageBufferSize(BUFFER_SIZE);
		setDefaultMaxBinaryMessageBufferSize(BUFFER_SIZE);
		// looks each second for peers that do not answer a close
		setProcessPeriod(1);
		this.io = openIo(threads);
	}

	/**
	 * Tomcat has no setting for the channel group.
	 */
	private static @Nullable Field groupField() {
		try {
			Field field = WsWebSocketContainer.class.getDeclaredField("asynchronousChannelGroup");
			field.setAccessible(true);
			return field;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			LogFactory.getLog(ClientContainer.class)
				.debug("This version of Tomcat's client takes no channel group, large messages may be slow", ex);
			return null;
		}
	}

	private @Nullable ClientIo openIo(ThreadFactory threads) {
		if (GROUP == null) {
			return null;
		}
		try {
			ClientIo io = ClientIo.open(threads);
			GROUP.set(this, io);
			return io;
		}
		catch (IOException | ReflectiveOperationException ex) {
			throw new IllegalStateException("The client's sockets cannot be set up", ex);
		}
	}

	private void closeIo() {
		if (GROUP != null && this.io != null) {
			try {
				GROUP.set(this, null);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
			this.io.shutdown();
		}
	}

	@Override
	protected void registerSession(Object key, WsSession session) {
		this.sessions.add(session);
		super.registerSession(key, session);
	}

	@Override
	protected void unregisterSession(Object key, WsSession session) {
		super.unregisterSession(key, session);
		this.sessions.remove(session);
	}

	/**
	 * Ends everything, after the servers had a moment to answer the closes.
	 */
	@Override
	public void destroy() {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
		try {
			while (!this.sessions.isEmpty() && System.nanoTime() < end) {
				TimeUnit.MILLISECONDS.sleep(5);
				// closes those that got no answer in time
				backgroundProcess();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		closeIo();
		super.destroy();
	}

	/**
	 * The response's headers.
	 */
	static HttpHeaders response(Session session) {
		return (session.getUserProperties().get(RESPONSE) instanceof HttpHeaders headers) ? headers : new HttpHeaders();
	}

	@Override
	public Session connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI url) throws DeploymentException {
		HttpHeaders headers = new HttpHeaders();
		ClientEndpointConfig keeping = ClientEndpointConfig.Builder.create()
			.configurator(new Keeping(config.getConfigurator(), headers))
			.preferredSubprotocols(config.getPreferredSubprotocols())
			.extensions(config.getExtensions())
			.sslContext(config.getSSLContext())
			.build();
		keeping.getUserProperties().putAll(config.getUserProperties());
		keeping.getUserProperties().put(RESPONSE, headers);
		return super.connectToServer(endpoint, keeping, url);
	}

	private static final class Keeping extends ClientEndpointConfig.Configurator {

		private final ClientEndpointConfig.Configurator delegate;

		private final HttpHeaders headers;

		Keeping(ClientEndpointConfig.Configurator delegate, HttpHeaders headers) {
			this.delegate = delegate;
			this.headers = headers;
		}

		@Override
		public void beforeRequest(Map<String, List<String>> headers) {
			this.delegate.beforeRequest(headers);
		}

		@Override
		public void afterResponse(HandshakeResponse response) {
			response.getHeaders().forEach(this.headers::addAll);
			this.delegate.afterResponse(response);
		}

	}

}
