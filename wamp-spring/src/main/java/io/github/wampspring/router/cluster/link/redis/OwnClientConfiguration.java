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

import java.time.Duration;
import java.util.Optional;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;

import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/**
 * The settings of an application, changed as a link needs them: it never reconnects by
 * itself, since Lettuce would send again what it had queued, and has threads of its own.
 */
final class OwnClientConfiguration implements LettuceClientConfiguration {

	private final LettuceClientConfiguration application;

	private final ClientResources resources;

	private final Duration timeout;

	OwnClientConfiguration(LettuceClientConfiguration application, ClientResources resources, Duration timeout) {
		this.application = application;
		this.resources = resources;
		this.timeout = timeout;
	}

	/**
	 * Threads of its own, and the ways to find a server of the application.
	 * @param application the application's settings
	 * @return the resources
	 */
	static ClientResources resources(LettuceClientConfiguration application) {
		ClientResources.Builder resources = ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2);
		application.getClientResources()
			.ifPresent((shared) -> resources.addressResolverGroup(shared.addressResolverGroup())
				.socketAddressResolver(shared.socketAddressResolver())
				.nettyCustomizer(shared.nettyCustomizer()));
		return resources.build();
	}

	@Override
	public Optional<ClientOptions> getClientOptions() {
		ClientOptions options = this.application.getClientOptions().orElseGet(ClientOptions::create);
		SocketOptions socket = options.getSocketOptions().mutate().connectTimeout(this.timeout).build();
		return Optional.of(options.mutate()
			.autoReconnect(false)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.requestQueueSize(Integer.MAX_VALUE)
			.timeoutOptions(TimeoutOptions.create())
			.socketOptions(socket)
			.build());
	}

	@Override
	public Optional<ClientResources> getClientResources() {
		return Optional.of(this.resources);
	}

	@Override
	public Duration getCommandTimeout() {
		return this.timeout;
	}

	@Override
	public Duration getShutdownTimeout() {
		return Duration.ofSeconds(1);
	}

	@Override
	public Duration getShutdownQuietPeriod() {
		return Duration.ZERO;
	}

	@Override
	public boolean isUseSsl() {
		return this.application.isUseSsl();
	}

	@Override
	@Deprecated
	public boolean isVerifyPeer() {
		return this.application.getVerifyMode() != SslVerifyMode.NONE;
	}

	@Override
	public SslVerifyMode getVerifyMode() {
		return this.application.getVerifyMode();
	}

	@Override
	public boolean isStartTls() {
		return this.application.isStartTls();
	}

	@Override
	public Optional<String> getClientName() {
		return this.application.getClientName();
	}

	@Override
	public Optional<ReadFrom> getReadFrom() {
		return Optional.empty();
	}

	@Override
	public Optional<RedisCredentialsProviderFactory> getRedisCredentialsProviderFactory() {
		return this.application.getRedisCredentialsProviderFactory();
	}

}
