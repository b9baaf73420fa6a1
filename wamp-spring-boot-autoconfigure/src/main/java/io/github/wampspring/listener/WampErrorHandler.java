package io.github.wampspring.listener;

import io.github.wampspring.client.WampException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what procedures throw into errors, by the application's own rules. Beans of this
 * type are asked in their order, before
 * {@link io.github.wampspring.annotation.WampError @WampError} and all that is built in;
 * arguments that do not fit a procedure are not their business.
 */
@FunctionalInterface
public interface WampErrorHandler {

	/**
	 * Turns an exception into an error.
	 * @param failure what the procedure threw, or its future or publisher failed with
	 * @param details what is known about the invocation
	 * @return what the caller gets, or {@code null} to leave it to the next one
	 */
	@Nullable WampException handle(Throwable failure, InvocationDetails details);

}
