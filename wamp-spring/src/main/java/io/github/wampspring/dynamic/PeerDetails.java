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

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.transport.ChannelInfo;
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
		Map<String, @Nullable Object> details = new LinkedHashMap<>();
		details.put("session", request.session());
		details.put("authmethod", method);
		details.put("authid", request.authId());
		details.put("authrole", request.details().getString("authrole"));
		details.put("authextra", request.details().getDict("authextra").toMap());
		details.put("transport", transport(request.channel()));
		return details;
	}

	private static Map<String, @Nullable Object> transport(ChannelInfo channel) {
		Map<String, @Nullable Object> transport = new LinkedHashMap<>();
		transport.put("type", channel.transport());
		transport.put("serializer", channel.serializer());
		transport.put("peer", channel.remoteAddress());
		return transport;
	}

}
