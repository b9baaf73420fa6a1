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

import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.WampMessage.Hello;
import org.jspecify.annotations.Nullable;

/**
 * What HELLO says. See the section "HELLO" of the specification.
 */
public final class HelloDetails {

	private String realm;

	private @Nullable String agent;

	private @Nullable String authId;

	private List<String> authMethods = List.of();

	private Map<String, @Nullable Object> authExtra = Map.of();

	private Map<String, @Nullable Object> roles;

	private Map<String, @Nullable Object> other = Map.of();

	HelloDetails(String realm, Announcement roles) {
		this.realm = realm;
		this.roles = roles.toDict().toMap();
	}

	public String getRealm() {
		return this.realm;
	}

	public void setRealm(String realm) {
		this.realm = realm;
	}

	public @Nullable String getAgent() {
		return this.agent;
	}

	public void setAgent(@Nullable String agent) {
		this.agent = agent;
	}

	public @Nullable String getAuthId() {
		return this.authId;
	}

	public void setAuthId(@Nullable String authId) {
		this.authId = authId;
	}

	public List<String> getAuthMethods() {
		return this.authMethods;
	}

	/**
	 * The methods offered, the preferred one first. Each needs its
	 * {@link io.github.wampspring.auth.WampAuthenticator}, except for {@code anonymous}.
	 * @param authMethods the names; none to be anonymous
	 */
	public void setAuthMethods(List<String> authMethods) {
		this.authMethods = List.copyOf(authMethods);
	}

	/**
	 * What {@code HELLO.Details.authextra} says.
	 * @return the entries, by default those of the authenticators
	 */
	public Map<String, @Nullable Object> getAuthExtra() {
		return this.authExtra;
	}

	public void setAuthExtra(Map<String, @Nullable Object> authExtra) {
		this.authExtra = authExtra;
	}

	public Map<String, @Nullable Object> getRoles() {
		return this.roles;
	}

	/**
	 * The roles and features announced.
	 * @param roles by default everything that this client can do
	 */
	public void setRoles(Map<String, @Nullable Object> roles) {
		this.roles = roles;
	}

	public Map<String, @Nullable Object> getOther() {
		return this.other;
	}

	/**
	 * Further entries of {@code HELLO.Details}.
	 * @param other the entries, none by default
	 */
	public void setOther(Map<String, @Nullable Object> other) {
		this.other = other;
	}

	Hello toMessage() {
		Dict details = Dict.of("roles", this.roles).withPresent("agent", this.agent).withPresent("authid", this.authId);
		if (!this.authMethods.isEmpty()) {
			details = details.with("authmethods", this.authMethods);
		}
		if (!this.authExtra.isEmpty()) {
			details = details.with("authextra", this.authExtra);
		}
		return new Hello(this.realm, details.withAll(Dict.copyOf(this.other)));
	}

}
