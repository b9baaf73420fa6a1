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

package io.github.wampspring.autoconfigure.security;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of Spring Security for handlers.
 */
@ConfigurationProperties("wamp.security")
public class WampSecurityProperties {

	/**
	 * Whether handlers of invocations and events run with the Authentication of their
	 * caller or publisher in the SecurityContext.
	 */
	private boolean context = true;

	/**
	 * Connections whose router is believed what it discloses of callers and publishers,
	 * their authid and authrole. The router in this application always is.
	 */
	private List<String> trustedConnections = new ArrayList<>();

	public boolean isContext() {
		return this.context;
	}

	public void setContext(boolean context) {
		this.context = context;
	}

	public List<String> getTrustedConnections() {
		return this.trustedConnections;
	}

	public void setTrustedConnections(List<String> trustedConnections) {
		this.trustedConnections = trustedConnections;
	}

}
