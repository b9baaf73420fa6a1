package io.github.wampspring.transport;

/**
 * Whether a frame is sent by the thread that brings it. That saves the hop to another
 * thread, which matters to one call at a time; under load, frames had better gather.
 */
@FunctionalInterface
interface SendPolicy {

	/** So long nothing was sent when a channel counts as calm. */
	long CALM_NANOS = 100_000;

	/** Always another thread. */
	SendPolicy NEVER = (nanos) -> false;

	/**
	 * The client's: its container waits for the peer to read. Never on a thread that
	 * receives.
	 */
	SendPolicy CLIENT = (nanos) -> nanos > CALM_NANOS && !Inbound.isReceiving();

	/**
	 * The server's: its container does not wait, but must not be interrupted, so only on
	 * threads that receive.
	 */
	SendPolicy SERVER = (nanos) -> nanos > CALM_NANOS && Inbound.isReceiving();

	/**
	 * Whether this thread may send a frame now.
	 * @param idleNanos how long ago the channel sent something
	 * @return {@code false} if another thread has to
	 */
	boolean mayInline(long idleNanos);

}
