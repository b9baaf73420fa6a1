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

package io.github.wampspring.router;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What an authorizer decides.
 */
public final class AuthorizationDecision {

	/** It is allowed. */
	public static final AuthorizationDecision ALLOW = new AuthorizationDecision("ALLOW", true, false, null);

	/** It is allowed, and the caller or publisher is disclosed. */
	public static final AuthorizationDecision ALLOW_AND_DISCLOSE = new AuthorizationDecision("ALLOW_AND_DISCLOSE", true,
			true, null);

	/** It is not allowed. */
	public static final AuthorizationDecision DENY = new AuthorizationDecision("DENY", false, false, null);

	/** Others decide: the next authorizer or, after the last, the permissions. */
	public static final AuthorizationDecision ABSTAIN = new AuthorizationDecision("ABSTAIN", false, false, null);

	private final String name;

	private final boolean allowed;

	private final boolean disclosed;

	private final @Nullable Integer trustLevel;

	private AuthorizationDecision(String name, boolean allowed, boolean disclosed, @Nullable Integer trustLevel) {
		this.name = name;
		this.allowed = allowed;
		this.disclosed = disclosed;
		this.trustLevel = trustLevel;
	}

	/**
	 * A decision for a condition.
	 * @param allowed the condition
	 * @return {@link #ALLOW} or {@link #DENY}
	 */
	public static AuthorizationDecision of(boolean allowed) {
		return allowed ? ALLOW : DENY;
	}

	/**
	 * Says how far the caller or publisher is trusted, which callees and subscribers are
	 * told. See the sections "Call Trust Levels" and "Publication Trust Levels" of the
	 * specification.
	 * @param trustLevel the level, 0 the least
	 * @return the decision with it
	 * @throws IllegalArgumentException if the level is negative
	 * @throws IllegalStateException if nothing is allowed
	 */
	public AuthorizationDecision withTrustLevel(int trustLevel) {
		if (trustLevel < 0) {
			throw new IllegalArgumentException("The trust level " + trustLevel + " is negative");
		}
		if (!this.allowed) {
			throw new IllegalStateException(this + " allows nothing that could be trusted");
		}
		return new AuthorizationDecision(this.name, true, this.disclosed, trustLevel);
	}

	/**
	 * Whether it is allowed.
	 * @return {@code false} also where others decide
	 */
	public boolean isAllowed() {
		return this.allowed;
	}

	/**
	 * Whether the caller or publisher is disclosed.
	 * @return {@code false} by default
	 */
	public boolean isDisclosed() {
		return this.disclosed;
	}

	/**
	 * How far the caller or publisher is trusted.
	 * @return the level; {@code null} where callees and subscribers are told nothing
	 */
	public @Nullable Integer getTrustLevel() {
		return this.trustLevel;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AuthorizationDecision decision && this.name.equals(decision.name)
				&& Objects.equals(this.trustLevel, decision.trustLevel);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.trustLevel);
	}

	@Override
	public String toString() {
		return (this.trustLevel != null) ? this.name + " with trust level " + this.trustLevel : this.name;
	}

}
