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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.WampMessage;

/**
 * A message that goes to many channels and is encoded once for each serializer.
 */
public final class SharedMessage {

	private final WampMessage message;

	private final Map<String, Frame> frames = new ConcurrentHashMap<>(4);

	/**
	 * Creates a shared message.
	 * @param message the message
	 */
	public SharedMessage(WampMessage message) {
		this.message = message;
	}

	/**
	 * The message.
	 * @return the message as it is
	 */
	public WampMessage message() {
		return this.message;
	}

	/**
	 * The frame.
	 * @param serializer the channel's serializer
	 * @return the frame, encoded at the first call
	 */
	public Frame frame(WampSerializer serializer) {
		Frame frame = this.frames.get(serializer.name());
		return (frame != null) ? frame
				: this.frames.computeIfAbsent(serializer.name(), (name) -> serializer.encode(this.message));
	}

}
