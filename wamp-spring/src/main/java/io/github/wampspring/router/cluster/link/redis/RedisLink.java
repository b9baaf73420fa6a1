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

package io.github.wampspring.router.cluster.link.redis;

import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.router.cluster.link.EngineConnection;
import io.github.wampspring.router.cluster.link.EngineEvents;
import io.github.wampspring.router.cluster.link.EngineLink;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A link over Redis or Valkey: publish and subscribe on two connections of its own, with
 * Lettuce. A node subscribes to a channel of its own and to one for all. With ACLs, it
 * needs the channels that begin with {@code wamp:<cluster>:} and the commands
 * {@code PUBLISH}, {@code SUBSCRIBE}, {@code PING}, {@code HELLO} and {@code CLIENT}.
 * <p>
 * With Redis Cluster, it connects to one of the nodes, which pass messages on to each
 * other. They count the receivers of their own only, so that a node that is not there is
 * not told of.
 */
public final class RedisLink extends EngineLink {

	private final List<RedisConfiguration> servers;

	private final LettuceClientConfiguration client;

	private final boolean hints;

	private int next;

	/**
	 * Creates a link, which is not started, with the settings of an application.
	 * @param factory what the application makes its connections with. Its settings are
	 * taken; it need not be started, and its connections are not used
	 * @param settings limits and times
	 * @throws IllegalArgumentException if it is not Lettuce's
	 */
	public RedisLink(RedisConnectionFactory factory, LinkSettings settings) {
		this(configuration(lettuce(factory)), lettuce(factory).getClientConfiguration(), settings);
	}

	/**
	 * Creates a link, which is not started.
	 * @param configuration where Redis is: standalone, socket, Sentinel or cluster
	 * @param client how Lettuce connects
	 * @param settings limits and times
	 * @throws IllegalArgumentException if it is another kind of configuration
	 */
	public RedisLink(RedisConfiguration configuration, LettuceClientConfiguration client, LinkSettings settings) {
		super(settings);
		this.servers = servers(configuration);
		this.client = client;
		this.hints = !(configuration instanceof RedisClusterConfiguration);
	}

	private static LettuceConnectionFactory lettuce(RedisConnectionFactory factory) {
		if (factory instanceof LettuceConnectionFactory lettuce) {
			return lettuce;
		}
		throw new IllegalArgumentException("A link over Redis needs connections by Lettuce, and the application has a "
				+ factory.getClass().getSimpleName()
				+ ": set spring.data.redis.client-type to lettuce, or give the link a configuration of its own");
	}

	private static RedisConfiguration configuration(LettuceConnectionFactory factory) {
		for (@Nullable
		RedisConfiguration configuration : new @Nullable RedisConfiguration[] { factory.getClusterConfiguration(),
				factory.getSentinelConfiguration(), factory.getSocketConfiguration() }) {
			if (configuration != null) {
				return configuration;
			}
		}
		return factory.getStandaloneConfiguration();
	}

	private static List<RedisConfiguration> servers(RedisConfiguration configuration) {
		if (configuration instanceof RedisStandaloneConfiguration || configuration instanceof RedisSocketConfiguration
				|| configuration instanceof RedisSentinelConfiguration) {
			return List.of(configuration);
		}
		if (configuration instanceof RedisClusterConfiguration cluster) {
			List<RedisConfiguration> servers = new ArrayList<>();
			for (RedisNode node : cluster.getClusterNodes()) {
				RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(String.valueOf(node.getHost()),
						node.getRequiredPort());
				server.setUsername(cluster.getUsername());
				server.setPassword(cluster.getPassword());
				servers.add(server);
			}
			if (!servers.isEmpty()) {
				return servers;
			}
		}
		throw new IllegalArgumentException(
				"A link over Redis needs a standalone server, a socket, Sentinel or a cluster" + " with nodes, not a "
						+ configuration.getClass().getSimpleName()
						+ ": messages that are published to a replica do not come to its primary");
	}

	@Override
	protected EngineConnection connect(String cluster, NodeId self, EngineEvents events) throws Exception {
		// each attempt tries the next node
		RedisConfiguration server = this.servers.get(this.next++ % this.servers.size());
		RedisConnector connector = new RedisConnector(new RedisChannels(cluster, self), events, settings(), this.hints);
		try {
			return connector.connect(server, this.client);
		}
		catch (Exception ex) {
			connector.close();
			throw ex;
		}
	}

}
