package io.github.wampspring.core;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.wampspring.client.CallResult;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A call that is ready to be sent.
 *
 * @param procedure the URI
 * @param options the options
 * @param payload the arguments
 * @param timeout how long it may take; {@code null} for no limit
 * @param progress takes progressive results; {@code null} if they are not wanted
 */
record CallRequest(String procedure, Dict options, Payload payload, @Nullable Duration timeout,
		@Nullable Consumer<CallResult> progress) {

	CallRequest withProgress(Consumer<CallResult> progress) {
		return new CallRequest(this.procedure, this.options, this.payload, this.timeout, progress);
	}

}
