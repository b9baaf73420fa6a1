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

package io.github.wampspring.autoconfigure.observation;

import java.util.EnumSet;
import java.util.Set;

import io.github.wampspring.observation.TracePropagation;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of what can be observed.
 */
@ConfigurationProperties("wamp.observation")
public class WampObservationProperties {

	/**
	 * Whether calls, invocations, publications and events are observed, where there is an
	 * ObservationRegistry.
	 */
	private boolean enabled = true;

	/**
	 * Whether the embedded router observes what sessions ask it for, and has spans of its
	 * own in their traces.
	 */
	private boolean router;

	/**
	 * How traces travel with messages: "attributes" for the embedded router,
	 * "transaction-hash" for Crossbar.io, "keyword-arguments" for all, or nothing. Each
	 * way that is named is written and read.
	 */
	private Set<TracePropagation> propagation = EnumSet.of(TracePropagation.ATTRIBUTES);

	/**
	 * How many different URIs that the application calls and publishes to, or that
	 * sessions of the router register, may be values of a metric's tag. All others are
	 * "other".
	 */
	private int maxUris = 100;

	/**
	 * Whether the log's diagnostic context (MDC) has wamp.session, wamp.uri and
	 * wamp.caller while a handler has its thread.
	 */
	private boolean mdc;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isRouter() {
		return this.router;
	}

	public void setRouter(boolean router) {
		this.router = router;
	}

	public Set<TracePropagation> getPropagation() {
		return this.propagation;
	}

	public void setPropagation(Set<TracePropagation> propagation) {
		this.propagation = propagation;
	}

	public int getMaxUris() {
		return this.maxUris;
	}

	public void setMaxUris(int maxUris) {
		this.maxUris = maxUris;
	}

	public boolean isMdc() {
		return this.mdc;
	}

	public void setMdc(boolean mdc) {
		this.mdc = mdc;
	}

}
