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

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.transport.ChannelAcceptor;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.HandshakeCookies;
import io.github.wampspring.transport.HandshakeGuard;
import io.github.wampspring.transport.TlsChannelBindings;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The server's side of the opening handshake. Whatever is no WebSocket for WAMP gets a
 * status and a sentence, and its connection is closed.
 */
final class ServerHandshake extends SimpleChannelInboundHandler<FullHttpRequest> {

	private static final Log logger = LogFactory.getLog(ServerHandshake.class);

	/** What a request may have besides its headers: nothing. */
	static final int MAX_CONTENT = 1024;

	private static final int MAX_PORT = 65535;

	private final String path;

	private final HandshakeGuard guard;

	private final ChannelAcceptor acceptor;

	private final List<WampSerializer> serializers;

	private final ChannelGroup group;

	private @Nullable ScheduledFuture<?> timeout;

	/** Whether the connection ends, whatever else comes. */
	private boolean refused;

	ServerHandshake(String path, HandshakeGuard guard, ChannelAcceptor acceptor, List<WampSerializer> serializers,
			ChannelGroup group) {
		this.path = path;
		this.guard = guard;
		this.acceptor = acceptor;
		this.serializers = serializers;
		this.group = group;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.timeout = context.executor()
			.schedule(() -> context.close(), this.group.settings().connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		ScheduledFuture<?> timeout = this.timeout;
		if (timeout != null) {
			timeout.cancel(false);
		}
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
		io.netty.handler.codec.http.HttpHeaders headers = request.headers();
		if (this.refused) {
			return;
		}
		URI url = url(context, headers);
		if (!request.decoderResult().isSuccess()) {
			refuse(context, HttpResponseStatus.BAD_REQUEST, "This is not HTTP.");
		}
		else if (!path(request.uri()).equals(this.path)) {
			refuse(context, HttpResponseStatus.NOT_FOUND,
					"There is nothing here. WAMP is spoken at " + this.path + ".");
		}
		else if (!isWebSocket(request)) {
			refuse(context, HttpResponseStatus.UPGRADE_REQUIRED, "WAMP is spoken here, over WebSocket.");
		}
		else if (!WebSocketOpening.isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
			refuse(context, HttpResponseStatus.BAD_REQUEST, "Sec-WebSocket-Key is not valid.");
		}
		else if (url == null) {
			refuse(context, HttpResponseStatus.BAD_REQUEST, "Host is not valid.");
		}
		else if (!isPermitted(context, url, headers)) {
			refuse(context, HttpResponseStatus.FORBIDDEN, "Not permitted.");
		}
		else {
			open(context, headers);
		}
	}

	private static String path(String uri) {
		int end = uri.indexOf('?');
		return (end < 0) ? uri : uri.substring(0, end);
	}

	private static boolean isWebSocket(FullHttpRequest request) {
		io.netty.handler.codec.http.HttpHeaders headers = request.headers();
		return request.method().equals(HttpMethod.GET) && request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0
				&& headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
				&& headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
				&& WebSocketOpening.VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
	}

	/**
	 * The URL as the client has called it.
	 * @return the URL, or {@code null} if it does not name a host
	 */
	private @Nullable URI url(ChannelHandlerContext context, io.netty.handler.codec.http.HttpHeaders headers) {
		List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
		if (hosts.size() != 1) {
			return null;
		}
		boolean secure = context.pipeline().get(SslHandler.class) != null;
		String host = hosts.get(0).toLowerCase(Locale.ROOT);
		try {
			URI url = new URI((secure ? "wss://" : "ws://") + host + this.path);
			return host.equals(url.getRawAuthority()) && url.getPort() <= MAX_PORT ? url : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private boolean isPermitted(ChannelHandlerContext context, URI url,
			io.netty.handler.codec.http.HttpHeaders headers) {
		HttpHeaders copy = new HttpHeaders();
		headers.forEach((header) -> copy.add(header.getKey(), header.getValue()));
		try {
			return this.guard.permits(url, copy, remote(context));
		}
		catch (RuntimeException ex) {
			logger.debug("A guard could not decide about " + url, ex);
			return false;
		}
	}

	private static @Nullable InetSocketAddress remote(ChannelHandlerContext context) {
		return (context.channel().remoteAddress() instanceof InetSocketAddress remote) ? remote : null;
	}

	private void refuse(ChannelHandlerContext context, HttpResponseStatus status, String text) {
		this.refused = true;
		DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
				Unpooled.copiedBuffer(text + "\n", StandardCharsets.UTF_8));
		response.headers()
			.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
			.set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
			response.headers()
				.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
				.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketOpening.VERSION);
		}
		context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
	}

	private void open(ChannelHandlerContext context, io.netty.handler.codec.http.HttpHeaders headers) {
		WampSerializer serializer = choose(headers);
		DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
				HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
		response.headers()
			.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
			.set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT,
					WebSocketOpening.accept(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY)));
		if (serializer != null) {
			response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, serializer.subprotocol());
		}
		context.write(response);
		if (serializer == null) {
			this.refused = true;
			ByteBuf close = context.alloc().directBuffer();
			new WebSocketFraming(false).close(ChannelClose.violation("offer one of " + subprotocols()), close);
			context.pipeline().remove(HttpServerCodec.class);
			context.writeAndFlush(close).addListener(ChannelFutureListener.CLOSE);
			return;
		}
		context.flush();
		ChannelInfo info = new ChannelInfo("websocket", serializer.name(), WebSocketOpening.describe(remote(context)),
				WebSocketOpening.toMap(headers), principal(context.channel()), false, certificates(context.channel()))
			.with(bindings(context.channel()))
			.with(HandshakeCookies.of(this.acceptor.handshakeCookies(), headers.getAll(HttpHeaderNames.COOKIE)));
		FramedHandler handler = FramedHandler.webSocket(context.channel(), info, serializer, this.group, false);
		context.pipeline().addLast(handler);
		context.pipeline().remove(HttpObjectAggregator.class);
		context.pipeline().remove(this);
		// what the handler writes from now on is no HTTP
		context.pipeline().get(HttpServerCodec.class).removeOutboundHandler();
		handler.accept(this.acceptor);
		// last, since it hands on what has come already
		context.pipeline().remove(HttpServerCodec.class);
	}

	private @Nullable WampSerializer choose(io.netty.handler.codec.http.HttpHeaders headers) {
		for (String offered : WebSocketOpening.elements(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL))) {
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

	/** The client's certificates, where they were asked for, as an attribute. */
	private static Map<String, Object> certificates(Channel channel) {
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		try {
			List<Certificate> chain = (tls != null) ? List.of(tls.engine().getSession().getPeerCertificates())
					: List.of();
			return chain.isEmpty() ? Map.of() : Map.of(ChannelInfo.PEER_CERTIFICATES, chain);
		}
		catch (SSLPeerUnverifiedException ex) {
			return Map.of();
		}
	}

	/** The client's certificate, where one was asked for. */
	static @Nullable Principal principal(Channel channel) {
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		try {
			return (tls != null) ? tls.engine().getSession().getPeerPrincipal() : null;
		}
		catch (SSLPeerUnverifiedException ex) {
			return null;
		}
	}

	/** What the connection tells about its TLS, on either side. */
	static ChannelBindings bindings(Channel channel) {
		SslHandler tls = channel.pipeline().get(SslHandler.class);
		return TlsChannelBindings.of((tls != null) ? tls.engine() : null);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		logger.debug("A connection was closed before it was a WebSocket", cause);
		context.close();
	}

}
