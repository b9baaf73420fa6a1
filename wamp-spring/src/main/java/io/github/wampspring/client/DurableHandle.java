/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wampspring.client;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampConnectionException;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;

/**
 * A registration or subscription that is asked for in every session. What the router
 * refuses is asked for again after a while, unless that cannot help; the next session
 * tries everything.
 */
abstract class DurableHandle implements WampHandle {

	private static final Log logger = LogFactory.getLog(DurableHandle.class);

	private static final Set<String> PERMANENT = Set.of(ErrorUris.INVALID_URI, ErrorUris.INVALID_ARGUMENT,
			ErrorUris.NOT_AUTHORIZED, ErrorUris.OPTION_NOT_ALLOWED, ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME,
			ErrorUris.FEATURE_NOT_SUPPORTED, ErrorUris.PROTOCOL_VIOLATION, ErrorUris.NO_SUCH_ROLE);

	private final String uri;

	private final Dict options;

	private final Durables owner;

	private final Milestone ended = new Milestone();

	private final Milestone active = new Milestone();

	private boolean accepted;

	private @Nullable ClientSession session;

	private CompletableFuture<?> answer = CompletableFuture.completedFuture(null);

	private long id;

	private boolean closed;

	private volatile Mode mode = Mode.STARTED;

	private final Object changes = new Object();

	/** Counts the times that it was asked for, to tell late answers. */
	private long asked;

	private @Nullable WampException failure;

	private boolean revoked;

	private @Nullable BackOffExecution retries;

	/** Between revocations of one session, however long it was accepted meanwhile. */
	private @Nullable BackOffExecution returns;

	DurableHandle(String uri, Dict options, Durables owner) {
		this.uri = uri;
		this.options = options;
		this.owner = owner;
	}

	/**
	 * Asks the router.
	 * @param session the session
	 * @param again whether the router had accepted it in an earlier session
	 * @return completes with the ID
	 */
	abstract CompletableFuture<Long> request(ClientSession session, boolean again);

	/**
	 * Gives it back to the router.
	 * @param session the session
	 * @param id the ID
	 * @return completes when the router has confirmed
	 */
	abstract CompletableFuture<?> release(ClientSession session, long id);

	/**
	 * Whether the router has not revoked it.
	 * @param session the session
	 * @param id the ID
	 * @return {@code false} if it was revoked before its acceptance was told
	 */
	abstract boolean isHeld(ClientSession session, long id);

	/**
	 * The error that stands for a revocation.
	 * @return its URI
	 */
	abstract String revoked();

	/** Says what this is, for the log. */
	abstract String describe();

	/**
	 * Asks for it in a session, once.
	 * @param session the session
	 * @return completes when the router has answered, in whatever way
	 */
	CompletableFuture<?> attach(ClientSession session) {
		CompletableFuture<@Nullable Void> answered = new CompletableFuture<>();
		long number;
		synchronized (this) {
			if (this.session == session) {
				return this.answer;
			}
			if (this.mode == Mode.STOPPED) {
				this.failure = null;
				return CompletableFuture.completedFuture(null);
			}
			this.session = session;
			number = ++this.asked;
			this.answer = answered;
			this.id = 0;
			this.retries = null;
			this.returns = null;
			this.revoked = false;
			this.active.renewFailed();
			this.ended.renewFailed();
		}
		ask(session, number).whenComplete((done, failure) -> answered.complete(null));
		return answered;
	}

	/** Asks again in the same session, unless that has been done since. */
	private void retry(ClientSession session, long last) {
		long number;
		synchronized (this) {
			if (this.closed || this.session != session || this.asked != last || !session.isOpen()) {
				return;
			}
			number = ++this.asked;
		}
		ask(session, number);
	}

	private CompletableFuture<?> ask(ClientSession session, long number) {
		CompletableFuture<Long> request;
		try {
			request = request(session, wasAccepted());
		}
		catch (PayloadException ex) {
			request = CompletableFuture.failedFuture(
					new WampException(ErrorUris.INVALID_ARGUMENT, "The options cannot be written: " + ex.getMessage()));
		}
		return request.whenComplete((id, failure) -> {
			if (failure == null) {
				accepted(session, number, id);
			}
			else if (failure instanceof WampException refusal && !(failure instanceof WampConnectionException)) {
				refused(session, number, refusal);
			}
		});
	}

	private synchronized boolean wasAccepted() {
		return this.accepted;
	}

	private void accepted(ClientSession session, long number, long id) {
		CompletableFuture<Void> active = this.active.current();
		boolean wanted;
		boolean recovered;
		synchronized (this) {
			if (!isHeld(session, id)) {
				return;
			}
			wanted = !this.closed && this.session == session && this.asked == number;
			recovered = this.failure != null;
			if (wanted) {
				this.id = id;
				this.accepted = true;
				this.failure = null;
				this.revoked = false;
				this.retries = null;
				active = this.active.renewFailed();
			}
		}
		if (!wanted) {
			release(session, id);
			return;
		}
		if (recovered) {
			logger.info("The router has accepted " + describe() + " now");
		}
		CompletableFuture<Void> milestone = active;
		onAccepted(session, id, () -> milestone.complete(null));
	}

	/**
	 * The router has accepted it.
	 * @param active to be run when calls or events can be relied upon
	 */
	void onAccepted(ClientSession session, long id, Runnable active) {
		active.run();
	}

