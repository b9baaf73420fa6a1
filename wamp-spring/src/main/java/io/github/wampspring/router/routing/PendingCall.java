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

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.CancelMode;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;

/**
 * A call that has not ended yet. Whoever ends it first sends the caller its last message;
 * all others find it ended, and nothing is sent to the caller any more. Whoever removes
 * it from the callee's invocations gives the callee's place back. Its lock may be taken
 * while a session's lock is held, never the other way round.
 */
final class PendingCall {

	private static final Dict PROGRESS = Dict.of("progress", true);

	private final Participant caller;

	private final long request;

	private final boolean progress;

	private @Nullable Callee callee;

	private long invocation;

	private boolean ended;

	private boolean killed;

	private @Nullable Future<?> timer;

	private long lastActivity;

	PendingCall(Participant caller, long request, boolean progress) {
		this.caller = caller;
		this.request = request;
		this.progress = progress;
	}

	/**
	 * Notes which invocation the call becomes.
	 * @return {@code false} if the call has ended meanwhile
	 */
	synchronized boolean assign(Callee callee, long invocation) {
		if (this.ended) {
			return false;
		}
		this.callee = callee;
		this.invocation = invocation;
		return true;
	}

	/**
	 * The callee could not be reached.
	 */
	synchronized void unassign() {
		this.callee = null;
	}

	/**
	 * The callee has answered: its place is free again.
	 */
	synchronized void answered() {
		if (this.callee != null) {
			this.callee.release();
		}
	}

	synchronized boolean isEnded() {
		return this.ended;
	}

	/**
	 * Ends the call when nothing comes from the callee for too long.
	 */
	synchronized void watch(ScheduledExecutorService scheduler, long millis) {
		if (!this.ended) {
			this.lastActivity = System.nanoTime();
			this.timer = scheduler.schedule(() -> tick(scheduler, millis), millis, TimeUnit.MILLISECONDS);
		}
	}

	private void tick(ScheduledExecutorService scheduler, long millis) {
		synchronized (this) {
			long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.lastActivity);
			if (left > 0 && !this.ended) {
				this.timer = scheduler.schedule(() -> tick(scheduler, millis), left, TimeUnit.MILLISECONDS);
				return;
			}
		}
		cancel(CancelMode.KILLNOWAIT, ErrorUris.TIMEOUT, "Nothing came from the callee for " + millis + " ms");
	}

	/**
	 * The callee sent a progressive result. Dropped if the caller did not ask for it.
	 */
	void progress(Payload payload) {
		Error failure = null;
		synchronized (this) {
			if (this.ended || !this.progress) {
				return;
			}
			this.lastActivity = System.nanoTime();
			try {
				this.caller.channel().enqueue(new Result(this.request, PROGRESS, payload));
			}
			catch (PayloadException ex) {
				failure = failure(ex);
			}
		}
		if (failure == null) {
			this.caller.flush();
		}
		else if (end(failure)) {
			stopCallee(true, ErrorUris.CANCELED);
		}
	}

	/**
	 * The callee sent its result.
	 */
	void result(Payload payload) {
		end(new Result(this.request, Dict.EMPTY, payload));
	}

	/**
	 * The call failed.
	 */
	void error(String uri, Dict details, Payload payload) {
		end(new Error(MessageType.CALL, this.request, details, uri, payload));
	}

	/**
	 * The call failed in the router.
	 */
	void error(String uri, String message) {
		error(uri, Dict.EMPTY, Payload.of(message));
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
		else if (end(new Error(MessageType.CALL, this.request, Dict.EMPTY, uri, Payload.of(message)))) {
			stopCallee(mode != CancelMode.SKIP, uri);
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

	/**
	 * Ends the call.
	 * @param last the last message to the caller, {@code null} if it is gone
	 * @return {@code false} if it has ended already
	 */
	boolean end(@Nullable WampMessage last) {
		synchronized (this) {
			if (this.ended) {
				return false;
			}
			this.ended = true;
			this.caller.calls().remove(this.request);
			if (this.timer != null) {
				this.timer.cancel(false);
			}
			if (last == null || this.caller.isClosed()) {
				return true;
			}
			try {
				this.caller.channel().enqueue(last);
			}
			catch (PayloadException ex) {
				this.caller.channel().enqueue(failure(ex));
			}
		}
		this.caller.flush();
		return true;
	}

	private void kill(String reason) {
		Callee target;
		synchronized (this) {
			if (this.ended || this.killed) {
				return;
			}
			this.killed = true;
			target = this.callee;
		}
		if (target != null) {
			target.session().interrupt(this.invocation, Dict.of("mode", CancelMode.KILL.value(), "reason", reason));
		}
	}

	/**
	 * After the end: nobody waits for the callee any more.
	 */
	private void stopCallee(boolean interrupt, String reason) {
		Callee target;
		long id;
		synchronized (this) {
			target = this.callee;
			id = this.invocation;
		}
		if (target == null) {
			return;
		}
		Participant session = target.session();
		if (interrupt && canInterrupt()) {
			if (session.invocations().remove(id, this)) {
				target.release();
				session.interrupt(id, Dict.of("mode", CancelMode.KILLNOWAIT.value(), "reason", reason));
			}
		}
		else if (!target.isLimited()) {
			session.invocations().remove(id);
		}
	}

	private synchronized boolean canInterrupt() {
		return this.callee != null && this.callee.session().supports(Role.CALLEE, Feature.CALL_CANCELING);
	}

}
