package io.github.wampspring.client;

/**
 * Answers the invocations of a registration.
 */
@FunctionalInterface
public interface InvocationHandler {

	/**
	 * An invocation came.
	 * @param invocation to be ended by this call or later
	 * @throws Exception what the caller gets as an error
	 */
	void onInvocation(Invocation invocation) throws Exception;

}
