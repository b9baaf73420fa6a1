package io.github.wampspring.core;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A result of several positional and keyword arguments: what a procedure returns where
 * one value is not enough. Immutable.
 */
public final class WampResult {

	private final List<@Nullable Object> arguments;

	private final Map<String, @Nullable Object> keywordArguments;

	private WampResult(List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
		this.arguments = arguments;
		this.keywordArguments = keywordArguments;
	}

	/**
	 * A result of positional arguments.
	 * @param arguments the arguments, maybe none
	 * @return the result
	 */
	public static WampResult of(@Nullable Object... arguments) {
		return new WampResult(Collections.unmodifiableList(Arrays.asList(arguments.clone())), Map.of());
	}

	/**
	 * A result of positional and keyword arguments.
	 * @param arguments the positional arguments
	 * @param keywordArguments the keyword arguments
	 * @return the result
	 */
	public static WampResult of(List<? extends @Nullable Object> arguments,
			Map<String, ? extends @Nullable Object> keywordArguments) {
		return new WampResult(Collections.unmodifiableList(Arrays.asList(arguments.toArray())),
				Collections.unmodifiableMap(new LinkedHashMap<>(keywordArguments)));
	}

	/**
	 * This result with one keyword argument more, or another value for it.
	 * @param key the keyword
	 * @param value the value
	 * @return another result
	 */
	public WampResult with(String key, @Nullable Object value) {
		Map<String, @Nullable Object> copy = new LinkedHashMap<>(this.keywordArguments);
		copy.put(key, value);
		return new WampResult(this.arguments, Collections.unmodifiableMap(copy));
	}

	/**
	 * The positional arguments.
	 * @return an unmodifiable list
	 */
	public List<@Nullable Object> getArguments() {
		return this.arguments;
	}

	/**
	 * The keyword arguments.
	 * @return an unmodifiable map in the order of addition
	 */
	public Map<String, @Nullable Object> getKeywordArguments() {
		return this.keywordArguments;
	}

	/**
	 * The result as it is sent.
	 * @return the payload
	 */
	public Payload toPayload() {
		return Payload.of(this.arguments, this.keywordArguments);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof WampResult result && this.arguments.equals(result.arguments)
				&& this.keywordArguments.equals(result.keywordArguments);
	}

	@Override
	public int hashCode() {
		return 31 * this.arguments.hashCode() + this.keywordArguments.hashCode();
	}

	@Override
	public String toString() {
		return this.keywordArguments.isEmpty() ? this.arguments.toString()
				: this.arguments + " " + this.keywordArguments;
	}

}
