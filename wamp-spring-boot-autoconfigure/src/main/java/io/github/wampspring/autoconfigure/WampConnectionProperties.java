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

package io.github.wampspring.autoconfigure;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.ChannelBinding;
import io.github.wampspring.CancelMode;
import io.github.wampspring.autoconfigure.common.HeartbeatProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Properties of one connection.
 */
public class WampConnectionProperties {

	/**
	 * URL of the router, where there is only one: short for urls, which goes first.
	 */
	private @Nullable URI url;

	/**
	 * URLs of the router, such as ws://localhost:8080/ws. Of several URLs one is tried
	 * after the other. Without a URL the embedded router is joined where it is enabled,
	 * else the one at ws://localhost:8080/ws.
	 */
	private List<URI> urls = new ArrayList<>();

	/**
	 * Realm to join.
	 */
	private String realm = "realm1";

	/**
	 * What opens the WebSocket. Netty where io.netty:netty-codec-http is on the class
	 * path, else Tomcat's client, unless this says otherwise.
	 */
	private Transport transport = Transport.AUTO;

	/**
	 * Serializers offered to the router, the preferred one first.
	 */
	private List<SerializerType> serializers = new ArrayList<>(List.of(SerializerType.values()));

	/**
	 * HTTP headers of the request that opens the WebSocket, such as cookies.
	 */
	private Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * How long each step of connecting may take: connecting, the handshakes of TLS and
	 * WebSocket, and the router's answer to HELLO.
	 */
	private Duration connectTimeout = Duration.ofSeconds(10);

	/**
	 * How long an operation waits for a joined session where there is none. With
	 * fail-fast also how long the start waits.
	 */
	private Duration joinTimeout = Duration.ofSeconds(10);

	/**
	 * How long a call or an acknowledged publication waits for its answer. Zero for no
	 * limit.
	 */
	private Duration callTimeout = Duration.ofSeconds(30);

	/**
	 * Size of the largest message, sent or received. A larger one fails the operation
	 * that it belongs to.
	 */
	private DataSize maxMessageSize = DataSize.ofMegabytes(16);

	/**
	 * How much may wait to be sent. Operations wait for room beyond that.
	 */
	private DataSize sendQueueSize = DataSize.ofMegabytes(16);

	/**
	 * How long the router may refuse to read, before the connection counts as broken.
	 */
	private Duration sendTimeout = Duration.ofSeconds(10);

	/**
	 * How long running handlers may take to end when the application stops. Taking back
	 * registrations and the GOODBYE may take two seconds more each, and
	 * spring.lifecycle.timeout-per-shutdown-phase ends it all.
	 */
	private Duration shutdownTimeout = Duration.ofSeconds(20);

	/**
	 * What the router does with cancelled calls.
	 */
	private CancelMode cancelMode = CancelMode.KILLNOWAIT;

	/**
	 * Whether a registration that comes back after a reconnect replaces the one of that
	 * URI, which may be of the lost session.
	 */
	private boolean forceReregister;

	/**
	 * Whether what the router has revoked is asked for again in the same session, after
	 * pauses that grow from half a second to 30. Otherwise it comes back in the next one.
	 */
	private boolean returnAfterRevocation;

	/**
	 * How long a session that has lost its connection is being resumed, where the router
	 * can do that and keeps it that long. Zero to join anew at once.
	 */
	private Duration resumeWithin = Duration.ofSeconds(30);

	/**
	 * Whether the connection is started with the application.
	 */
	private boolean autoStartup = true;

	/**
	 * Whether the start fails when no session can be joined in time, or the router
	 * refuses a registration or subscription.
	 */
	private boolean failFast;

	private final Auth auth = new Auth();

	private final Reconnect reconnect = new Reconnect();

	@NestedConfigurationProperty
	private final HeartbeatProperties heartbeat = new HeartbeatProperties();

	private final Ssl ssl = new Ssl();

	private final Publisher publisher = new Publisher();

	/**
	 * What is encrypted from end to end. For each URI the first entry that matches
	 * counts, after the beans of type PayloadCipher.
	 */
	private List<EncryptionProperties> encryption = new ArrayList<>();

	public List<EncryptionProperties> getEncryption() {
		return this.encryption;
	}

	public void setEncryption(List<EncryptionProperties> encryption) {
		this.encryption = encryption;
	}

	public @Nullable URI getUrl() {
		return this.url;
	}

	public void setUrl(@Nullable URI url) {
		this.url = url;
	}

	public List<URI> getUrls() {
		return this.urls;
	}

	public void setUrls(List<URI> urls) {
		this.urls = urls;
	}

