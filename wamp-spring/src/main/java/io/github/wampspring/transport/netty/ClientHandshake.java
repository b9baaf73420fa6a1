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

import java.io.EOFException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.HandshakeFailure;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the opening handshake.
 */
final class ClientHandshake extends SimpleChannelInboundHandler<HttpObject> {

	private final URI url;

	private final org.springframework.http.HttpHeaders headers;

	private final List<WampSerializer> serializers;

	private final ChannelGroup group;

	private final Function<WampChannel, WampChannelHandler> handlers;

	private final String key = WebSocketOpening.newKey();

	private final CompletableFuture<WampChannel> opened = new CompletableFuture<>();

	private @Nullable HttpResponse response;

	/**
	 * Creates the handshake of an attempt to connect.
	 * @param headers of the application
	 * @param handlers makes the handler of the channel
	 */
	ClientHandshake(URI url, org.springframework.http.HttpHeaders headers, List<WampSerializer> serializers,
			ChannelGroup group, Function<WampChannel, WampChannelHandler> handlers) {
		this.url = url;
		this.headers = headers;
		this.serializers = serializers;
		this.group = group;
		this.handlers = handlers;
	}

	/**
	 * Completed when the channel is open, or could not be opened.
	 */
	CompletableFuture<WampChannel> opened() {
		return this.opened;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		SslHandler tls = context.pipeline().get(SslHandler.class);
		if (tls == null) {
			context.writeAndFlush(request());
		}
		else {
			tls.handshakeFuture().addListener((done) -> {
				if (done.isSuccess()) {
					context.writeAndFlush(request());
				}
				else {
					this.opened.completeExceptionally(done.cause());
				}
			});
		}
	}

	private FullHttpRequest request() {
		String path = (this.url.getRawPath() == null || this.url.getRawPath().isEmpty()) ? "/" : this.url.getRawPath();
		String query = (this.url.getRawQuery() != null) ? "?" + this.url.getRawQuery() : "";
		FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path + query,
				Unpooled.EMPTY_BUFFER);
		HttpHeaders headers = request.headers();
		this.headers.forEach((name, values) -> headers.set(name, (Iterable<?>) values));
		if (!headers.contains(HttpHeaderNames.HOST)) {
			headers.set(HttpHeaderNames.HOST,
					this.url.getHost() + ((this.url.getPort() != -1) ? ":" + this.url.getPort() : ""));
		}
		headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
			.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketOpening.VERSION)
			.set(HttpHeaderNames.SEC_WEBSOCKET_KEY, this.key)
			.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(",", subprotocols()));
		return request;
	}

	private List<String> subprotocols() {
		return this.serializers.stream().map(WampSerializer::subprotocol).toList();
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
		if (this.opened.isDone()) {
			return;
		}
		try {
			// what is no upgrade may have a body without end, which is not awaited
			if (part instanceof HttpResponse response) {
				checkUpgrade(response, response.headers());
				this.response = response;
			}
			if (part instanceof LastHttpContent && this.response != null) {
				open(context, this.response.headers());
			}
		}
		catch (RuntimeException ex) {
			this.opened.completeExceptionally(ex);
			context.close();
		}
	}

	private void open(ChannelHandlerContext context, HttpHeaders headers) {
		Map<String, List<String>> copy = WebSocketOpening.toMap(headers);
		String chosen = headers.get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
		WampSerializer serializer = serializer(chosen);
		if (serializer == null) {
			throw HandshakeFailure.subprotocol(this.url, subprotocols(), chosen, copy);
		}
		ChannelInfo info = new ChannelInfo("websocket", serializer.name(),
				this.url.getHost() + ((this.url.getPort() != -1) ? ":" + this.url.getPort() : ""), copy, null, false)
			.with(ServerHandshake.bindings(context.channel()));
		FramedHandler handler = FramedHandler.webSocket(context.channel(), info, serializer, this.group, true);
		context.pipeline().addLast(handler);
		context.pipeline().remove(this);
		this.opened.complete(handler.start(this.handlers));
		// last, since it hands on what has come already
		context.pipeline().remove(HttpClientCodec.class);
	}

	private void checkUpgrade(HttpResponse response, HttpHeaders headers) {
		if (!response.decoderResult().isSuccess()) {
			throw HandshakeFailure.noWebSocket(this.url, String.valueOf(response.decoderResult().cause().getMessage()),
					response.decoderResult().cause());
		}
		HttpResponseStatus status = response.status();
		String location = headers.get(HttpHeaderNames.LOCATION);
		if (status.codeClass() == HttpStatusClass.REDIRECTION && location != null) {
			throw HandshakeFailure.redirect(this.url, webSocket(this.url.resolve(location)), null);
		}
		if (!status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
			throw HandshakeFailure.status(this.url, status.code(), null);
		}
		if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
				|| !WebSocketOpening.accept(this.key).equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT))) {
			throw HandshakeFailure.noWebSocket(this.url, "its answer does not belong to the request", null);
		}
		if (headers.contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
			throw HandshakeFailure.noWebSocket(this.url, "it uses an extension that was not offered", null);
		}
	}

	private static String webSocket(URI location) {
		String text = location.toString();
		return text.startsWith("http") ? "ws" + text.substring("http".length()) : text;
	}

	private @Nullable WampSerializer serializer(@Nullable String chosen) {
		for (WampSerializer serializer : this.serializers) {
			if (serializer.subprotocol().equals(chosen)) {
				return serializer;
			}
		}
		return null;
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.opened.completeExceptionally(new EOFException());
		context.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.opened.completeExceptionally((cause instanceof ConnectFailedException) ? cause
				: cause.getCause() != null ? cause.getCause() : cause);
		context.close();
	}

}
