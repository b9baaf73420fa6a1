package io.github.wampspring.protocol.codec;

import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * A payload as it stands in a frame, whose syntax has been checked.
 */
interface EncodedPayload extends Payload.Encoded {

	@Override
	default boolean isEmpty() {
		return false;
	}

	/**
	 * Whether keyword arguments follow.
	 * @return {@code true} if there are two elements, else there is one
	 */
	boolean hasKeywords();

	/**
	 * Opens the positional arguments or the transparent payload.
	 * @param context of the mapper
	 * @return a parser before its first token
	 */
	JsonParser openArguments(ObjectReadContext context);

	/**
	 * Opens the keyword arguments.
	 * @param context of the mapper
	 * @return a parser before its first token, {@code null} if there are none
	 */
	@Nullable JsonParser openKeywords(ObjectReadContext context);

}
