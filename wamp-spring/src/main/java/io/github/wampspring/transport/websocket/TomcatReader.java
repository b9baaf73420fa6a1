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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.github.wampspring.transport.framed.ChannelReceiver;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.websocket.CloseReason;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.http11.upgrade.UpgradeInfo;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.websocket.TransformationResult;
import org.apache.tomcat.websocket.WsFrameBase;
import org.apache.tomcat.websocket.WsIOException;
import org.apache.tomcat.websocket.WsSession;
import org.apache.tomcat.websocket.server.WsFrameServer;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of a session of Tomcat's server as bytes. Tomcat's own way unmasks each
 * byte by itself, with a volatile write for each, decodes text by the character, and
 * hands it on in small strings; for large messages this costs ten times as much as all
 * the rest of a router. Frames are still Tomcat's: it reads the headers, answers control
 * frames, and closes on what is malformed.
 * <p>
 * This takes some private fields of Tomcat. Where they are not as expected, messages come
 * by the means of Jakarta WebSocket.
 */
final class TomcatReader extends WsFrameServer {

	/** Tomcat's buffers for a message, which are not used. */
	private static final int UNUSED_BUFFER = 16;

	private static final int CONTROL = 0x8;

	private static final int CONTINUATION = 0x0;

	private static final int TEXT = 0x1;

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final @Nullable Access ACCESS = Access.open();

	private final Access access;

	private final byte[] mask;

	private final ClassLoader classLoader;

	private final ChannelReceiver receiver;

	private boolean text;

	private TomcatReader(Access access, SocketWrapperBase<?> socket, UpgradeInfo info, WsSession session, Source source,
			ClassLoader classLoader, ChannelReceiver receiver) {
		super(socket, info, session, source, classLoader);
		this.access = access;
		this.mask = (byte[]) access.mask.get(this);
		this.classLoader = classLoader;
		this.receiver = receiver;
		source.reader = this;
	}

	/**
	 * Takes over the reading of a session that is being opened.
	 * @param upgrade the container's end of the connection
	 * @param receiver gets the messages
	 * @return {@code null} if messages must come by the means of Jakarta WebSocket
	 */
	static @Nullable TomcatReader takeOver(WsSession session, SocketWrapperBase<?> socket, HttpUpgradeHandler upgrade,
			ChannelReceiver receiver) {
		if (ACCESS != null && session.getNegotiatedExtensions().isEmpty()
				&& upgrade instanceof WsHttpUpgradeHandler handler) {
			session.setMaxTextMessageBufferSize(UNUSED_BUFFER);
			session.setMaxBinaryMessageBufferSize(UNUSED_BUFFER);
			TomcatReader reader = new TomcatReader(ACCESS, socket, handler.getUpgradeInfo(), session, new Source(),
					Thread.currentThread().getContextClassLoader(), receiver);
			ACCESS.frames.set(handler, reader);
			return reader;
		}
		return null;
	}

	/**
	 * Whether reading was suspended, and the thread that reads has yet to notice.
	 */
	boolean isStopping() {
		return getReadState() == ReadState.SUSPENDING_PROCESS;
	}

	private TransformationResult read(byte opCode, boolean fin) throws WsIOException {
		if (opCode != CONTINUATION) {
			this.text = opCode == TEXT;
		}
		long left = (long) this.access.payloadLength.get(this) - (long) this.access.payloadWritten.get(this);
		int length = (int) Math.min(left, this.inputBuffer.remaining());
		int position = this.inputBuffer.position();
		int offset = this.inputBuffer.arrayOffset() + position;
		int maskIndex = (int) this.access.maskIndex.get(this);
		unmask(this.inputBuffer.array(), offset, length, this.mask, maskIndex);
		this.receiver.bytes(this.text, length, fin ? left - length : -1,
				(target, at, count) -> System.arraycopy(this.inputBuffer.array(), offset, target, at, count));
		this.inputBuffer.position(position + length);
		this.access.maskIndex.set(this, (maskIndex + length) & 3);
		this.access.payloadWritten.setOpaque(this, (long) this.access.payloadWritten.get(this) + length);
		return (length == left) ? TransformationResult.END_OF_FRAME : TransformationResult.UNDERFLOW;
	}

	static void unmask(byte[] bytes, int offset, int length, byte[] mask, int maskIndex) {
		byte[] repeated = new byte[Long.BYTES];
		for (int i = 0; i < repeated.length; i++) {
			repeated[i] = mask[(maskIndex + i) & 3];
		}
		long word = (long) LONGS.get(repeated, 0);
		int end = offset + length;
		int i = offset;
		for (; i + Long.BYTES <= end; i += Long.BYTES) {
			LONGS.set(bytes, i, (long) LONGS.get(bytes, i) ^ word);
		}
		for (int k = 0; i < end; i++, k++) {
			bytes[i] ^= repeated[k];
		}
	}

	@Override
	protected void sendMessageText(boolean last) throws WsIOException {
		if (last) {
			deliver(true);
		}
	}

	@Override
	protected void sendMessageBinary(ByteBuffer message, boolean last) throws WsIOException {
		if (last) {
			deliver(false);
		}
	}

	private void deliver(boolean text) throws WsIOException {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(this.classLoader);
		try {
			if (!this.receiver.endOfMessage(text)) {
				throw notUtf8();
			}
		}
		catch (RuntimeException ex) {
			this.wsSession.getLocal().onError(this.wsSession, ex);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static WsIOException notUtf8() {
		return new WsIOException(new CloseReason(CloseReason.CloseCodes.NOT_CONSISTENT, "a text message is not UTF-8"));
	}

	/** Where Tomcat believes that its buffers are filled; they stay empty. */
	private static final class Source extends DelegatingTransformation {

		private @Nullable TomcatReader reader;

		Source() {
			super(null);
		}

		@Override
		public TransformationResult getMoreData(byte opCode, boolean fin, int rsv, ByteBuffer target)
				throws IOException {
			TomcatReader reader = this.reader;
			return (reader == null || (opCode & CONTROL) != 0) ? super.getMoreData(opCode, fin, rsv, target)
					: reader.read(opCode, fin);
		}

	}

	/** The way to Tomcat's fields. */
	private record Access(VarHandle frames, VarHandle mask, VarHandle maskIndex, VarHandle payloadLength,
			VarHandle payloadWritten) {

		static @Nullable Access open() {
			try {
				MethodHandles.Lookup handler = MethodHandles.privateLookupIn(WsHttpUpgradeHandler.class,
						MethodHandles.lookup());
				MethodHandles.Lookup frame = MethodHandles.privateLookupIn(WsFrameBase.class, MethodHandles.lookup());
				return new Access(handler.findVarHandle(WsHttpUpgradeHandler.class, "wsFrame", WsFrameServer.class),
						frame.findVarHandle(WsFrameBase.class, "mask", byte[].class),
						frame.findVarHandle(WsFrameBase.class, "maskIndex", int.class),
						frame.findVarHandle(WsFrameBase.class, "payloadLength", long.class),
						frame.findVarHandle(WsFrameBase.class, "payloadWritten", long.class));
			}
			catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
				LogFactory.getLog(TomcatReader.class)
					.warn("This version of Tomcat is not known: large messages are read slowly", ex);
				return null;
			}
		}

	}

}
