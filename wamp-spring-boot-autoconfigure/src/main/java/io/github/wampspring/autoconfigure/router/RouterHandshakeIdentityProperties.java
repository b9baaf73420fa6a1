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
import java.util.List;

/**
 * Sessions that join as who the HTTP request was that has opened their WebSocket.
 */
public class RouterHandshakeIdentityProperties {

	/**
	 * Whether a session may join as who the HTTP request was authenticated as that opened
	 * its WebSocket, or whom a bean WampHandshakeUserLookup knows by it (authentication
	 * method cookie). With Spring Security, wamp.router.security.handshake is for that.
	 */
	private boolean enabled;

	/**
	 * Authrole of these sessions, unless the lookup names another one.
	 */
	private String role = "user";

	/**
	 * Names of the cookies that a bean WampHandshakeUserLookup may look at.
	 */
	private List<String> cookies = new ArrayList<>();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getRole() {
		return this.role;
	}

	public void setRole(String role) {
		this.role = role;
	}

	public List<String> getCookies() {
		return this.cookies;
	}

	public void setCookies(List<String> cookies) {
		this.cookies = cookies;
	}

}
