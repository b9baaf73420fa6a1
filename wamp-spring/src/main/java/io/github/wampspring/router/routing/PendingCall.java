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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.github.wampspring.CancelMode;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.PayloadAttributes;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Result;
import org.jspecify.annotations.Nullable;

/**
 * A call that has not ended yet, between the caller's end and the callee's. Whoever ends
 * it first sends the caller its last message; all others find it ended, and nothing is
 * sent to the caller any more. Its lock is never taken while a session's lock is held.
 */
public final class PendingCall {

	private static final Dict PROGRESS = Dict.of("progress", true);

	private static final long MAX_TIMEOUT = Long.MAX_VALUE / 4;

	private final CallerPort caller;

	private final long request;

	private final boolean progress;

	private final CallTimeouts timeouts;

	private final Quota quota;

	/** What comes after the first arguments. Set before others see the call. */
	private @Nullable ArgumentStream arguments;

	private volatile @Nullable Assignment assignment;

	private volatile boolean ended;

	/**
	 * Where the outcome goes instead of to the caller, while interceptors wait for it.
	 */
	private volatile @Nullable CompletableFuture<Payload> intercepted;

	/** What is needed to send it to a callee once more, if that may be. */
	private volatile @Nullable HeldCall held;

	/** Where it waits for a callee, or would if it had to. */
	private volatile @Nullable WaitingCalls waiting;

	/** Where it stands there. */
	private volatile long position;

	/** What the callee said of the payload that it sent last, if anything. */
	private volatile @Nullable Described described;

	private volatile boolean progressed;

	private volatile boolean killed;

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

	/**
	 * The arguments come one after the other.
	 */
	void setArguments(ArgumentStream arguments) {
		this.arguments = arguments;
	}

	/**
	 * The arguments after the first ones; {@code null} if all came at once.
	 */
	@Nullable ArgumentStream arguments() {
		return this.arguments;
	}

	public CallerPort caller() {
		return this.caller;
	}

	/**
	 * Notes where the call goes.
	 * @return {@code false} if it has ended meanwhile
	 */
	public boolean assign(Assignment assignment) {
		this.assignment = assignment;
		return !this.ended;
	}

	/**
	 * Where the call is.
	 * @return {@code null} if it has not been sent to a callee
	 */
	@Nullable Assignment assignment() {
		return this.assignment;
	}

	/**
	 * The callee could not be reached.
	 */
	public void unassign() {
		this.assignment = null;
	}

	public boolean isEnded() {
		return this.ended;
	}

	@Nullable HeldCall held() {
		return this.held;
	}

	/**
	 * Keeps what is needed to send the call to a callee later.
	 */
	void hold(HeldCall held) {
		this.held = held;
		if (this.ended) {
			held.release();
		}
	}

	/**
	 * Notes when it has come, should it have to wait.
	 * @param waiting where
	 */
	void queue(WaitingCalls waiting) {
		if (this.waiting != waiting) {
			this.position = waiting.next();
			this.waiting = waiting;
		}
	}

	/**
	 * Waits for a callee.
	 * @param waiting where
	 * @param route sends it to a callee, or returns {@code false} if it has to go on
	 * waiting
	 * @return {@code false} if too many wait already
	 */
	boolean await(WaitingCalls waiting, BooleanSupplier route) {
		queue(waiting);
		return waiting.add(this.position, new Waiting(this, route));
	}

	/**
	 * Whether the call can go to another callee than the one that it was sent to: nothing
	 * has come from that, and the caller has not cancelled the call.
	 */
	boolean isReroutable() {
		return !this.progressed && !this.killed && !this.ended && (this.arguments == null || this.arguments.withdraw());
	}

	/**
	 * Whether the caller wants progressive results.
	 */
	public boolean wantsProgress() {
		return this.progress;
	}

	/**
	 * Ends the call when nothing comes from the callee for too long. Where it was watched
	 * before, the time begins again.
	 */
	synchronized void watch(long millis) {
		unwatch();
		if (!this.ended) {
			this.timeout = Math.min(TimeUnit.MILLISECONDS.toNanos(millis), MAX_TIMEOUT);
			this.deadline = this.timeouts.now() + this.timeout;
			this.timeouts.add(this, this.deadline);
		}
	}

