package io.github.wampspring.core;

import io.github.wampspring.client.Invocation;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of a procedure.
 */
@FunctionalInterface
public interface ProcedureHandler {

	/**
	 * Answers a call. Runs on the connection's executor and may block.
	 * @param arguments the call's arguments
	 * @param invocation tells about the call, takes progressive results, and knows
	 * whether the caller still waits
	 * @return the result: one value, a {@link WampResult}, or a
	 * {@link java.util.concurrent.CompletionStage} of either
	 * @throws Exception what the caller gets as an error; a
	 * {@link io.github.wampspring.client.WampException} as it is
	 */
	@Nullable Object handle(WampArguments arguments, Invocation invocation) throws Exception;

}
