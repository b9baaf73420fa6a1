package io.github.wampspring.core;

import org.jspecify.annotations.Nullable;

/**
 * Arguments and options of a call or publication.
 *
 * @param <S> the type of the specification
 */
public interface ArgumentSpec<S extends ArgumentSpec<S>> {

	/**
	 * Adds positional arguments.
	 * @param arguments the arguments
	 * @return this
	 */
	S args(@Nullable Object... arguments);

	/**
	 * Adds a keyword argument.
	 * @param name the keyword
	 * @param value the value
	 * @return this
	 */
	S kwarg(String name, @Nullable Object value);

	/**
	 * Adds keyword arguments.
	 * @param arguments a map by {@link String}, or a record or bean whose properties are
	 * the keyword arguments
	 * @return this
	 * @throws io.github.wampspring.protocol.codec.PayloadException if the object is not
	 * written as a dictionary
	 */
	S kwargs(Object arguments);

	/**
	 * Sets an option of the message that has no method here.
	 * @param name the key in {@code Options}
	 * @param value the value
	 * @return this
	 */
	S option(String name, @Nullable Object value);

	/**
	 * Asks the router to disclose this session to the receiver ({@code disclose_me}).
	 * @return this
	 */
	S discloseMe();

}
