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

package io.github.wampspring.dynamic;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.TlsChannelBindings;
import org.jspecify.annotations.Nullable;

/**
 * What procedures are told of a session, in the words of Crossbar.io.
 */
final class PeerDetails {

	private PeerDetails() {
	}

	static Map<String, @Nullable Object> of(SessionInfo session) {
		Map<String, @Nullable Object> details = new LinkedHashMap<>();
		details.put("session", session.id());
		details.put("realm", session.realm());
		details.put("authid", session.authId());
		details.put("authrole", session.authRole());
		details.put("authmethod", session.identity().authMethod());
		details.put("authprovider", session.identity().authProvider());
		details.put("authextra", session.identity().authExtra().toMap());
		details.put("transport", transport(session.channel()));
		return details;
	}

	static Map<String, @Nullable Object> of(AuthenticationRequest request, String method) {
		Dict hello = request.details();
		Map<String, @Nullable Object> details = new LinkedHashMap<>();
		details.put("session", request.session());
		details.put("authmethod", method);
		details.put("authid", request.authId());
		details.put("authrole", hello.getString("authrole"));
		details.put("authextra", hello.has("authextra") ? hello.getDict("authextra").toMap() : null);
		details.put("transport", transport(request.channel()));
		return details;
	}

	/**
	 * As Autobahn's {@code TransportDetails} tells it, and as it was before they were
	 * there ({@code type}, {@code protocol}, {@code serializer}, {@code cbtid}), which
	 * older procedures look for. What there is nothing to tell of is empty, so that
	 * nothing is missed.
	 */
	private static Map<String, @Nullable Object> transport(ChannelInfo channel) {
		boolean webSocket = channel.transport().equals("websocket");
		// a connection of which it is not known counts as one without
		X509Certificate certificate = channel.peerCertificate();
		boolean secure = certificate != null || channel.bindings() instanceof TlsChannelBindings;
		Map<String, @Nullable Object> shown = (certificate != null) ? CertificateDetails.of(certificate) : null;
		String protocol = webSocket ? "wamp.2." + channel.serializer() : null;
		Map<String, @Nullable Object> transport = new LinkedHashMap<>();
		transport.put("channel_type", channel.local() ? "function" : secure ? "tls" : "tcp");
		transport.put("channel_framing", channel.local() ? "native" : channel.transport());
		transport.put("channel_serializer", channel.serializer());
		transport.put("peer", peer(channel.remoteAddress()));
		transport.put("is_server", true);
		transport.put("is_secure", secure);
		transport.put("channel_id", Map.of());
		transport.put("peer_cert", shown);
		transport.put("client_cert", shown);
		transport.put("websocket_protocol", protocol);
		transport.put("websocket_extensions_in_use", List.of());
		transport.put("http_headers_received", headers(channel));
		transport.put("http_headers_sent", Map.of());
		transport.put("http_cbtid", null);
		transport.put("type", channel.transport());
		transport.put("protocol", protocol);
		transport.put("serializer", channel.serializer());
		transport.put("cbtid", null);
		return transport;
	}

	/** Autobahn puts the kind of address before it. */
	private static @Nullable String peer(@Nullable String address) {
		if (address == null) {
			return null;
		}
		return ((address.indexOf(':') == address.lastIndexOf(':')) ? "tcp4:" : "tcp6:") + address;
	}

	private static Map<String, String> headers(ChannelInfo channel) {
		Map<String, String> headers = new TreeMap<>();
		channel.headers()
			.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
		return headers;
	}

}
