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

import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;

/**
 * Takes what comes over a channel: a session of the client, or one of the router. Called
 * by one thread at a time, in the order of arrival. Must not block.
 */
public interface WampChannelHandler {

	/**
	 * A message came.
	 * @param message the message
	 * @throws ProtocolViolation if it is out of place; the channel then calls
	 * {@link #onViolation}
	 */
	void onMessage(WampMessage message);

	/**
	 * A message exceeded the size limit and was skipped; the channel goes on.
	 * @param type its type
	 * @param request the number after it: a request ID or, for EVENT, the subscription
	 * @param limit the limit, in bytes
	 */
	void onOversized(MessageType type, long request, int limit);

	/**
	 * What came is not a message, or out of place. The handler answers with ABORT and
	 * closes the channel.
	 * @param violation what is wrong
	 */
	void onViolation(ProtocolViolation violation);

	/**
	 * The channel is closed. Called once, and last.
	 * @param close why
	 */
	void onClose(ChannelClose close);

}
