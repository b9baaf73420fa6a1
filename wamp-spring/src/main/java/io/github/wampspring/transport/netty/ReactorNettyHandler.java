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

package io.github.wampspring.transport.netty;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.HandshakeCookies;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.RemoteAddress;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * The server's side of WAMP over WebSocket in a WebFlux application on Reactor Netty. The
 * handshake is an HTTP request as any other: filters see it. Then the connection is taken
 * over from Reactor Netty, and served as those of {@link NettyWebSocketServer} are.
 */
public final class ReactorNettyHandler implements WebHandler, AutoCloseable {

	private final ChannelAcceptor acceptor;

	private final List<WampSerializer> serializers;

	private final ChannelGroup group;

	private final HandshakeGuard guard;

	/**
	 * Creates a handler.
	 * @param acceptor gets each new channel
	 * @param serializers what is spoken; the client's order decides
	 * @param limits of the channels
	 * @param guard who may come
	 */
	public ReactorNettyHandler(ChannelAcceptor acceptor, List<WampSerializer> serializers, ChannelSettings limits,
			HandshakeGuard guard) {
		this.acceptor = acceptor;
		this.serializers = List.copyOf(serializers);
		this.group = new ChannelGroup("wamp-server", limits);
		this.guard = guard;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		HttpHeaders headers = request.getHeaders();
		if (!isWebSocket(request)) {
			HttpHeaders answer = exchange.getResponse().getHeaders();
			answer.setUpgrade("websocket");
			answer.set("Sec-WebSocket-Version", WebSocketOpening.VERSION);
			return refuse(exchange, HttpStatus.UPGRADE_REQUIRED, "WAMP is spoken here, over WebSocket.");
		}
		if (!WebSocketOpening.isKey(headers.getFirst("Sec-WebSocket-Key"))) {
			return refuse(exchange, HttpStatus.BAD_REQUEST, "Sec-WebSocket-Key is not valid.");
		}
		if (!this.guard.permits(request.getURI(), headers, request.getRemoteAddress())) {
			return refuse(exchange, HttpStatus.FORBIDDEN, "Not permitted.");
		}
		if (!(ServerHttpResponseDecorator
			.getNativeResponse(exchange.getResponse()) instanceof HttpServerResponse response)) {
			return refuse(exchange, HttpStatus.NOT_IMPLEMENTED, "WAMP is spoken here only on Reactor Netty.");
		}
		return exchange.getPrincipal()
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((principal) -> exchange.getResponse()
				.setComplete()
				.then(open(response, exchange, principal.orElse(null))));
	}

	private static boolean isWebSocket(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		return HttpMethod.GET.equals(request.getMethod())
				&& headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase)
				&& "websocket".equalsIgnoreCase(headers.getUpgrade())
				&& WebSocketOpening.VERSION.equals(headers.getFirst("Sec-WebSocket-Version"));
	}

	private static Mono<Void> refuse(ServerWebExchange exchange, HttpStatus status, String text) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(status);
		response.getHeaders().setContentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8));
		return response.writeWith(
				Mono.fromSupplier(() -> response.bufferFactory().wrap((text + "\n").getBytes(StandardCharsets.UTF_8))));
	}

	private Mono<Void> open(HttpServerResponse response, ServerWebExchange exchange, @Nullable Principal principal) {
		ServerHttpRequest request = exchange.getRequest();
		Channel channel = Takeover.channel(response);
		WampSerializer serializer = choose(request.getHeaders());
		if (serializer == null) {
			return response.sendWebsocket((in, out) -> out.sendClose(WebSocketCloseStatus.PROTOCOL_ERROR.code(),
					"offer one of " + subprotocols()), WebsocketServerSpec.builder().build());
		}
		if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest original
				&& RemoteAddress.mayBeTold(original.requestHeaders()::get)) {
			exchange.getAttributes().put(ChannelInfo.TOLD_ADDRESS, true);
		}
		ChannelInfo info = new ChannelInfo("websocket", serializer.name(),
				WebSocketOpening.describe(request.getRemoteAddress()), toMap(request.getHeaders()),
				(principal != null) ? principal : ServerHandshake.principal(channel), false, attributes(exchange),
				ServerHandshake.bindings(channel),
				HandshakeCookies.of(this.acceptor.handshakeCookies(), request.getHeaders().get(HttpHeaders.COOKIE)));
		WebsocketServerSpec spec = WebsocketServerSpec.builder().protocols(serializer.subprotocol()).build();
		return Mono.<Void>defer(() -> {
			// in one go, so that nothing is read before the pipeline is changed
			Takeover takeover = Takeover.begin(channel);
			return response.sendWebsocket((in, out) -> {
				FramedHandler handler = FramedHandler.webSocket(channel, info, serializer, this.group, false);
				in.withConnection((connection) -> takeover.complete(connection, handler));
				handler.accept(this.acceptor);
				takeover.resume();
				return Takeover.closed(channel);
			}, spec).doOnError((ex) -> channel.close());
		}).subscribeOn(Schedulers.fromExecutor(channel.eventLoop()));
	}

	/**
	 * Those of the exchange, and the client's certificates unless the application knows
	 * better.
	 */
	private static Map<String, Object> attributes(ServerWebExchange exchange) {
		Map<String, Object> attributes = ChannelInfo.attributesOf(exchange.getAttributes());
		SslInfo tls = exchange.getRequest().getSslInfo();
		X509Certificate[] certificates = (tls != null) ? tls.getPeerCertificates() : null;
		if (certificates != null && certificates.length > 0) {
			attributes.putIfAbsent(ChannelInfo.PEER_CERTIFICATES, List.of(certificates));
		}
		return attributes;
	}

	private @Nullable WampSerializer choose(HttpHeaders headers) {
		for (String offered : WebSocketOpening.elements(headers.getOrEmpty("Sec-WebSocket-Protocol"))) {
			for (WampSerializer serializer : this.serializers) {
				if (serializer.subprotocol().equals(offered)) {
					return serializer;
				}
			}
		}
		return null;
	}

	private List<String> subprotocols() {
		return this.serializers.stream().map(WampSerializer::subprotocol).toList();
	}

	private static Map<String, List<String>> toMap(HttpHeaders headers) {
		Map<String, List<String>> copy = new TreeMap<>();
		headers.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
		return copy;
	}

	/**
	 * How many channels are open.
	 * @return the number of this moment
	 */
	public int getChannelCount() {
		return this.group.size();
	}

	/**
	 * Closes all channels.
	 */
	@Override
	public void close() {
		this.group.close();
	}

}
