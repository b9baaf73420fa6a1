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

package io.github.wampspring.router.routing;

import java.util.concurrent.TimeUnit;

import io.github.wampspring.CancelMode;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;

/**
 * A call that has not ended yet, between the caller's end and the callee's. Whoever ends
 * it first sends the caller its last message; all others find it ended, and nothing is
 * sent to the caller any more. Its lock is never taken while a session's lock is held.
 */
final class PendingCall {

	private static final Dict PROGRESS = Dict.of("progress", true);

	private static final long MAX_TIMEOUT = Long.MAX_VALUE / 4;

	private final CallerPort caller;

	private final long request;

	private final boolean progress;

	private final CallTimeouts timeouts;

	private final Quota quota;

	private volatile @Nullable Assignment assignment;

	private volatile boolean ended;

	private boolean killed;

	/** Nanoseconds, 0 for none. */
	private long timeout;

	private volatile long deadline;

	/** Where the timeouts have it. */
	private volatile int slot;

	/**
	 * Creates a call.
	 * @param quota what the call's place is given back to
	 */
	PendingCall(CallerPort caller, long request, boolean progress, CallTimeouts timeouts, Quota quota) {
		this.caller = caller;
		this.request = request;
		this.progress = progress;
		this.timeouts = timeouts;
		this.quota = quota;
	}

	CallerPort caller() {
		return this.caller;
	}

	/**
	 * Notes where the call goes.
	 * @return {@code false} if it has ended meanwhile
	 */
	boolean assign(Assignment assignment) {
		this.assignment = assignment;
		return !this.ended;
	}

	/**
	 * The callee could not be reached.
	 */
	void unassign() {
		this.assignment = null;
	}

	boolean isEnded() {
		return this.ended;
	}

	/**
	 * Whether the caller wants progressive results.
	 */
	boolean wantsProgress() {
		return this.progress;
	}

	/**
	 * Ends the call when nothing comes from the callee for too long.
	 */
	synchronized void watch(long millis) {
		if (!this.ended) {
			this.timeout = Math.min(TimeUnit.MILLISECONDS.toNanos(millis), MAX_TIMEOUT);
			this.deadline = System.nanoTime() + this.timeout;
			this.timeouts.add(this, this.deadline);
		}
	}

	long deadline() {
		return this.deadline;
	}

	int slot() {
		return this.slot;
	}

	void setSlot(int slot) {
		this.slot = slot;
	}

	/**
	 * The deadline has come, if there was no progress meanwhile.
	 */
	void timeout(long now) {
		synchronized (this) {
			if (this.ended) {
				return;
			}
			if (this.deadline - now > 0) {
				this.timeouts.add(this, this.deadline);
				return;
			}
		}
		cancel(CancelMode.KILLNOWAIT, ErrorUris.TIMEOUT,
				"Nothing came from the callee for " + TimeUnit.NANOSECONDS.toMillis(this.timeout) + " ms");
	}

	/**
	 * The callee sent a progressive result. Dropped if the caller did not ask for it.
	 */
	void progress(Payload payload) {
		if (this.ended || !this.progress) {
			return;
		}
		Error failure = null;
		try {
			Result result = new Result(this.request, PROGRESS, this.caller.prepare(payload));
			synchronized (this) {
				if (this.ended) {
					return;
				}
				if (this.timeout > 0) {
					this.deadline = System.nanoTime() + this.timeout;
				}
				this.caller.answer(result);
			}
			this.caller.flush();
		}
		catch (PayloadException ex) {
			failure = failure(ex);
		}
		if (failure != null && end(failure)) {
			stopCallee(true, ErrorUris.CANCELED);
		}
	}

	/**
	 * The callee sent its result.
	 */
	void result(Payload payload) {
		if (this.ended) {
			return;
		}
		WampMessage last;
		try {
			last = new Result(this.request, Dict.EMPTY, this.caller.prepare(payload));
		}
		catch (PayloadException ex) {
			last = failure(ex);
		}
		end(last);
	}

	/**
	 * The callee sent an error.
	 */
	void error(String uri, Payload payload) {
		if (this.ended) {
			return;
		}
		WampMessage last;
		try {
			last = new Error(MessageType.CALL, this.request, Dict.EMPTY, uri, this.caller.prepare(payload));
		}
		catch (PayloadException ex) {
			last = failure(ex);
		}
		end(last);
	}

	/**
	 * The call failed in the router.
	 */
	void error(String uri, String message) {
		end(failure(uri, message));
	}

	/**
	 * The caller does not want to wait any more, or the time is over.
	 * @param mode what to do with the callee
	 * @param uri the error for the caller
	 * @param message a sentence for the caller
	 */
	void cancel(CancelMode mode, String uri, String message) {
		if (mode == CancelMode.KILL && canInterrupt()) {
			kill(uri);
		}
		else if (end(failure(uri, message))) {
			stopCallee(mode != CancelMode.SKIP, uri);
		}
	}

	/**
	 * What the callee sent is too large to be read.
	 */
	void oversized(int limit) {
		if (end(failure(ErrorUris.PAYLOAD_SIZE_EXCEEDED, PayloadErrors.oversized("The callee's answer", limit)))) {
			stopCallee(true, ErrorUris.PAYLOAD_SIZE_EXCEEDED);
		}
	}

	/**
	 * The caller is gone.
	 */
	void abandon() {
		if (end(null)) {
			stopCallee(true, ErrorUris.CANCELED);
		}
	}

	/**
	 * What cannot be sent to the caller or the callee.
	 */
	Error failure(PayloadException ex) {
		return new Error(MessageType.CALL, this.request, Dict.EMPTY, PayloadErrors.uri(ex), PayloadErrors.payload(ex));
	}

	private Error failure(String uri, String message) {
		return new Error(MessageType.CALL, this.request, Dict.EMPTY, uri, Payload.of(message));
	}

	/**
	 * Ends the call.
	 * @param last the last message to the caller, {@code null} if it is gone
	 * @return {@code false} if it has ended already
	 */
	boolean end(@Nullable WampMessage last) {
		boolean watched;
		synchronized (this) {
			if (this.ended) {
				return false;
			}
			this.ended = true;
			watched = this.timeout > 0;
		}
		if (watched) {
			this.timeouts.remove(this);
		}
		this.quota.give(1);
		this.caller.ended(this.request, this);
		if (last != null) {
			try {
				this.caller.answer(last);
			}
			catch (PayloadException ex) {
				this.caller.answer(failure(ex));
			}
			this.caller.flush();
		}
		return true;
	}

	private void kill(String reason) {
		synchronized (this) {
			if (this.ended || this.killed) {
				return;
			}
			this.killed = true;
		}
		Assignment target = this.assignment;
		if (target != null) {
			target.callee().port().interrupt(target, Dict.of("mode", CancelMode.KILL.value(), "reason", reason), false);
		}
	}

	/**
	 * After the end: nobody waits for the callee any more.
	 */
	private void stopCallee(boolean interrupt, String reason) {
		Assignment target = this.assignment;
		if (target == null) {
			return;
		}
		CalleePort port = target.callee().port();
		if (interrupt && canInterrupt()) {
			if (port.interrupt(target, Dict.of("mode", CancelMode.KILLNOWAIT.value(), "reason", reason), true)) {
				target.release();
			}
		}
		else if (!target.callee().isLimited()) {
			port.forget(target);
		}
	}

	private boolean canInterrupt() {
		Assignment target = this.assignment;
		return target != null && target.callee().port().supports(Feature.CALL_CANCELING);
	}

}
