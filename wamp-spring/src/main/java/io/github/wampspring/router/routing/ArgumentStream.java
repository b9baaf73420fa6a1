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

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.PayloadAttributes;
import io.github.wampspring.protocol.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call that come in several CALLs, on their way to the one callee.
 * What cannot be forwarded at once waits, within what the caller's session and the realm
 * may have waiting; what is more ends the call, and nothing else. See the section
 * "Progressive Call Invocations" of the specification.
 */
final class ArgumentStream {

	/** How much may wait for callees, of all calls of a session, in bytes. */
	static final long MAX_WAITING = 4 * 1024 * 1024;

	/** What a waiting part takes besides its arguments. */
	private static final long OVERHEAD = 256;

	private final PendingCall call;

	private final Quota ofSession;

	private final Quota ofRealm;

	private final Queue<Part> waiting = new ArrayDeque<>(0);

	private @Nullable Assignment target;

	/** Frozen by the first CALL. */
	private Dict details = Dict.EMPTY;

	/** The first INVOCATION was sent. */
	private boolean begun;

	/** Another INVOCATION has followed it. */
	private boolean followed;

	private boolean complete;

	private boolean closed;

	/** Some thread forwards, or room is waited for. */
	private boolean busy;

	/**
	 * Creates a stream.
	 * @param ofSession what the session may have waiting
	 * @param ofRealm what the realm may have waiting
	 */
	ArgumentStream(PendingCall call, Quota ofSession, Quota ofRealm) {
		this.call = call;
		this.ofSession = ofSession;
		this.ofRealm = ofRealm;
	}

	/**
	 * The first INVOCATION is about to be sent.
	 * @param details its details, without those that only the first one has
	 */
	synchronized void aim(Assignment target, Dict details) {
		this.target = target;
		this.details = details;
	}

	/**
	 * The first INVOCATION is on its way: the others follow it, unless the callee has
	 * refused it already.
	 */
	void begin(Assignment target) {
		synchronized (this) {
			if (this.target != target) {
				return;
			}
			this.begun = true;
			if (this.busy || this.closed) {
				return;
			}
			this.busy = true;
		}
		forward();
	}

	/**
	 * The callee has refused the call, and another one is to get it.
	 * @return {@code false} if arguments have followed the first ones
	 */
	synchronized boolean withdraw() {
		if (this.followed || this.busy) {
			return false;
		}
		this.begun = false;
		this.target = null;
		return true;
	}

	/**
	 * Takes what a CALL after the first one brings.
	 * @param more whether it is not the last one
	 * @param attributes what is said of the payload
	 */
	void add(Payload payload, boolean more, Dict attributes) {
		Part part = new Part(payload, more, attributes,
				PayloadSize.of(payload) + PayloadSize.of(attributes.asMap()) + OVERHEAD);
		synchronized (this) {
			if (this.complete) {
				throw new ProtocolViolation("the CALL of this request ID had no progress option: it was the last one");
			}
			this.complete = !more;
			if (this.closed) {
				return;
			}
			Assignment target = this.begun ? this.target : null;
			boolean free = target != null && !this.busy && target.callee().port().hasRoom();
			if (!take(part.size, free)) {
				part = null;
			}
			else {
				this.waiting.add(part);
				if (this.busy || target == null) {
					return;
				}
				this.busy = true;
			}
		}
		if (part == null) {
			this.call.breakOff(ErrorUris.UNAVAILABLE, Payload.of("Too much waits for the callee of this call"));
		}
		else {
			forward();
		}
	}

	/**
	 * Takes room for a part.
	 * @param free whether it does not wait
	 */
	private boolean take(long size, boolean free) {
		if (!this.ofSession.take(size, free)) {
			return false;
		}
		if (!this.ofRealm.take(size, free || this.call.caller().isTrusted())) {
			this.ofSession.give(size);
			return false;
		}
		return true;
	}

	private void give(Part part) {
		this.ofSession.give(part.size);
		this.ofRealm.give(part.size);
	}

	private void forward() {
		Assignment target;
		Dict details;
		synchronized (this) {
			target = Objects.requireNonNull(this.target);
			details = this.details;
		}
		CalleePort port = target.callee().port();
		Part next = next();
		while (next != null) {
			if (!port.hasRoom()) {
				// on another thread: this one may bring what makes room
				port.room().whenCompleteAsync((room, failure) -> forward());
				return;
			}
			remove(next);
			try {
				if (PayloadAttributes.isPassedThrough(next.attributes)
						&& !port.supports(Feature.PAYLOAD_PASSTHRU_MODE)) {
					this.call.breakOff(ErrorUris.FEATURE_NOT_SUPPORTED,
							Payload.of("The call uses payload_passthru_mode, which the callee has not announced"));
				}
				else {
					port.proceed(target,
							(next.more ? details.with("progress", true) : details).withAll(next.attributes),
							next.payload);
				}
			}
			catch (PayloadException ex) {
				this.call.breakOff(PayloadErrors.uri(ex), PayloadErrors.payload(ex));
			}
			next = next();
		}
	}

	private synchronized @Nullable Part next() {
		Part next = this.waiting.peek();
		this.busy = next != null;
		return next;
	}

	private synchronized void remove(Part part) {
		this.followed = true;
		if (this.waiting.peek() == part) {
			this.waiting.remove();
			give(part);
		}
	}

	/**
	 * Whether the last CALL has not come yet.
	 */
	synchronized boolean isOpen() {
		return !this.complete;
	}

	/**
	 * The call has ended: nothing is forwarded any more.
	 */
	synchronized void close() {
		this.closed = true;
		this.waiting.forEach(this::give);
		this.waiting.clear();
	}

	private record Part(Payload payload, boolean more, Dict attributes, long size) {
	}

}
