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
abstract class DurableHandle {

	private static final Log logger = LogFactory.getLog(DurableHandle.class);

	private static final Set<String> PERMANENT = Set.of(ErrorUris.INVALID_URI, ErrorUris.INVALID_ARGUMENT,
			ErrorUris.NOT_AUTHORIZED, ErrorUris.OPTION_NOT_ALLOWED, ErrorUris.OPTION_DISALLOWED_DISCLOSE_ME,
			ErrorUris.FEATURE_NOT_SUPPORTED, ErrorUris.PROTOCOL_VIOLATION, ErrorUris.NO_SUCH_ROLE);

	private final String uri;

	private final Dict options;

	private final Durables owner;

	private CompletableFuture<Void> ended = new CompletableFuture<>();

	private CompletableFuture<Void> active = new CompletableFuture<>();

	private boolean accepted;

	private @Nullable ClientSession session;

	private CompletableFuture<?> answer = CompletableFuture.completedFuture(null);

	private long id;

	private boolean closed;

	private @Nullable WampException failure;

	private @Nullable BackOffExecution retries;

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
		synchronized (this) {
			if (this.session == session) {
				return this.answer;
			}
			this.session = session;
			this.answer = answered;
			this.id = 0;
			this.retries = null;
			if (this.active.isCompletedExceptionally()) {
				this.active = new CompletableFuture<>();
			}
			if (this.ended.isCompletedExceptionally()) {
				this.ended = new CompletableFuture<>();
			}
		}
		ask(session).whenComplete((done, failure) -> answered.complete(null));
		return answered;
	}

	/** Asks again in the same session. */
	void retry(ClientSession session) {
		synchronized (this) {
			if (this.closed || this.session != session || this.id != 0 || !session.isOpen()) {
				return;
			}
		}
		ask(session);
	}

	private CompletableFuture<?> ask(ClientSession session) {
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
				accepted(session, id);
			}
			else if (failure instanceof WampException refusal && !(failure instanceof WampConnectionException)) {
				refused(session, refusal);
			}
		});
	}

	private synchronized boolean wasAccepted() {
		return this.accepted;
	}

	private void accepted(ClientSession session, long id) {
		CompletableFuture<Void> active;
		boolean wanted;
		boolean recovered;
		synchronized (this) {
			wanted = !this.closed && this.session == session;
			recovered = this.failure != null;
			if (wanted) {
				this.id = id;
				this.accepted = true;
				this.failure = null;
				this.retries = null;
				if (this.active.isCompletedExceptionally()) {
					this.active = new CompletableFuture<>();
				}
			}
			active = this.active;
		}
		if (!wanted) {
			release(session, id);
			return;
		}
		if (recovered) {
			logger.info("The router has accepted " + describe() + " now");
		}
		active.complete(null);
	}

	private void refused(ClientSession session, WampException refusal) {
		boolean permanent = PERMANENT.contains(refusal.getUri());
		CompletableFuture<Void> active;
		boolean news;
		synchronized (this) {
			if (this.closed || this.session != session) {
				return;
			}
			this.id = 0;
			news = this.failure == null || !refusal.getUri().equals(this.failure.getUri());
			this.failure = refusal;
			active = this.active;
		}
		if (news) {
			logger.warn("The router refused " + describe() + ": " + refusal.getMessage()
					+ (permanent ? "; it is tried again in the next session" : "; it is tried again"));
		}
		if (permanent) {
			active.completeExceptionally(refusal);
		}
		else {
			retryLater(session);
		}
	}

	private void retryLater(ClientSession session) {
		long delay;
		synchronized (this) {
			if (this.retries == null) {
				this.retries = this.owner.startRetries();
			}
			delay = this.retries.nextBackOff();
		}
		if (delay != BackOffExecution.STOP) {
			this.owner.later(() -> retry(session), delay);
		}
	}

	void onRevoked(@Nullable String reason) {
		ClientSession session;
		synchronized (this) {
			session = this.session;
			if (this.closed || session == null) {
				return;
			}
			this.id = 0;
			this.failure = new WampException(revoked(),
					"Revoked by the router" + ((reason != null) ? ": " + reason : ""));
		}
		logger.warn("The router has revoked " + describe() + ((reason != null) ? ": " + reason : "")
				+ "; it is asked for again");
		retryLater(session);
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
			active = this.active;
			ended = this.ended;
		}
		active.completeExceptionally(reason);
		ended.completeExceptionally(reason);
	}

	public void close() {
		CompletableFuture<Void> active;
		CompletableFuture<Void> ended;
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			active = this.active;
			ended = this.ended;
		}
		this.owner.remove(this);
		suspend();
		active.completeExceptionally(new WampCanceledException(describe() + " was closed", null));
		ended.complete(null);
	}

	final Dict options() {
		return this.options;
	}

	public Map<String, @Nullable Object> getOptions() {
		return this.options.asMap();
	}

	public synchronized boolean isActive() {
		return this.id != 0 && this.session != null && this.session.isOpen();
	}

	public synchronized @Nullable WampException getFailure() {
		return this.failure;
	}

	public CompletableFuture<Void> whenActive() {
		CompletableFuture<Void> active;
		synchronized (this) {
			active = this.active;
		}
		return copy(active);
	}

	public CompletableFuture<Void> whenEnded() {
		CompletableFuture<Void> ended;
		synchronized (this) {
			ended = this.ended;
		}
		return copy(ended);
	}

	/** A copy whose failure is not wrapped. */
	private static CompletableFuture<Void> copy(CompletableFuture<Void> original) {
		CompletableFuture<Void> copy = new CompletableFuture<>();
		original.whenComplete((done, failure) -> {
			if (failure != null) {
				copy.completeExceptionally(failure);
			}
			else {
				copy.complete(null);
			}
		});
		return copy;
	}

	public final String getUri() {
		return this.uri;
	}

	static String describe(String what, String uri, Object handler) {
		Class<?> type = handler.getClass();
		return what + " " + uri + ((type.isHidden() || type.isSynthetic()) ? "" : " (" + handler + ")");
	}

}
