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

import io.github.wampspring.ErrorUris;
import org.jspecify.annotations.Nullable;

/**
 * What came out of an authorization.
 */
public final class Access {

	/** Allowed. */
	public static final Access ALLOWED = new Access(null, false, null);

	/** Allowed, and the caller or publisher is disclosed. */
	public static final Access DISCLOSED = new Access(null, true, null);

	/** Refused. */
	public static final Access DENIED = new Access(ErrorUris.NOT_AUTHORIZED, false, null);

	/** It could not be found out. */
	public static final Access FAILED = new Access(ErrorUris.AUTHORIZATION_FAILED, false, null);

	private final @Nullable String error;

	private final @Nullable String reason;

	private final boolean disclosed;

	private final @Nullable Integer trustLevel;

	private final CompletableFuture<Access> done;

	private Access(@Nullable String error, boolean disclosed, @Nullable Integer trustLevel) {
		this(error, null, disclosed, trustLevel);
	}

	private Access(@Nullable String error, @Nullable String reason, boolean disclosed, @Nullable Integer trustLevel) {
		this.error = error;
		this.reason = reason;
		this.disclosed = disclosed;
		this.trustLevel = trustLevel;
		this.done = CompletableFuture.completedFuture(this);
	}

	/**
	 * It is allowed.
	 * @param disclosed whether the caller or publisher is disclosed
	 * @param trustLevel how far it is trusted, if anything is known of that
	 */
	public static Access allowed(boolean disclosed, @Nullable Integer trustLevel) {
		if (trustLevel == null) {
			return disclosed ? DISCLOSED : ALLOWED;
		}
		return new Access(null, disclosed, trustLevel);
	}

	/**
	 * Both have to allow it.
	 * @return disclosed as soon as one wants it, and trusted no more than both say
	 */
	public static Access both(Access one, Access other) {
		if (one.isRefused() || one.equals(other)) {
			return one;
		}
		if (other.isRefused()) {
			return other;
		}
		Integer trustLevel = (one.trustLevel == null) ? other.trustLevel : (other.trustLevel == null) ? one.trustLevel
				: Integer.valueOf(Math.min(one.trustLevel, other.trustLevel));
		return allowed(one.disclosed || other.disclosed, trustLevel);
	}

	/**
	 * It is refused.
	 * @param reason the rest of a sentence that says what may not be done: why, and what
	 * to do about it
	 */
	public static Access denied(String reason) {
		return new Access(ErrorUris.NOT_AUTHORIZED, reason, false, null);
	}

	public boolean isRefused() {
		return this.error != null;
	}

	/**
	 * The error where it is refused.
	 */
	public String error() {
		return (this.error != null) ? this.error : ErrorUris.NOT_AUTHORIZED;
	}

	/**
	 * What the session is told where it is refused.
	 * @param what a sentence that says what it may not do, without its end
	 */
	public String explain(String what) {
		return (this.reason != null) ? what + this.reason : what;
	}

	public boolean isDisclosed() {
		return this.disclosed;
	}

	/**
	 * How far the caller or publisher is trusted.
	 * @return {@code null} if nothing is known of that
	 */
	public @Nullable Integer trustLevel() {
		return this.trustLevel;
	}

	/**
	 * A future that is complete with it.
	 */
	public CompletableFuture<Access> done() {
		return this.done;
	}

}
