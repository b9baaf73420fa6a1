package io.github.wampspring.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.codec.Frame;
import io.github.wampspring.protocol.codec.WampSerializer;

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
	Frame frame(WampSerializer serializer) {
		Frame frame = this.frames.get(serializer.name());
		return (frame != null) ? frame
				: this.frames.computeIfAbsent(serializer.name(), (name) -> serializer.encode(this.message));
	}

}
