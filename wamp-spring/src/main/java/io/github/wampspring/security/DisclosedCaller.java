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

package io.github.wampspring.security;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.WampRouter;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * Goes by what the router discloses. Of a session of the router in this JVM, it is the
 * {@code Authentication} that the session has joined with. Of another router, authid and
 * authrole, which are as trustworthy as that router: only where the connection is said to
 * be trusted.
 */
public final class DisclosedCaller implements CallerAuthentication {

	private final Supplier<@Nullable WampRouter> router;

	private final Set<String> trusted;

	/**
	 * Creates it.
	 * @param router gives the router in this JVM, or {@code null} if there is none
	 * @param trusted the names of the connections whose routers are believed
	 */
	public DisclosedCaller(Supplier<@Nullable WampRouter> router, List<String> trusted) {
		this.router = router;
		this.trusted = Set.copyOf(trusted);
	}

	@Override
	public @Nullable Authentication getAuthentication(IncomingRequest request) {
		String who = (request.kind() == IncomingRequest.Kind.INVOCATION) ? "caller" : "publisher";
		Dict details = request.options();
		if (request.local()) {
			Long session = details.getLong(who);
			return (session != null) ? ofSession(request.session(), session) : null;
		}
		String authId = details.getString(who + "_authid");
		String authRole = details.getString(who + "_authrole");
		return (authId != null && authRole != null && this.trusted.contains(request.connection()))
				? SessionAuthentications.of(authId, authRole) : null;
	}

	private @Nullable Authentication ofSession(long own, long other) {
		WampRouter router = this.router.get();
		if (router == null) {
			return null;
		}
		for (String realm : router.realms()) {
			if (router.session(realm, own) != null) {
				SessionInfo session = router.session(realm, other);
				return (session != null) ? SessionAuthentications.of(session) : null;
			}
		}
		return null;
	}

}