	public String getRealm() {
		return this.realm;
	}

	public void setRealm(String realm) {
		this.realm = realm;
	}

	public Transport getTransport() {
		return this.transport;
	}

	public void setTransport(Transport transport) {
		this.transport = transport;
	}

	public List<SerializerType> getSerializers() {
		return this.serializers;
	}

	public void setSerializers(List<SerializerType> serializers) {
		this.serializers = serializers;
	}

	public Map<String, String> getHeaders() {
		return this.headers;
	}

	public void setHeaders(Map<String, String> headers) {
		this.headers = headers;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public Duration getJoinTimeout() {
		return this.joinTimeout;
	}

	public void setJoinTimeout(Duration joinTimeout) {
		this.joinTimeout = joinTimeout;
	}

	public Duration getCallTimeout() {
		return this.callTimeout;
	}

	public void setCallTimeout(Duration callTimeout) {
		this.callTimeout = callTimeout;
	}

	public DataSize getMaxMessageSize() {
		return this.maxMessageSize;
	}

	public void setMaxMessageSize(DataSize maxMessageSize) {
		this.maxMessageSize = maxMessageSize;
	}

	public DataSize getSendQueueSize() {
		return this.sendQueueSize;
	}

	public void setSendQueueSize(DataSize sendQueueSize) {
		this.sendQueueSize = sendQueueSize;
	}

	public Duration getSendTimeout() {
		return this.sendTimeout;
	}

	public void setSendTimeout(Duration sendTimeout) {
		this.sendTimeout = sendTimeout;
	}

	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.shutdownTimeout = shutdownTimeout;
	}

	public CancelMode getCancelMode() {
		return this.cancelMode;
	}

	public void setCancelMode(CancelMode cancelMode) {
		this.cancelMode = cancelMode;
	}

	public boolean isForceReregister() {
		return this.forceReregister;
	}

	public void setForceReregister(boolean forceReregister) {
		this.forceReregister = forceReregister;
	}

	public Duration getResumeWithin() {
		return this.resumeWithin;
	}

	public void setResumeWithin(Duration resumeWithin) {
		this.resumeWithin = resumeWithin;
	}

	public boolean isReturnAfterRevocation() {
		return this.returnAfterRevocation;
	}

	public void setReturnAfterRevocation(boolean returnAfterRevocation) {
		this.returnAfterRevocation = returnAfterRevocation;
	}

	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	public void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	public boolean isFailFast() {
		return this.failFast;
	}

	public void setFailFast(boolean failFast) {
		this.failFast = failFast;
	}

	public Auth getAuth() {
		return this.auth;
	}

	public Reconnect getReconnect() {
		return this.reconnect;
	}

