package io.github.wampspring.listener;

import java.util.Collections;
import java.util.Map;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Makes a result of what a procedure returns. One for each kind of return type.
 */
@FunctionalInterface
interface ReturnValue {

	/** No result, whatever is returned. */
	ReturnValue EMPTY = (value, invocation) -> invocation.complete(Payload.NONE);

	/** The returned value. */
	ReturnValue VALUE = (value, invocation) -> invocation.complete(payload(value));

	/**
	 * Sends the result, now or later.
	 * @param value what the method returned
	 * @param invocation what is to be ended
	 * @throws Exception what the invocation fails with
	 */
	void send(@Nullable Object value, Invocation invocation) throws Exception;

	static Payload payload(@Nullable Object value) {
		return (value instanceof WampResult result) ? result.toPayload()
				: new Payload.Values(Collections.singletonList(value), Map.of());
	}

}
