package io.github.wampspring.protocol;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The IDs of WAMP: integers between 1 and 2^53. See the section "IDs" of the
 * specification.
 */
public final class Ids {

	/** The largest ID, 2^53. */
	public static final long MAX = 1L << 53;

	private Ids() {
	}

	/**
	 * Draws an ID of the global scope (sessions, publications).
	 * @return a random ID, uniformly distributed over the whole range
	 */
	public static long random() {
		return ThreadLocalRandom.current().nextLong(1, MAX + 1);
	}

	/**
	 * Counts an ID of the session scope up by one.
	 * @param id the last ID given, 0 for none
	 * @return the next ID; 1 after 2^53
	 */
	public static long next(long id) {
		return (id >= MAX) ? 1 : id + 1;
	}

}
