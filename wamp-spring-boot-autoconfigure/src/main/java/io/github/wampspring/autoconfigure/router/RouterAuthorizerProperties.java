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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A WAMP procedure that is asked what the sessions of a role may do.
 */
public class RouterAuthorizerProperties {

	/**
	 * Authrole of the sessions that it decides about.
	 */
	private String role = "";

	/**
	 * URI of the procedure.
	 */
	private String procedure = "";

	/**
	 * Realm in which the procedure is registered. By default that of the session.
	 */
	private @Nullable String realm;

	/**
	 * Realms whose sessions it decides about. All realms by default.
	 */
	private List<String> realms = new ArrayList<>();

	/**
	 * How many decisions are kept that ask for it.
	 */
	private int cacheSize = 10_000;

	/**
	 * For how long a decision is kept that asks for it.
	 */
	private Duration cacheAge = Duration.ofMinutes(5);

	public String getRole() {
		return this.role;
	}

	public void setRole(String role) {
		this.role = role;
	}

	public String getProcedure() {
		return this.procedure;
	}

	public void setProcedure(String procedure) {
		this.procedure = procedure;
	}

	public @Nullable String getRealm() {
		return this.realm;
	}

	public void setRealm(@Nullable String realm) {
		this.realm = realm;
	}

	public List<String> getRealms() {
		return this.realms;
	}

	public void setRealms(List<String> realms) {
		this.realms = realms;
	}

	public int getCacheSize() {
		return this.cacheSize;
	}

	public void setCacheSize(int cacheSize) {
		this.cacheSize = cacheSize;
	}

	public Duration getCacheAge() {
		return this.cacheAge;
	}

	public void setCacheAge(Duration cacheAge) {
		this.cacheAge = cacheAge;
	}

}
