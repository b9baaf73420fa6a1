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

package io.github.wampspring.transport;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The way from a channel to its handler: one call at a time, none after the close, and
 * what the handler throws ends the channel instead of the thread.
 */
public final class Inbound {

	private static final Log logger = LogFactory.getLog(Inbound.class);

	private final ReentrantLock lock = new ReentrantLock();

	private final Consumer<ChannelClose> closeChannel;

	private @Nullable WampChannelHandler handler;

	private @Nullable ChannelClose closedBefore;

	private boolean closed;

	public Inbound(Consumer<ChannelClose> closeChannel) {
		this.closeChannel = closeChannel;
	}

	public void start(WampChannelHandler handler) {
		ChannelClose closedBefore;
		this.lock.lock();
		try {
			this.handler = handler;
			closedBefore = this.closedBefore;
		}
		finally {
			this.lock.unlock();
		}
		if (closedBefore != null) {
			close(closedBefore);
		}
	}

	public void message(WampMessage message) {
		call((handler) -> handler.onMessage(message));
	}

	public void oversized(MessageType type, long request, int limit) {
		call((handler) -> handler.onOversized(type, request, limit));
	}

	public void violation(ProtocolViolation violation) {
		call((handler) -> handler.onViolation(violation));
	}

	public void close(ChannelClose close) {
		this.lock.lock();
		try {
			if (this.handler == null) {
				// the first one tells why
				this.closedBefore = (this.closedBefore != null) ? this.closedBefore : close;
				return;
			}
		}
		finally {
			this.lock.unlock();
		}
		call((handler) -> {
			this.closed = true;
			handler.onClose(close);
		});
	}

	private void call(Consumer<WampChannelHandler> callback) {
		this.lock.lock();
		boolean before = ReceivingThread.enter();
		try {
			WampChannelHandler handler = this.handler;
			if (handler != null && !this.closed) {
				call(handler, callback);
			}
		}
		finally {
			ReceivingThread.exit(before);
			this.lock.unlock();
		}
	}

	private void call(WampChannelHandler handler, Consumer<WampChannelHandler> callback) {
		try {
			try {
				callback.accept(handler);
			}
			catch (ProtocolViolation ex) {
				handler.onViolation(ex);
			}
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			logger.error("The handler of a channel failed, the channel is closed", ex);
			this.closeChannel.accept(new ChannelClose(1011, "internal error", ex));
		}
	}

}