	/**
	 * How much time is left of that for which the call is watched.
	 * @return milliseconds, one at least; or 0 if it is not watched
	 */
	synchronized long remaining() {
		return (this.timeout > 0) ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(this.deadline - this.timeouts.now())) : 0;
	}

	/**
	 * Somebody else looks after the time.
	 */
	synchronized void unwatch() {
		if (!this.ended && this.timeout > 0) {
			this.timeout = 0;
			this.timeouts.remove(this);
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
			if (this.ended || this.timeout == 0) {
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
	public void progress(Payload payload, Dict attributes) {
		if (this.ended || !this.progress || !accepts(attributes)) {
			return;
		}
		Error failure = null;
		try {
			Result result = new Result(this.request, PROGRESS.withAll(attributes), this.caller.prepare(payload));
			synchronized (this) {
				if (this.ended) {
					return;
				}
				this.progressed = true;
				if (this.timeout > 0) {
					this.deadline = this.timeouts.now() + this.timeout;
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
	 * Gives the outcome to interceptors, which {@link #end(Payload, Throwable, Function)
	 * give it back}.
	 * @return the outcome; of the call itself, where it ends before that
	 */
	synchronized CompletableFuture<Payload> intercept() {
		CompletableFuture<Payload> before = this.intercepted;
		if (before != null && !before.isDone()) {
			throw new IllegalStateException("The call is under way already");
		}
		if (before != null && this.arguments != null) {
			throw new IllegalStateException("A call whose arguments were streamed cannot be tried again");
		}
		if (before != null) {
			beginAnew();
		}
		CompletableFuture<Payload> outcome = new CompletableFuture<>();
		this.intercepted = outcome;
		if (this.ended) {
			outcome.completeExceptionally(new WampException(ErrorUris.CANCELED));
		}
		return outcome;
	}

	/** Nothing of the first try counts for the next one. */
	private void beginAnew() {
		WaitingCalls waiting = this.waiting;
		if (waiting != null) {
			waiting.remove(this.position);
		}
		HeldCall held = this.held;
		if (held != null) {
			held.release();
		}
		this.waiting = null;
		this.held = null;
		this.assignment = null;
		this.progressed = false;
		this.killed = false;
	}

	/**
	 * Ends the call as interceptors want.
	 * @param payload the result, if there is one
	 * @param failure what the call failed with, {@code null} if it did not
	 * @param errors what the caller gets for a failure
	 */
	void end(@Nullable Payload payload, @Nullable Throwable failure, Function<Throwable, WampException> errors) {
		if (this.ended) {
			return;
		}
		if (failure == null) {
			deliver((payload != null) ? payload : Payload.NONE);
		}
		else {
			WampException error = errors.apply(failure);
			deliver(error.getUri(), (error instanceof CalleeError known) ? known.payload()
					: Payload.of(error.getArguments(), error.getKeywordArguments()));
		}
	}

	/**
	 * Whether the caller understands a payload that the callee sent. A call whose caller
	 * does not ends with an error.
	 */
	private boolean accepts(Dict attributes) {
		if (!PayloadAttributes.isPassedThrough(attributes) || this.caller.passesPayloads()) {
			return true;
		}
		if (end(failure(ErrorUris.FEATURE_NOT_SUPPORTED,
				"The callee's answer uses payload_passthru_mode, which the caller has not announced"))) {
			stopCallee(true, ErrorUris.FEATURE_NOT_SUPPORTED);
		}
		return false;
	}

	private void describe(Payload payload, Dict attributes) {
		if (!attributes.isEmpty()) {
			this.described = new Described(payload, attributes);
		}
	}

	/**
	 * What is said of a payload: interceptors may answer with one of their own.
	 */
	private Dict attributes(Payload payload) {
		Described described = this.described;
		return (described != null && described.payload() == payload) ? described.attributes() : Dict.EMPTY;
	}

	/**
	 * The callee sent its result.
	 */
	public void result(Payload payload, Dict attributes) {
		if (!accepts(attributes)) {
			return;
		}
		describe(payload, attributes);
		CompletableFuture<Payload> outcome = this.intercepted;
		if (outcome != null) {
			outcome.complete(payload);
		}
		else {
			deliver(payload);
		}
	}

	private void deliver(Payload payload) {
		if (this.ended) {
			return;
		}
		WampMessage last;
		try {
			last = new Result(this.request, attributes(payload), this.caller.prepare(payload));
		}
		catch (PayloadException ex) {
			last = failure(ex);
		}
		end(last);
	}

	/**
	 * The callee sent an error.
	 */
	void error(String uri, Payload payload, Dict attributes) {
		if (!accepts(attributes)) {
			return;
		}
		describe(payload, attributes);
		error(uri, payload);
	}

	private void error(String uri, Payload payload) {
		CompletableFuture<Payload> outcome = this.intercepted;
		if (outcome != null) {
			outcome.completeExceptionally(new CalleeError(uri, payload));
		}
		else {
			deliver(uri, payload);
		}
	}

	private void deliver(String uri, Payload payload) {
		if (this.ended) {
			return;
		}
		WampMessage last;
		try {
			last = new Error(MessageType.CALL, this.request, attributes(payload), uri, this.caller.prepare(payload));
		}
		catch (PayloadException ex) {
			last = failure(ex);
		}
		end(last);
	}

	/**
	 * The call failed in the router.
	 */
	public void error(String uri, String message) {
		CompletableFuture<Payload> outcome = this.intercepted;
		if (outcome != null) {
			outcome.completeExceptionally(new WampException(uri, message));
		}
		else {
			end(failure(uri, message));
		}
	}

	/**
	 * The caller does not want to wait any more, or the time is over.
	 * @param mode what to do with the callee
	 * @param uri the error for the caller
	 * @param message a sentence for the caller
	 */
	public void cancel(CancelMode mode, String uri, String message) {
		if (mode == CancelMode.KILL && canInterrupt()) {
			kill(uri, message);
		}
		else if (end(failure(uri, message))) {
			stopCallee(mode != CancelMode.SKIP, uri);
		}
	}

	/**
	 * What the callee sent is too large to be read.
	 */
	void oversized(int limit) {
		breakOff(ErrorUris.PAYLOAD_SIZE_EXCEEDED, Payload.of(PayloadErrors.oversized("The callee's answer", limit)));
	}

	/**
	 * The call cannot go on.
	 */
	void breakOff(String uri, Payload payload) {
		if (end(new Error(MessageType.CALL, this.request, Dict.EMPTY, uri, payload))) {
			stopCallee(true, uri);
		}
	}

	/**
	 * The caller is gone.
	 */
	public void abandon() {
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
		HeldCall held = this.held;
		if (held != null) {
			held.release();
		}
		WaitingCalls waiting = this.waiting;
		if (waiting != null) {
			waiting.remove(this.position);
		}
		ArgumentStream arguments = this.arguments;
		if (arguments != null) {
			arguments.close();
		}
		this.caller.ended(this.request, this);
		CompletableFuture<Payload> outcome = this.intercepted;
		if (outcome != null && !outcome.isDone()) {
			outcome.completeExceptionally(
					new WampException((last instanceof Error error) ? error.error() : ErrorUris.CANCELED));
		}
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

	private void kill(String reason, String message) {
		synchronized (this) {
			if (this.ended || this.killed) {
				return;
			}
			this.killed = true;
		}
		Assignment target = this.assignment;
		Dict options = Dict.of("mode", CancelMode.KILL.value(), "reason", reason);
		if (target == null || !target.callee().port().interrupt(target, options, false)) {
			// it was not sent, or is answered already
			end(failure(reason, message));
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

	/**
	 * Waits for a callee.
	 *
	 * @param call the call
	 * @param route sends it to one
	 */
	private record Waiting(PendingCall call, BooleanSupplier route) implements WaitingCalls.Waiting {

		@Override
		public boolean isCall() {
			return true;
		}

		@Override
		public boolean isEnded() {
			return this.call.isEnded();
		}

		@Override
		public boolean proceed() {
			return this.route.getAsBoolean();
		}

	}

	/**
	 * A payload of the callee.
	 *
	 * @param payload the payload
	 * @param attributes what the callee said of it
	 */
	private record Described(Payload payload, Dict attributes) {
	}

}
