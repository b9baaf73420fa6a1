package io.github.wampspring.router;

/**
 * One session's part of a subscription. Its state is guarded by the session's lock.
 */
final class Subscriber {

	private final RouterSession session;

	private final Subscription subscription;

	private boolean active = true;

	private long retained;

	Subscriber(RouterSession session, Subscription subscription) {
		this.session = session;
		this.subscription = subscription;
	}

	RouterSession session() {
		return this.session;
	}

	Subscription subscription() {
		return this.subscription;
	}

	/** No further events go here. */
	void deactivate() {
		this.active = false;
	}

	/**
	 * Notes the retained event that was delivered at the subscription: it may be on its
	 * way as an ordinary event too.
	 */
	void deliveredRetained(long publication) {
		this.retained = publication;
	}

	boolean accepts(long publication) {
		return this.active && publication != this.retained;
	}

}
