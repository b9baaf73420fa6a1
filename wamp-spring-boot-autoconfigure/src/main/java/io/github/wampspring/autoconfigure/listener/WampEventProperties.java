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
package io.github.wampspring.autoconfigure.listener;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the handling of events, in annotated methods and in handlers subscribed
 * by a template. A subscription that names an error policy of its own goes by that.
 */
@ConfigurationProperties("wamp.listener.events")
public class WampEventProperties {

	/**
	 * The topic that events are published to whose handling failed in all attempts. None
	 * by default.
	 */
	private @Nullable String deadLetterTopic;

	private final Retry retry = new Retry();

	public @Nullable String getDeadLetterTopic() {
		return this.deadLetterTopic;
	}

	public void setDeadLetterTopic(@Nullable String deadLetterTopic) {
		this.deadLetterTopic = deadLetterTopic;
	}

	public Retry getRetry() {
		return this.retry;
	}

	/**
	 * When the handling of an event is tried again.
	 */
	public static class Retry {

		/**
		 * Whether an event whose handling failed is tried again. The next events of its
		 * subscription wait meanwhile.
		 */
		private boolean enabled;

		/**
		 * How often an event is tried again, at the most.
		 */
		private long maxRetries = 3;

		/**
		 * How long to wait before the first retry.
		 */
		private Duration initialInterval = Duration.ofSeconds(1);

		/**
		 * What the interval is multiplied by after each retry.
		 */
		private double multiplier = 2;

		/**
		 * Upper limit of the interval.
		 */
		private Duration maxInterval = Duration.ofSeconds(10);

		/**
		 * How much an interval is randomly made longer or shorter, at the most.
		 */
		private Duration jitter = Duration.ZERO;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public long getMaxRetries() {
			return this.maxRetries;
		}

		public void setMaxRetries(long maxRetries) {
			this.maxRetries = maxRetries;
		}

		public Duration getInitialInterval() {
			return this.initialInterval;
		}

		public void setInitialInterval(Duration initialInterval) {
			this.initialInterval = initialInterval;
		}

		public double getMultiplier() {
			return this.multiplier;
		}

		public void setMultiplier(double multiplier) {
			this.multiplier = multiplier;
		}

		public Duration getMaxInterval() {
			return this.maxInterval;
		}

		public void setMaxInterval(Duration maxInterval) {
			this.maxInterval = maxInterval;
		}

		public Duration getJitter() {
			return this.jitter;
		}

		public void setJitter(Duration jitter) {
			this.jitter = jitter;
		}

	}

}
