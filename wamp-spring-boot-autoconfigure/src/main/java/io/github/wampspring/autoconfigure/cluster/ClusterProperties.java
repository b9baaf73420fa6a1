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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Properties of a cluster: several instances of the embedded router that share their
 * realms.
 */
@ConfigurationProperties("wamp.router.cluster")
public class ClusterProperties {

	/**
	 * Name of the cluster, which makes the embedded router one of several that share
	 * their realms: up to 128 letters, digits, '.', '_' and '-'. All instances need the
	 * same name, realms, users and permissions. None by default.
	 */
	private String name = "";

	/**
	 * What carries the messages between instances. Derived from the class path and the
	 * configuration by default.
	 */
	private @Nullable Engine engine;

	/**
	 * What people call this instance, of the same characters as the cluster's name. Host
	 * name and process ID by default.
	 */
	private String node = "";

	/**
	 * Secret of the cluster, of 16 characters or more: what instances say to each other
	 * is signed with it. Without it, whoever may publish on the engine can speak as an
	 * instance.
	 */
	private String secret = "";

	/**
	 * Further secrets that are accepted of other instances, so that the secret can be
	 * replaced while instances run.
	 */
	private List<String> acceptedSecrets = new ArrayList<>();

	/**
	 * Secret that IDs of registrations and subscriptions are derived with. Must be the
	 * same on all instances as long as any of them runs. The secret by default.
	 */
	private String idKey = "";

	/**
	 * How often an instance says that it is there.
	 */
	private Duration heartbeat = Duration.ofSeconds(1);

	/**
	 * After which time without a sign of life an instance is gone. At least three times
	 * the heartbeat.
	 */
	private Duration timeout = Duration.ofSeconds(5);

	/**
	 * Whether calls go to callees at the caller's own instance where there are any. By
	 * default all callees of the realm get their turn.
	 */
	private boolean preferLocal;

	/**
	 * How much may wait to be sent to other instances. Beyond that calls to them are
	 * refused, and events for them are dropped.
	 */
	private DataSize queueSize = DataSize.ofMegabytes(16);

	/**
	 * How much that came from other instances may wait to be handled.
	 */
	private DataSize receiveQueueSize = DataSize.ofMegabytes(16);

	/**
	 * After which time without an answer the engine is lost.
	 */
	private Duration engineTimeout = Duration.ofSeconds(5);

	private final Reconnect reconnect = new Reconnect();

	private final Nats nats = new Nats();

	private final Redis redis = new Redis();

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public @Nullable Engine getEngine() {
		return this.engine;
	}

	public void setEngine(@Nullable Engine engine) {
		this.engine = engine;
	}

	public String getNode() {
		return this.node;
	}

	public void setNode(String node) {
		this.node = node;
	}

	public String getSecret() {
		return this.secret;
	}

	public void setSecret(String secret) {
		this.secret = secret;
	}

	public List<String> getAcceptedSecrets() {
		return this.acceptedSecrets;
	}

	public void setAcceptedSecrets(List<String> acceptedSecrets) {
		this.acceptedSecrets = acceptedSecrets;
	}

	public String getIdKey() {
		return this.idKey;
	}

	public void setIdKey(String idKey) {
		this.idKey = idKey;
	}

	public Duration getHeartbeat() {
		return this.heartbeat;
	}

