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

import java.time.Duration;
import java.util.function.Supplier;

import io.github.wampspring.router.cluster.link.ClusterLink;

/**
 * How a router is one of several that share their realms.
 *
 * @param name the cluster's name: up to 128 letters, digits and {@code . _ -}
 * @param node what people call this instance, of the same characters. Instances may have
 * the same name
 * @param links makes the link to the other instances, one for each start of the router;
 * the router starts and closes it
 * @param secret what IDs of registrations and subscriptions are derived with, so that
 * nobody can choose them: the same on all instances; may be empty
 * @param heartbeat how often an instance says that it is there
 * @param timeout after which time without a sign of life an instance is gone. Several
 * times the heartbeat
 * @param preferLocal whether calls go to callees of the caller's own instance where there
 * are any; else all callees of the realm get their turn
 */
public record ClusterSettings(String name, String node, Supplier<ClusterLink> links, String secret, Duration heartbeat,
		Duration timeout, boolean preferLocal) {

	/** How often an instance says that it is there, if nothing else is set. */
	public static final Duration HEARTBEAT = Duration.ofSeconds(1);

	/** After which time an instance is gone, if nothing else is set. */
	public static final Duration TIMEOUT = Duration.ofSeconds(5);

	public ClusterSettings {
		if (heartbeat.toMillis() < 1) {
			throw new IllegalArgumentException("The heartbeat of a cluster must be at least a millisecond");
		}
		if (timeout.compareTo(heartbeat.multipliedBy(3)) < 0) {
			throw new IllegalArgumentException("The timeout of a cluster must be at least three times its heartbeat of "
					+ heartbeat.toMillis() + " ms, so that an instance is not gone as soon as a heartbeat is late");
		}
	}

	/**
	 * The settings that fit most: without a secret, a heartbeat each second, a timeout of
	 * five, no preference for callees of the same instance.
	 * @param name the cluster's name
	 * @param node what people call this instance
	 * @param links makes the link to the other instances
	 */
	public ClusterSettings(String name, String node, Supplier<ClusterLink> links) {
		this(name, node, links, "", HEARTBEAT, TIMEOUT, false);
	}

	/**
	 * Without the secret.
	 */
	@Override
	public String toString() {
		return "ClusterSettings[" + this.name + ", node " + this.node + "]";
	}

}
