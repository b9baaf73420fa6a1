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

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.Slice;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.github.wampspring.transport.framed.FrameConnection;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JakartaConnection} on a session of no container that is known.
 */
class JakartaConnectionTests {

	private final ChannelGroup group = new ChannelGroup("test", ChannelSettings.defaults());

	private final List<String> sent = new CopyOnWriteArrayList<>();

	private final Map<String, Object> properties = new HashMap<>();

	private final FrameConnection connection = JakartaSessions.ofServer(session(), this.group);

	@AfterEach
	void close() {
		this.group.close();
	}

	private Session session() {
		RemoteEndpoint.Async async = proxy(RemoteEndpoint.Async.class, (method, arguments) -> {
			if (method.equals("sendText") || method.equals("sendBinary")) {
				this.sent.add("async " + text(arguments[0]));
				((SendHandler) arguments[1]).onResult(new SendResult((Session) null));
			}
			return null;
		});
		RemoteEndpoint.Basic basic = proxy(RemoteEndpoint.Basic.class, (method, arguments) -> {
			boolean last = arguments.length < 2 || (Boolean) arguments[1];
			this.sent.add(switch (method) {
				case "sendText", "sendBinary", "sendPing" -> method + " " + text(arguments[0]) + (last ? "" : " ...");
				default -> method + " " + arguments[0];
			});
			return null;
		});
		return proxy(Session.class, (method, arguments) -> switch (method) {
			case "getAsyncRemote" -> async;
			case "getBasicRemote" -> basic;
			case "getUserProperties" -> this.properties;
			case "isOpen" -> true;
			case "close" -> this.sent.add("close " + ((CloseReason) arguments[0]).getCloseCode().getCode());
			default -> null;
		});
	}

	private static String text(Object content) {
		String text = (content instanceof ByteBuffer bytes) ? bytes.remaining() + " bytes" : content.toString();
		return (text.length() > 20) ? text.length() + " characters" : text;
	}

	private static <T> T proxy(Class<T> type, Method method) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, called,
				arguments) -> method.call(called.getName(), (arguments != null) ? arguments : new Object[0])));
	}

	private void send(Frame... frames) throws Exception {
		CompletableFuture<Object> done = new CompletableFuture<>();
		this.connection.send(List.of(frames), (failure) -> done.complete((failure != null) ? failure : "sent"));
		assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo("sent");
	}

	@Test
	void aServersSessionThatIsNotTomcatsIsWrittenToByTheMeansOfJakartaWebSocket() throws Exception {
		assertThat(this.connection).isInstanceOf(JakartaConnection.class);
		send(Frame.text("small"));
		send(Frame.binary(Slice.of(new byte[3])));
		assertThat(this.sent).containsExactly("async small", "async 3 bytes");
		assertThat(this.connection.isWaiting()).isFalse();
	}

	@Test
	void framesAreGatheredWhereTheContainerCan() throws Exception {
		send(Frame.text("one"), Frame.text("two"));
		assertThat(this.sent).containsExactly("setBatchingAllowed true", "sendText one", "sendText two",
				"setBatchingAllowed false");
	}

	@Test
	void aLargeFrameGoesInPartsThatShowItsProgressAndCutNoCharacter() throws Exception {
		Frame large = Frame.text("x".repeat(65_535) + "\uD83D\uDE00" + "y".repeat(10));
		assertThat(this.connection.isInline(large)).isFalse();
		send(large);
		send(Frame.binary(Slice.of(new byte[100_000])));
		assertThat(this.sent).containsExactly("sendText 65535 characters ...",
				"sendText " + text("\uD83D\uDE00" + "y".repeat(10)), "sendBinary 65536 bytes ...",
				"sendBinary 34464 bytes");
		assertThat(this.connection.progress()).isEqualTo(65_547 + 100_000);
	}

	@Test
	void itIsClosedAndAborted() {
		this.connection.pause();
		this.connection.resume();
		this.connection.hurry();
		this.connection.close(ChannelClose.normal("bye"));
		this.connection.abort(ChannelClose.broken("enough", null));
		assertThat(new ArrayList<>(this.sent)).containsExactly("close 1000", "setBatchingAllowed false", "close 1001");
	}

	/** A method of a session. */
	private interface Method {

		Object call(String name, Object[] arguments) throws Exception;

	}

}
