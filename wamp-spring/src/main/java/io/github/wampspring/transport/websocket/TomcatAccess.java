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

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;

/**
 * The way from a session to its socket, through private fields of Tomcat.
 */
record TomcatAccess(Field endpoint, Field transformation, Field socket, List<Field> buffers) {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	/**
	 * Opens the way.
	 * @return {@code null} where the fields are not as expected
	 */
	static @Nullable TomcatAccess open() {
		try {
			String packageName = WsSession.class.getPackageName();
			return new TomcatAccess(field(packageName + ".WsRemoteEndpointBase", "base"),
					field(packageName + ".WsRemoteEndpointImplBase", "transformation"),
					field(packageName + ".server.WsRemoteEndpointImplServer", "socketWrapper"),
					List.of(field(packageName + ".WsRemoteEndpointImplBase", "outputBuffer"),
							field(packageName + ".WsRemoteEndpointImplBase", "encoderBuffer")));
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			LogFactory.getLog(TomcatConnection.class)
				.warn("This version of Tomcat is not known: a client that does not read keeps a thread, "
						+ "until wamp.router.send-timeout is over", ex);
			return null;
		}
	}

	private static Field field(String type, String name) throws ReflectiveOperationException {
		Field field = Class.forName(type, false, WsSession.class.getClassLoader()).getDeclaredField(name);
		field.setAccessible(true);
		return field;
	}

	/**
	 * The socket of a session.
	 * @return {@code null} if it cannot be written to without a thread that waits
	 */
	@Nullable SocketWrapperBase<?> socketOf(WsSession session) {
		try {
			Object endpoint = this.endpoint.get(session.getBasicRemote());
			return (this.socket.getDeclaringClass().isInstance(endpoint)
					&& this.socket.get(endpoint) instanceof SocketWrapperBase<?> socket && socket.hasAsyncIO()
					&& this.transformation.get(endpoint) instanceof Transformation) ? socket : null;
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Puts something between a session's frames and its socket. Tomcat's own buffers for
	 * writing, 16 KiB a session, are then of no use.
	 */
	void divert(WsSession session, UnaryOperator<Transformation> diversion) {
		try {
			Object endpoint = this.endpoint.get(session.getBasicRemote());
			this.transformation.set(endpoint, diversion.apply((Transformation) this.transformation.get(endpoint)));
			for (Field buffer : this.buffers) {
				buffer.set(endpoint, NOTHING);
			}
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
