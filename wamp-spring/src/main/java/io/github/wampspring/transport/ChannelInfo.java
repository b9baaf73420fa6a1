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

package io.github.wampspring.transport;

import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What is known about the other end of a channel.
 *
 * @param transport {@code websocket} or {@code in-process}
 * @param serializer the name of the serializer, {@code none} in-process
 * @param remoteAddress the peer's address, if there is one
 * @param headers the HTTP headers of the handshake, names in lower case, without those
 * that carry credentials: {@code authorization}, {@code proxy-authorization},
 * {@code cookie}, {@code set-cookie}. Who the handshake was authenticated as is the
 * principal
 * @param principal who the HTTP handshake was authenticated as, if it was
 * @param local whether the peer is in the same JVM, and trusted for that
 * @param attributes what the application has attached to the handshake, by names that
 * begin with {@value #ATTRIBUTE_PREFIX}
 * @param bindings what the channel tells about its TLS connection, for authentication
 * that is bound to it
 * @param cookies cookies of the handshake, of which there are some only while the peer is
 * being authenticated
 */
public record ChannelInfo(String transport, String serializer, @Nullable String remoteAddress,
		Map<String, List<String>> headers, @Nullable Principal principal, boolean local, Map<String, Object> attributes,
		ChannelBindings bindings, HandshakeCookies cookies) {

	/**
	 * What the names of those attributes begin with that the handshake leaves to the
	 * channel: attributes of Spring's WebSocket handshake, or of WebFlux's exchange.
	 */
	public static final String ATTRIBUTE_PREFIX = "wamp.";

	/**
	 * The attribute with the certificates that the peer has shown, a list of
	 * {@code X509Certificate}, its own first. Transports set it from the TLS connection
	 * that ends at this server. Where that ends at a proxy, the application may set it,
	 * from what the proxy says, if nobody else can say it.
	 */
	public static final String PEER_CERTIFICATES = ATTRIBUTE_PREFIX + "peer-certificates";

	/**
	 * Name of the attribute that is true if the remote address may be what the client
	 * itself has told by {@code Forwarded} or {@code X-Forwarded-For}.
	 */
	public static final String TOLD_ADDRESS = ATTRIBUTE_PREFIX + "told-address";

	private static final List<String> CREDENTIALS = List.of("authorization", "proxy-authorization", "cookie",
			"set-cookie");

	public ChannelInfo {
		Map<String, List<String>> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		kept.putAll(headers);
		CREDENTIALS.forEach(kept::remove);
		headers = Map.copyOf(kept);
		attributes = Map.copyOf(attributes);
	}

	/**
	 * Information without attributes.
	 * @param transport the transport
	 * @param serializer the name of the serializer
	 * @param remoteAddress the peer's address, if there is one
	 * @param headers the HTTP headers of the handshake
	 * @param principal who the HTTP handshake was authenticated as, if it was
	 * @param local whether the peer is in the same JVM
	 */
	public ChannelInfo(String transport, String serializer, @Nullable String remoteAddress,
			Map<String, List<String>> headers, @Nullable Principal principal, boolean local) {
		this(transport, serializer, remoteAddress, headers, principal, local, Map.of());
	}

	/**
	 * Information without channel bindings.
	 * @param transport the transport
	 * @param serializer the name of the serializer
	 * @param remoteAddress the peer's address, if there is one
	 * @param headers the HTTP headers of the handshake
	 * @param principal who the HTTP handshake was authenticated as, if it was
	 * @param local whether the peer is in the same JVM
	 * @param attributes what the application has attached to the handshake
	 */
	public ChannelInfo(String transport, String serializer, @Nullable String remoteAddress,
			Map<String, List<String>> headers, @Nullable Principal principal, boolean local,
			Map<String, Object> attributes) {
		this(transport, serializer, remoteAddress, headers, principal, local, attributes, ChannelBindings.NONE);
	}

	/**
	 * Information without cookies.
	 * @param transport the transport
	 * @param serializer the name of the serializer
	 * @param remoteAddress the peer's address, if there is one
	 * @param headers the HTTP headers of the handshake
	 * @param principal who the HTTP handshake was authenticated as, if it was
	 * @param local whether the peer is in the same JVM
	 * @param attributes what the application has attached to the handshake
	 * @param bindings what the channel tells about its TLS connection
	 */
	public ChannelInfo(String transport, String serializer, @Nullable String remoteAddress,
			Map<String, List<String>> headers, @Nullable Principal principal, boolean local,
			Map<String, Object> attributes, ChannelBindings bindings) {
		this(transport, serializer, remoteAddress, headers, principal, local, attributes, bindings,
				HandshakeCookies.NONE);
	}

	/**
	 * The same with channel bindings.
	 * @param bindings the bindings
	 * @return the information
	 */
	public ChannelInfo with(ChannelBindings bindings) {
		return new ChannelInfo(this.transport, this.serializer, this.remoteAddress, this.headers, this.principal,
				this.local, this.attributes, bindings, this.cookies);
	}

	/**
	 * The same with cookies.
	 * @param cookies the cookies
	 * @return the information
	 */
	public ChannelInfo with(HandshakeCookies cookies) {
		return new ChannelInfo(this.transport, this.serializer, this.remoteAddress, this.headers, this.principal,
				this.local, this.attributes, this.bindings, cookies);
	}

	/**
	 * The certificate that the peer has shown in TLS, and has the key of.
	 * @return the certificate, {@code null} if it has shown none, or was not asked for it
	 */
	public @Nullable X509Certificate peerCertificate() {
		return (this.attributes.get(PEER_CERTIFICATES) instanceof List<?> chain && !chain.isEmpty()
				&& chain.get(0) instanceof X509Certificate certificate) ? certificate : null;
	}

	/**
	 * Of the attributes of a handshake, those that are the channel's.
	 * @param attributes all attributes of the handshake
	 * @return those with the right names
	 */
	public static Map<String, Object> attributesOf(Map<String, Object> attributes) {
		Map<String, Object> kept = new TreeMap<>();
		attributes.forEach((name, value) -> {
			if (name.startsWith(ATTRIBUTE_PREFIX)) {
				kept.put(name, value);
			}
		});
		return kept;
	}

	/**
	 * Without the headers, any of which may hold a secret.
	 */
	@Override
	public String toString() {
		return this.transport + " " + this.serializer + ((this.remoteAddress != null) ? " " + this.remoteAddress : "")
				+ ((this.principal != null) ? " (" + this.principal.getName() + ")" : "");
	}

}
