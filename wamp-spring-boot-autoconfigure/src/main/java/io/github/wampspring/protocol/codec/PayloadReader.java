package io.github.wampspring.protocol.codec;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * Reads a payload straight into the types that are wanted: first the positional
 * arguments, one after the other, then the keyword arguments, once. What is not asked for
 * is skipped. For one thread.
 */
public interface PayloadReader {

	/**
	 * Whether there is another positional argument.
	 * @return {@code true} if {@link #next} will find one
	 */
	boolean hasNext();

	/**
	 * Reads the next positional argument.
	 * @param type the type wanted
	 * @return the argument; {@code null} where a null stands
	 * @throws PayloadException if it cannot be read as that type
	 * @throws java.util.NoSuchElementException if there is no further argument
	 */
	@Nullable Object next(JavaType type);

	/**
	 * Reads all remaining positional arguments.
	 * @param type the type of each
	 * @return the arguments, maybe none
	 * @throws PayloadException if one cannot be read as that type
	 */
	List<@Nullable Object> remaining(JavaType type);

	/**
	 * Reads keyword arguments by name.
	 * @param types the names and types wanted
	 * @return those that are there
	 * @throws PayloadException if one cannot be read as its type
	 */
	Map<String, @Nullable Object> keywords(Map<String, JavaType> types);

	/**
	 * Reads all keyword arguments as one object.
	 * @param type a record, bean or map
	 * @return the object, made of an empty dictionary where there is none
	 * @throws PayloadException if they cannot be read as that type
	 */
	@Nullable Object keywords(JavaType type);

}
