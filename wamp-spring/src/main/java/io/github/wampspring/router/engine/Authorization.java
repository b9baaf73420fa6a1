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

package io.github.wampspring.router.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.RolePermission;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.WampAction;
import io.github.wampspring.router.AsyncWampAuthorizer;
import io.github.wampspring.router.routing.Access;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of a realm may do: the authorizers are asked first, then the
 * permissions of the role. Where there are no permissions at all, everything is allowed
 * but killing sessions.
 */
final class Authorization {

	private static final Log logger = LogFactory.getLog(Authorization.class);

	private static final String PRIVILEGED = "wamp.session.kill";

	private final AsyncWampAuthorizer[] authorizers;

	private final @Nullable Map<String, RolePermissions> permissions;

	Authorization(List<AsyncWampAuthorizer> authorizers, List<RolePermission> permissions) {
		this.authorizers = authorizers.toArray(new AsyncWampAuthorizer[0]);
		Map<String, RolePermissions> byRole = new HashMap<>();
		permissions.forEach((permission) -> byRole.computeIfAbsent(permission.role(), (role) -> new RolePermissions())
			.add(permission));
		this.permissions = byRole.isEmpty() ? null : byRole;
	}

	Access decide(SessionInfo session, WampAction action, String uri, Dict options) {
		if (session.trusted()) {
			return Access.ALLOWED;
		}
		MatchPolicy match = hasPattern(action) ? MatchPolicy.of(options.getString("match")) : MatchPolicy.EXACT;
		for (AsyncWampAuthorizer authorizer : this.authorizers) {
			Access access = ask(authorizer, new AuthorizationRequest(session, action, uri, match, options));
			if (access != null) {
				return access;
			}
		}
		if (this.permissions == null) {
			return (action == WampAction.CALL && uri.startsWith(PRIVILEGED)) ? Access.DENIED : Access.ALLOWED;
		}
		RolePermissions ofRole = this.permissions.get(session.authRole());
		if (ofRole == null) {
			return Access.DENIED;
		}
		return (match == MatchPolicy.EXACT) ? ofRole.decide(action, uri) : ofRole.decide(action, match, uri);
	}

	private static boolean hasPattern(WampAction action) {
		return action == WampAction.REGISTER || action == WampAction.SUBSCRIBE;
	}

	private static @Nullable Access ask(AsyncWampAuthorizer authorizer, AuthorizationRequest request) {
		try {
			return switch (authorizer.decide(request).toCompletableFuture().join()) {
				case ALLOW -> Access.ALLOWED;
				case ALLOW_AND_DISCLOSE -> Access.DISCLOSED;
				case DENY -> Access.DENIED;
				case ABSTAIN -> null;
			};
		}
		catch (RuntimeException ex) {
			String uri = Uris.isLoose(request.uri()) ? "'" + request.uri() + "'" : "a pattern or malformed URI";
			logger.error("The authorizer " + authorizer + " failed for " + request.action() + " of " + uri
					+ " by session " + request.session().id(), ex);
			return Access.FAILED;
		}
	}

}
