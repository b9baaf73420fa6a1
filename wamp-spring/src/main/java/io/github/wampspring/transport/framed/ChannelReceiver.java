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

package io.github.wampspring.transport.framed;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

import io.github.wampspring.codec.Slice;
import io.github.wampspring.codec.Utf8;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.transport.Inbound;
import io.github.wampspring.transport.Reading;

/**
 * Receives for a channel: makes messages of what the container reads. For one thread at a
 * time.
 */
public final class ChannelReceiver implements MessageAssembler.Sink {

	private final WampSerializer serializer;

	private final Inbound inbound;

	private final Heartbeat heartbeat;

	private final Reading reading;

	private final BooleanSupplier open;

	private final MessageAssembler assembler;

	/**
	 * Creates a receiver.
	 * @param open whether messages are still wanted
	 * @param limit the size of the largest message
	 */
	ChannelReceiver(WampSerializer serializer, Inbound inbound, Heartbeat heartbeat, Reading reading,
			BooleanSupplier open, int limit) {
		this.serializer = serializer;
		this.inbound = inbound;
		this.heartbeat = heartbeat;
		this.reading = reading;
		this.open = open;
		this.assembler = new MessageAssembler(limit, this);
	}

	void limit(int limit) {
		this.assembler.limit(limit);
	}

	/**
	 * Takes a part of a text message.
	 */
	public void text(String part, boolean last) {
		this.heartbeat.heard();
		if (this.serializer.isBinary()) {
			violation("a text message on a connection for " + this.serializer.subprotocol());
		}
		else if (this.open.getAsBoolean()) {
			this.assembler.text(part, last);
		}
	}

	/**
	 * Takes bytes of a text or binary message.
	 * @param text whether they are of a text message
	 * @param length how many
	 * @param more how many follow until the end of the message, or -1 if that is not
	 * known
	 * @param source has the bytes
	 */
	public void bytes(boolean text, int length, long more, MessageAssembler.Source source) {
		this.heartbeat.heard();
		if (this.serializer.isBinary() == text) {
			violation("a " + (text ? "text" : "binary") + " message on a connection for "
					+ this.serializer.subprotocol());
		}
		else if (this.open.getAsBoolean()) {
			this.assembler.bytes(length, more, source);
		}
	}

	/**
	 * Takes the end of a message that came as bytes.
	 * @param text whether it is a text message
	 * @return {@code false} if it is to be UTF-8, and is not
	 */
	public boolean endOfMessage(boolean text) {
		return !this.open.getAsBoolean() || this.serializer.isBinary() == text || this.assembler.end();
	}

	/**
	 * Takes a part of a binary message.
	 */
	public void binary(ByteBuffer part, boolean last) {
		bytes(false, part.remaining(), last ? 0 : -1, part::get);
		if (last) {
			endOfMessage(false);
		}
	}

	/**
	 * Takes the answer to a ping.
	 */
	public void pong() {
		this.heartbeat.heard();
	}

	@Override
	public boolean message(Slice frame) {
		WampMessage message;
		try {
			message = this.serializer.decode(frame);
		}
		catch (ProtocolViolation ex) {
			if (!this.serializer.isBinary() && !Utf8.isValid(frame.bytes(), frame.offset(), frame.length())) {
				return false;
			}
			this.inbound.violation(ex);
			return true;
		}
		this.inbound.message(message);
		// what it may have put into a queue counts there with what a frame costs
		this.reading.handled(frame.length() + ChannelSender.FRAME);
		return true;
	}

	@Override
	public void oversized(Slice beginning) {
		WampSerializer.Head head = this.serializer.decodeHead(beginning);
		if (head != null) {
			this.inbound.oversized(head.type(), head.request(), this.assembler.limit());
		}
		else {
			violation("a message of more than " + this.assembler.limit() + " bytes");
		}
	}

	private void violation(String text) {
		if (this.open.getAsBoolean()) {
			this.inbound.violation(new ProtocolViolation(text));
		}
	}

}
