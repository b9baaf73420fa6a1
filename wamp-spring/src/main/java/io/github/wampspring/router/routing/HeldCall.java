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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Error;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a call that may have to be sent to a callee later: since it waits for a
 * place, or since the callee that it was sent to may say that it is not available. How
 * much space that takes is bounded for each caller and for the realm.
 */
final class HeldCall {

	/** What a call takes beside what it carries, roughly. */
	private static final long PLAIN = 256;

	/** How many callees of other instances are asked, whatever that takes. */
	private static final int MIN_ASKED = 8;

	/** What asking callees of other instances may take beyond that, roughly. */
	private static final long MAX_ASKED_SIZE = 16L * 1024 * 1024;

	private final Call message;

	private final Access access;

	private final Quota ofSession;

	private final Quota ofRealm;

	private final long size;

	private final AtomicBoolean released = new AtomicBoolean();

	/** The callees that are not available for this call. */
	private final Set<Callee> unavailable = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Error reason;

	/** Whether callees were at their limit. */
	private volatile boolean full;

	private HeldCall(Call message, Access access, Quota ofSession, Quota ofRealm, long size) {
		this.message = message;
		this.access = access;
		this.ofSession = ofSession;
		this.ofRealm = ofRealm;
		this.size = size;
	}

	/**
	 * Keeps a call.
	 * @return {@code null} if it takes more space than is left
	 */
	static @Nullable HeldCall of(Call message, Access access, Quota ofSession, Quota ofRealm, boolean trusted) {
		long size = PLAIN + PayloadSize.of(message.payload()) + PayloadSize.of(message.options().asMap())
				+ message.procedure().length();
		if (!ofSession.take(size, trusted)) {
			return null;
		}
		if (!ofRealm.take(size, trusted)) {
			ofSession.give(size);
			return null;
		}
		return new HeldCall(message, access, ofSession, ofRealm, size);
	}

	/**
	 * The call has ended.
	 */
	void release() {
		if (this.released.compareAndSet(false, true)) {
			this.ofSession.give(this.size);
			this.ofRealm.give(this.size);
		}
	}

	Call message() {
		return this.message;
	}

	Access access() {
		return this.access;
	}

	/**
	 * Notes that a callee is not available.
	 * @param reason what it has to say
	 */
	void unavailable(Callee callee, Error reason) {
		this.unavailable.add(callee);
		this.reason = reason;
	}

	/**
	 * Notes that a callee has not taken the call, and is not asked again.
	 * @param full whether it is at its limit, or else it is gone
	 */
	void refused(Callee callee, boolean full) {
		this.unavailable.add(callee);
		this.full |= full;
	}

	/**
	 * Whether callees have refused the call since they are at their limit.
	 */
	boolean wereFull() {
		return this.full;
	}

	/**
	 * Whether so many callees have refused the call that it is not sent to further ones
	 * of other instances.
	 */
	private boolean isSpent() {
		return this.full && this.unavailable.size() >= MIN_ASKED
				&& this.unavailable.size() * this.size > MAX_ASKED_SIZE;
	}

	/**
	 * Whether the call can go to a callee.
	 */
	boolean takes(Callee callee) {
		return !this.unavailable.contains(callee) && !(callee.port().isRemote() && isSpent());
	}

	/**
	 * What the last callee that was not available had to say.
	 * @return {@code null} if none was asked yet
	 */
	@Nullable Error reason() {
		return this.reason;
	}

}