	public void setHeartbeat(Duration heartbeat) {
		this.heartbeat = heartbeat;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public boolean isPreferLocal() {
		return this.preferLocal;
	}

	public void setPreferLocal(boolean preferLocal) {
		this.preferLocal = preferLocal;
	}

	public DataSize getQueueSize() {
		return this.queueSize;
	}

	public void setQueueSize(DataSize queueSize) {
		this.queueSize = queueSize;
	}

	public DataSize getReceiveQueueSize() {
		return this.receiveQueueSize;
	}

	public void setReceiveQueueSize(DataSize receiveQueueSize) {
		this.receiveQueueSize = receiveQueueSize;
	}

	public Duration getEngineTimeout() {
		return this.engineTimeout;
	}

	public void setEngineTimeout(Duration engineTimeout) {
		this.engineTimeout = engineTimeout;
	}

	public Reconnect getReconnect() {
		return this.reconnect;
	}

	public Nats getNats() {
		return this.nats;
	}

	public Redis getRedis() {
		return this.redis;
	}

	/**
	 * What carries the messages between instances.
	 */
	public enum Engine {

		/** NATS, without JetStream. */
		NATS,

		/** Redis or Valkey, by publish and subscribe. */
		REDIS

	}

	/**
	 * How the engine is tried again.
	 */
	public static class Reconnect {

		/**
		 * How long to wait after the first attempt to reach the engine that failed; twice
		 * as long after each further one.
		 */
		private Duration initialInterval = Duration.ofMillis(100);

		/**
		 * How long to wait at the most.
		 */
		private Duration maxInterval = Duration.ofSeconds(10);

		public Duration getInitialInterval() {
			return this.initialInterval;
		}

		public void setInitialInterval(Duration initialInterval) {
			this.initialInterval = initialInterval;
		}

		public Duration getMaxInterval() {
			return this.maxInterval;
		}

		public void setMaxInterval(Duration maxInterval) {
			this.maxInterval = maxInterval;
		}

	}

	/**
	 * Where NATS is, and who connects.
	 */
	public static class Nats {

		/**
		 * URLs of NATS servers, tried one after the other. nats://localhost:4222 by
		 * default.
		 */
		private List<String> servers = new ArrayList<>();

		/**
		 * User at the NATS server.
		 */
		private @Nullable String username;

		/**
		 * Password of the user.
		 */
		private @Nullable String password;

		/**
		 * Token, instead of user and password.
		 */
		private @Nullable String token;

		/**
		 * File with a JWT and the seed of an NKey, as the nsc tool writes it, instead of
		 * user and password. Read at each connect. Needs Bouncy Castle, which jnats
		 * brings along.
		 */
		private @Nullable Path credentialsFile;

		private final Ssl ssl = new Ssl();

		public List<String> getServers() {
			return this.servers;
		}

		public void setServers(List<String> servers) {
			this.servers = servers;
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

		public @Nullable String getToken() {
			return this.token;
		}

		public void setToken(@Nullable String token) {
			this.token = token;
		}

		public @Nullable Path getCredentialsFile() {
			return this.credentialsFile;
		}

		public void setCredentialsFile(@Nullable Path credentialsFile) {
			this.credentialsFile = credentialsFile;
		}

		public Ssl getSsl() {
			return this.ssl;
		}

		/**
		 * How TLS is done.
		 */
		public static class Ssl {

			/**
			 * Name of the SSL bundle with keys and trust, which makes connections to NATS
			 * secure. Those of the JVM by default, where a URL begins with tls://.
			 */
			private @Nullable String bundle;

			/**
			 * Whether the server's certificate must be for the host of the URL.
			 */
			private boolean verifyHostname = true;

			public @Nullable String getBundle() {
				return this.bundle;
			}

			public void setBundle(@Nullable String bundle) {
				this.bundle = bundle;
			}

			public boolean isVerifyHostname() {
				return this.verifyHostname;
			}

			public void setVerifyHostname(boolean verifyHostname) {
				this.verifyHostname = verifyHostname;
			}

		}

	}

	/**
	 * Which Redis it is. Where it is and how to connect is told by spring.data.redis.
	 */
	public static class Redis {

		/**
		 * Name of the bean of type RedisConnectionFactory whose settings are taken, where
		 * there are several. The link has connections of its own.
		 */
		private @Nullable String connectionFactory;

		public @Nullable String getConnectionFactory() {
			return this.connectionFactory;
		}

		public void setConnectionFactory(@Nullable String connectionFactory) {
			this.connectionFactory = connectionFactory;
		}

	}

}
