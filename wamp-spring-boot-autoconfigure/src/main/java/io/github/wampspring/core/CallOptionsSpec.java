package io.github.wampspring.core;

import java.time.Duration;

/**
 * Arguments and options of a call.
 *
 * @param <S> the type of the specification
 */
public interface CallOptionsSpec<S extends CallOptionsSpec<S>> extends ArgumentSpec<S> {

	/**
	 * Sets how long to wait for the result, instead of the template's default. The router
	 * is told as well ({@code timeout}).
	 * @param timeout the time from now on until the final result; zero for no limit
	 * @return this
	 */
	S timeout(Duration timeout);

}
