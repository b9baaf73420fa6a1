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

package io.github.wampspring.transport.suite;

import java.time.Duration;

import io.github.wampspring.transport.netty.ReactorNettyHandler;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/** The endpoint of a WebFlux application, on Reactor Netty. */
final class WebFluxTestServer extends TestServer {

	private final ReactorNettyHandler endpoint;

	private final LoopResources loops = LoopResources.create("wamp-netty-webflux", 2, true);

	private final DisposableServer server;

	WebFluxTestServer(Setup setup) {
		super(setup);
		this.endpoint = new ReactorNettyHandler(this::accept, setup.serializers(), setup.settings(), setup.guard());
		HttpServer server = HttpServer.create().host("127.0.0.1").port(0).runOn(this.loops);
		String host = setup.host();
		if (host != null) {
			SslProvider.GenericSslContextSpec<?> tls = Http11SslContextSpec.forServer(TestCertificates.keys(host));
			server = server.secure((spec) -> spec.sslContext(tls));
		}
		this.server = server
			.handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.webHandler(this.endpoint).build()))
			.bindNow();
	}

	@Override
	public int port() {
		return this.server.port();
	}

	@Override
	public int channelCount() {
		return this.endpoint.getChannelCount();
	}

	@Override
	public void close() {
		this.endpoint.close();
		this.server.disposeNow();
		this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block();
	}

}
