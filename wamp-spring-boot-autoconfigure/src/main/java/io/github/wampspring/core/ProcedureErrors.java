package io.github.wampspring.core;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.WampException;

/**
 * Turns what procedures throw into errors for their callers, and logs what nobody
 * expected.
 */
@FunctionalInterface
public interface ProcedureErrors {

	/**
	 * Turns an exception into an error.
	 * @param failure what was thrown, without wrappers
	 * @param invocation the invocation that it ends
	 * @return what the caller gets
	 */
	WampException translate(Throwable failure, Invocation invocation);

}