	private void refused(ClientSession session, long number, WampException refusal) {
		boolean permanent = PERMANENT.contains(refusal.getUri());
		CompletableFuture<Void> active;
		boolean news;
		synchronized (this) {
			if (this.closed || this.session != session || this.asked != number) {
				return;
			}
			this.id = 0;
			news = this.failure == null || !refusal.getUri().equals(this.failure.getUri());
			this.failure = refusal;
			active = this.active.current();
		}
		if (news) {
			logger.warn("The router refused " + describe() + ": " + refusal.getMessage()
					+ (permanent ? "; it is tried again in the next session" : "; it is tried again"));
		}
		if (permanent) {
			active.completeExceptionally(refusal);
		}
		else {
			retryLater(session, number, nextRetry());
		}
	}

	private synchronized long nextRetry() {
		if (this.retries == null) {
			this.retries = this.owner.startRetries();
		}
		return this.retries.nextBackOff();
	}

	private synchronized long nextReturn() {
		if (this.returns == null) {
			this.returns = this.owner.startRetries();
		}
		return this.returns.nextBackOff();
	}

	private void retryLater(ClientSession session, long number, long delay) {
		if (delay != BackOffExecution.STOP) {
			this.owner.later(() -> retry(session, number), delay);
		}
	}

	void onRevoked(@Nullable String reason) {
		ClientSession session;
		CompletableFuture<Void> active;
		long number;
		String because = (reason != null) ? ": " + reason : "";
		WampException failure = new WampException(revoked(), "Revoked by the router" + because);
		boolean returns = this.owner.returnsAfterRevocation();
		synchronized (this) {
			session = this.session;
			if (this.closed || session == null) {
				return;
			}
			number = this.asked;
			this.id = 0;
			// who has it now may keep it
			this.accepted = false;
			this.revoked = true;
			this.failure = failure;
			active = this.active.renew();
		}
		logger.warn("The router has revoked " + describe() + because
				+ (returns ? "; it is asked for again" : "; it is asked for again in the next session"));
		if (returns) {
			retryLater(session, number, nextReturn());
		}
		else {
			active.completeExceptionally(failure);
		}
		this.owner.tellRevoked(this, reason);
	}

	/**
	 * Gives it back for the rest of the session, without giving it up.
	 * @return completes when the router has confirmed
	 */
	CompletableFuture<?> suspend() {
		ClientSession session;
		long id;
		synchronized (this) {
			session = this.session;
			id = this.id;
			this.session = null;
			this.id = 0;
		}
		return (session != null && id != 0 && session.isOpen()) ? release(session, id)
				: CompletableFuture.completedFuture(null);
	}

	/**
	 * There will be no session, unless the connection is started again.
	 * @param reason why
	 */
	void abandon(WampConnectionException reason) {
		CompletableFuture<Void> active;
		CompletableFuture<Void> ended;
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.session = null;
			this.id = 0;
			this.failure = reason;
			active = this.active.current();
			ended = this.ended.current();
		}
		active.completeExceptionally(reason);
		ended.completeExceptionally(reason);
	}

	@Override
	public Mode getMode() {
		return this.mode;
	}

	@Override
	public void start() {
		change(Mode.STARTED);
	}

	@Override
	public void pause() {
		change(Mode.PAUSED);
	}

	@Override
	public void stop() {
		change(Mode.STOPPED);
	}

	/** One after the other, so that what follows from a change does too. */
	private void change(Mode mode) {
		synchronized (this.changes) {
			changeTo(mode);
		}
	}

	private void changeTo(Mode mode) {
		boolean missing;
		synchronized (this) {
			boolean revoked = this.revoked && mode == Mode.STARTED;
			if (this.closed || (this.mode == mode && !revoked)) {
				return;
			}
			missing = this.mode == Mode.STOPPED || revoked;
			this.mode = mode;
			if (mode == Mode.STOPPED) {
				this.active.renew();
				this.failure = null;
				this.revoked = false;
			}
			else if (revoked) {
				this.session = null;
			}
		}
		if (mode == Mode.STOPPED) {
			suspend();
		}
		else if (missing) {
			this.owner.attach(this);
		}
		modeChanged(mode);
		logger.info("The application has " + mode.name().toLowerCase(Locale.ROOT) + " " + describe());
	}

	/**
	 * The application wants something else of it.
	 * @param mode what it wants
	 */
	void modeChanged(Mode mode) {
	}

	@Override
	public void close() {
		CompletableFuture<Void> active;
		CompletableFuture<Void> ended;
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			active = this.active.current();
			ended = this.ended.current();
		}
		this.owner.remove(this);
		suspend();
		active.completeExceptionally(new WampCanceledException(describe() + " was closed", null));
		ended.complete(null);
	}

	final Dict options() {
		return this.options;
	}

	@Override
	public Map<String, @Nullable Object> getOptions() {
		return this.options.asMap();
	}

	@Override
	public synchronized boolean isActive() {
		return this.id != 0 && this.session != null && this.session.isOpen();
	}

	@Override
	public synchronized @Nullable WampException getFailure() {
		return this.failure;
	}

	@Override
	public synchronized boolean isRevoked() {
		return this.revoked;
	}

	@Override
	public CompletableFuture<Void> whenActive() {
		return this.active.copy();
	}

	@Override
	public CompletableFuture<Void> whenEnded() {
		return this.ended.copy();
	}

	@Override
	public final String getUri() {
		return this.uri;
	}

	static String describe(String what, String uri, Object handler) {
		Class<?> type = handler.getClass();
		return what + " " + uri + ((type.isHidden() || type.isSynthetic()) ? "" : " (" + handler + ")");
	}

}
