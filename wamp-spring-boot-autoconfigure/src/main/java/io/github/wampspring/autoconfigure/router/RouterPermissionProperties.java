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

package io.github.wampspring.autoconfigure.router;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.WampAction;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of a role may do with the URIs that match.
 */
public class RouterPermissionProperties {

	/**
	 * Authrole that the permission is for.
	 */
	private String role = "";

	/**
	 * URI or pattern of procedures and topics.
	 */
	private String uri = "";

	/**
	 * How the URI matches.
	 */
	private MatchPolicy match = MatchPolicy.EXACT;

	/**
	 * What is allowed. Everything else is refused.
	 */
	private Set<WampAction> allow = EnumSet.noneOf(WampAction.class);

	/**
	 * Whether callers and publishers are disclosed without having asked for it.
	 */
	private boolean disclose;

	/**
	 * How far calls and publications that it allows are trusted, 0 the least. Callees and
	 * subscribers are told. Nothing by default.
	 */
	private @Nullable Integer trustLevel;

	/**
	 * Realms that the permission is for. All realms by default.
	 */
	private List<String> realms = new ArrayList<>();

	public String getRole() {
		return this.role;
	}

	public void setRole(String role) {
		this.role = role;
	}

	public String getUri() {
		return this.uri;
	}

	public void setUri(String uri) {
		this.uri = uri;
	}

	public MatchPolicy getMatch() {
		return this.match;
	}

	public void setMatch(MatchPolicy match) {
		this.match = match;
	}

	public Set<WampAction> getAllow() {
		return this.allow;
	}

	public void setAllow(Set<WampAction> allow) {
		this.allow = allow;
	}

	public boolean isDisclose() {
		return this.disclose;
	}

	public void setDisclose(boolean disclose) {
		this.disclose = disclose;
	}

	public @Nullable Integer getTrustLevel() {
		return this.trustLevel;
	}

	public void setTrustLevel(@Nullable Integer trustLevel) {
		this.trustLevel = trustLevel;
	}

	public List<String> getRealms() {
		return this.realms;
	}

	public void setRealms(List<String> realms) {
		this.realms = realms;
	}

}
