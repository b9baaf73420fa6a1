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

package io.github.wampspring.router.cluster.link.nats;

import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;

import io.github.wampspring.router.cluster.link.EngineConnection;
import io.github.wampspring.router.cluster.link.EngineEvents;
import io.github.wampspring.router.cluster.link.EngineLink;
import io.github.wampspring.router.cluster.link.EngineLostException;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.NodeId;
import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

/**
 * A link over NATS: core NATS on one connection, no JetStream. A node subscribes to a
 * subject of its own, one for all, and one by which the server tells of frames without a
 * receiver. With permissions, it needs to publish and subscribe below
 * {@code wamp.<cluster>.}, with {@code =} for each dot in the cluster's name.
 */
public final class NatsLink extends EngineLink {

	private final NatsSettings nats;

	/** What the server allows, once it is known. */
	private volatile int maxPayload = Integer.MAX_VALUE;

	/**
	 * Creates a link, which is not started.
	 * @param nats where NATS is
	 * @param settings limits and times
	 */
	public NatsLink(NatsSettings nats, LinkSettings settings) {
		super(settings);
		this.nats = nats;
	}

	/**
	 * What the settings say, or the server's {@code max_payload} where that is less.
	 */
	@Override
	public int maxFrame() {
		return Math.min(super.maxFrame(), this.maxPayload);
	}

	@Override
	protected EngineConnection connect(String cluster, NodeId self, EngineEvents events) throws Exception {
		NatsConnector connector = new NatsConnector(new NatsSubjects(cluster, self), events, settings());
		EngineConnection connection = connector.connect(options());
		long max = connector.maxPayload();
		if (max < LinkSettings.MIN_FRAME) {
			connection.close();
			throw new EngineLostException("The NATS server takes messages of " + max + " bytes only, and "
					+ LinkSettings.MIN_FRAME + " are needed: see its setting max_payload");
		}
		this.maxPayload = (int) Math.min(Integer.MAX_VALUE, max);
		return connection;
	}

	private Options.Builder options() throws GeneralSecurityException {
		Options.Builder options = new Options.Builder();
		this.nats.customizer().accept(options);
		options.servers(this.nats.servers().toArray(new String[0]));
		if (this.nats.user() != null && this.nats.password() != null) {
			options.userInfo(this.nats.user(), this.nats.password());
		}
		if (this.nats.token() != null) {
			options.token(this.nats.token().toCharArray());
		}
		SSLContext context = context();
		if (context != null) {
			// the name must stay, to be compared with the certificate
			options.sslContext(this.nats.verifyHostname() ? new HostnameVerifyingSslContext(context) : context)
				.hostnameResolveMode(Options.HostnameResolveMode.HappyEyeballs);
		}
		return options;
	}

	private @Nullable SSLContext context() throws GeneralSecurityException {
		if (this.nats.sslContext() != null) {
			return this.nats.sslContext().get();
		}
		boolean secure = this.nats.servers().stream().anyMatch((server) -> server.startsWith("tls://"));
		return secure ? SSLContext.getDefault() : null;
	}

}
