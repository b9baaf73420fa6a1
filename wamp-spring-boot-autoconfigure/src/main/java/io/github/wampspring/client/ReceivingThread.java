package io.github.wampspring.client;

/**
 * Tells whether this thread is delivering what came over a connection. Such a thread must
 * not wait for an answer: it is the one that would have to receive it.
 */
public final class ReceivingThread {

	private static final ThreadLocal<boolean[]> CURRENT = ThreadLocal.withInitial(() -> new boolean[1]);

	private ReceivingThread() {
	}

	/**
	 * Whether this thread is receiving at this moment.
	 * @return {@code true} if it must not block
	 */
	public static boolean isCurrent() {
		return CURRENT.get()[0];
	}

	/**
	 * Marks this thread.
	 * @return what {@link #exit} needs to put back
	 */
	static boolean enter() {
		boolean[] current = CURRENT.get();
		boolean before = current[0];
		current[0] = true;
		return before;
	}

	static void exit(boolean before) {
		CURRENT.get()[0] = before;
	}

}
