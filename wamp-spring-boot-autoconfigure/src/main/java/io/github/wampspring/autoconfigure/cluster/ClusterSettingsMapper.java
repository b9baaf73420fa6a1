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

package io.github.wampspring.autoconfigure.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.router.ClusterSettings;
import io.github.wampspring.router.cluster.link.ClusterLinkFactory;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.PartedLink;
import io.github.wampspring.router.cluster.link.SignedLink;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * From the properties of a cluster to its settings.
 *
 * @param properties the properties
 * @param maxMessageSize the largest message of the router
 */
record ClusterSettingsMapper(ClusterProperties properties, DataSize maxMessageSize) {

	private static final Log logger = LogFactory.getLog(ClusterSettingsMapper.class);

	private static final PropertyRules RULES = new PropertyRules("wamp.router.cluster");

	/** What instances add to a client's message, such as who it comes from. */
	private static final int OVERHEAD = 64 * 1024;

	ClusterSettings map(ClusterLinkFactory factory, Environment environment) {
		ClusterProperties properties = this.properties;
		String name = NodeName.check("name", properties.getName());
		String node = NodeName.of(properties.getNode(), environment);
		Duration heartbeat = RULES.positive("heartbeat", properties.getHeartbeat());
		Duration timeout = RULES.positive("timeout", properties.getTimeout());
		if (timeout.compareTo(heartbeat.multipliedBy(3)) < 0) {
			boolean set = !timeout.equals(ClusterSettings.TIMEOUT);
			throw RULES.invalid(set ? "timeout" : "heartbeat", set ? timeout : heartbeat,
					"wamp.router.cluster.timeout must be at least three times wamp.router.cluster.heartbeat, "
							+ heartbeat.toMillis()
							+ " ms, so that an instance is not gone as soon as a heartbeat is late");
		}
		LinkSettings settings = settings();
		List<String> secrets = secrets(name);
		int max = (int) Math.min(Integer.MAX_VALUE, this.maxMessageSize.toBytes() + OVERHEAD);
		return new ClusterSettings(name, node,
				() -> new PartedLink(new SignedLink(factory.create(settings), secrets), max), idKey(), heartbeat,
				timeout, properties.isPreferLocal());
	}

	private LinkSettings settings() {
		LinkSettings defaults = LinkSettings.defaults();
		ClusterProperties.Reconnect reconnect = this.properties.getReconnect();
		Duration min = RULES.positive("reconnect.initial-interval", reconnect.getInitialInterval());
		Duration max = RULES.positive("reconnect.max-interval", reconnect.getMaxInterval());
		if (max.compareTo(min) < 0) {
			boolean set = !max.equals(defaults.maxBackoff());
			throw RULES.invalid("reconnect." + (set ? "max-interval" : "initial-interval"), set ? max : min,
					"wamp.router.cluster.reconnect.max-interval must not be shorter than wamp.router.cluster.reconnect.initial-interval, "
							+ min.toMillis() + " ms");
		}
		return defaults.withQueue(defaults.queueFrames(), queue("queue-size", this.properties.getQueueSize(), defaults))
			.withReceiveQueue(defaults.receiveFrames(),
					queue("receive-queue-size", this.properties.getReceiveQueueSize(), defaults))
			.withTimeout(RULES.positive("engine-timeout", this.properties.getEngineTimeout()))
			.withBackoff(min, max);
	}

	private static long queue(String property, DataSize size, LinkSettings settings) {
		if (size.toBytes() < settings.maxFrame()) {
			throw RULES.invalid(property, size, "it must be at least " + settings.maxFrame() / 1024 + "KB");
		}
		return size.toBytes();
	}

	private List<String> secrets(String cluster) {
		List<String> secrets = new ArrayList<>();
		String secret = this.properties.getSecret();
		List<String> accepted = this.properties.getAcceptedSecrets();
		if (StringUtils.hasText(secret)) {
			secrets.add(checkSecret("secret", secret));
		}
		else if (!accepted.isEmpty()) {
			throw RULES.invalidSecret("secret",
					"there are wamp.router.cluster.accepted-secrets, and none to sign with");
		}
		else {
			logger.warn("The cluster '" + cluster + "' has no secret: whoever may publish on its engine can call"
					+ " procedures, publish events and end sessions as any user, in all realms. Set"
					+ " wamp.router.cluster.secret, the same for all instances");
		}
		for (int i = 0; i < accepted.size(); i++) {
			secrets.add(checkSecret("accepted-secrets[" + i + "]", accepted.get(i)));
		}
		return secrets;
	}

	private String idKey() {
		String key = this.properties.getIdKey();
		return StringUtils.hasText(key) ? checkSecret("id-key", key) : this.properties.getSecret();
	}

	private static String checkSecret(String property, String secret) {
		if (secret.length() < SignedLink.MIN_SECRET) {
			throw RULES.invalidSecret(property, "it must have at least " + SignedLink.MIN_SECRET + " characters");
		}
		return secret;
	}

}