	public HeartbeatProperties getHeartbeat() {
		return this.heartbeat;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	public Publisher getPublisher() {
		return this.publisher;
	}

	/**
	 * How the client proves who it is.
	 */
	public static class Auth {

		/**
		 * The authid, the name that the router knows this client by.
		 */
		private @Nullable String authid;

		/**
		 * Ticket, for authentication by ticket.
		 */
		private @Nullable String ticket;

		/**
		 * Registration of the OAuth 2.0 client whose access token is the ticket. The
		 * authid is that of the properties, else the registration's name.
		 */
		private @Nullable String oauth2Registration;

		/**
		 * Secret, for WAMP-CRA (wampcra) and WAMP-SCRAM (wamp-scram, scram). It is not
		 * sent to the router.
		 */
		private @Nullable String secret;

		/**
		 * Methods that are offered to the router, in this order. By default those that
		 * there is something for: cryptosign for a key, wampcra for a secret, ticket for
		 * a ticket.
		 */
		private List<AuthMethod> methods = new ArrayList<>();

		/**
		 * Ed25519 key, for cryptosign: 64 hexadecimal digits. The authid may be left out.
		 */
		private @Nullable String privateKey;

		/**
		 * File with the Ed25519 key: one of OpenSSH without a passphrase, or with
		 * hexadecimal digits.
		 */
		private @Nullable Path privateKeyFile;

		/**
		 * Ed25519 key that the router must show that it has, for cryptosign. By default
		 * it need not.
		 */
		private @Nullable String routerKey;

		/**
		 * What binds the authentication by cryptosign or wamp-scram to the TLS
		 * connection: tls-exporter (TLS 1.3, JDK 25), tls-unique (TLS 1.2, Bouncy
		 * Castle), for wamp-scram also tls-server-end-point. Without it, the client does
		 * not join. None by default.
		 */
		private @Nullable ChannelBinding channelBinding;

		public @Nullable String getAuthid() {
			return this.authid;
		}

		public void setAuthid(@Nullable String authid) {
			this.authid = authid;
		}

		public @Nullable String getTicket() {
			return this.ticket;
		}

		public void setTicket(@Nullable String ticket) {
			this.ticket = ticket;
		}

		public @Nullable String getOauth2Registration() {
			return this.oauth2Registration;
		}

		public void setOauth2Registration(@Nullable String oauth2Registration) {
			this.oauth2Registration = oauth2Registration;
		}

		public @Nullable String getSecret() {
			return this.secret;
		}

		public void setSecret(@Nullable String secret) {
			this.secret = secret;
		}

		public @Nullable String getPrivateKey() {
			return this.privateKey;
		}

		public void setPrivateKey(@Nullable String privateKey) {
			this.privateKey = privateKey;
		}

		public @Nullable Path getPrivateKeyFile() {
			return this.privateKeyFile;
		}

		public void setPrivateKeyFile(@Nullable Path privateKeyFile) {
			this.privateKeyFile = privateKeyFile;
		}

		public @Nullable String getRouterKey() {
			return this.routerKey;
		}

		public void setRouterKey(@Nullable String routerKey) {
			this.routerKey = routerKey;
		}

		public @Nullable ChannelBinding getChannelBinding() {
			return this.channelBinding;
		}

		public void setChannelBinding(@Nullable ChannelBinding channelBinding) {
			this.channelBinding = channelBinding;
		}

		public List<AuthMethod> getMethods() {
			return this.methods;
		}

		public void setMethods(List<AuthMethod> methods) {
			this.methods = methods;
		}

	}

	/**
	 * How a lost session comes back.
	 */
	public static class Reconnect {

		/**
		 * How long to wait before the first attempt to reconnect.
		 */
		private Duration initialInterval = Duration.ofSeconds(1);

		/**
		 * What the interval is multiplied by after each attempt.
		 */
		private double multiplier = 2;

		/**
		 * Upper limit of the interval.
		 */
		private Duration maxInterval = Duration.ofSeconds(30);

		/**
		 * How much the initial interval is randomly made longer or shorter, at the most;
		 * longer intervals in proportion. Never shorter than the initial interval, nor
		 * longer than the upper limit. Half of the initial interval by default.
		 */
		private @Nullable Duration jitter;

		/**
		 * How many rounds over all URLs to make after the first one before giving up.
		 * Counted anew after each session. Unlimited by default.
		 */
		private @Nullable Long maxRetries;

		/**
		 * Upper limit of the interval while every router refuses the session, such as for
		 * a wrong secret.
		 */
		private Duration maxRefusedInterval = Duration.ofMinutes(5);

		/**
		 * After how many rounds in which every router refused the session for good, such
		 * as for a wrong realm, to give up. Only as long as there was no session. Wrong
		 * secrets do not count.
		 */
		private int maxRefusals = 5;

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

		public @Nullable Duration getJitter() {
			return this.jitter;
		}

		public void setJitter(@Nullable Duration jitter) {
			this.jitter = jitter;
		}

		public @Nullable Long getMaxRetries() {
			return this.maxRetries;
		}

		public void setMaxRetries(@Nullable Long maxRetries) {
			this.maxRetries = maxRetries;
		}

		public Duration getMaxRefusedInterval() {
			return this.maxRefusedInterval;
		}

		public void setMaxRefusedInterval(Duration maxRefusedInterval) {
			this.maxRefusedInterval = maxRefusedInterval;
		}

		public int getMaxRefusals() {
			return this.maxRefusals;
		}

		public void setMaxRefusals(int maxRefusals) {
			this.maxRefusals = maxRefusals;
		}

	}

	/**
	 * How TLS is done.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle to use for wss.
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

	/**
	 * What holds for publications that do not say it themselves.
	 */
	public static class Publisher {

		/**
		 * Whether the application does not get the events that it publishes itself, as is
		 * the default in WAMP. All beans that use a connection share its session.
		 */
		private boolean excludeMe = true;

		public boolean isExcludeMe() {
			return this.excludeMe;
		}

		public void setExcludeMe(boolean excludeMe) {
			this.excludeMe = excludeMe;
		}

	}

	/**
	 * What opens WebSockets.
	 */
	public enum Transport {

		/** Netty where it is on the class path, else Tomcat. */
		AUTO,

		/** Netty. */
		NETTY,

		/** Tomcat's WebSocket client. */
		TOMCAT

	}

	/**
	 * The serializers.
	 */
	public enum SerializerType {

		/** JSON. */
		JSON,

		/** MessagePack. */
		MSGPACK,

		/** CBOR. */
		CBOR

	}

}
