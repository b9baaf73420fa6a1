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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.wampspring.transport.LogLimiter;
import org.apache.commons.logging.LogFactory;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.util.Assert;

/**
 * Chooses the authrole by authorities. Of those that are mapped, the first in the order
 * of the mapping counts. Without any, the one authority that begins with {@code ROLE_} is
 * the role, less that prefix; where there is none, or several among which nobody has
 * chosen, it is the default role.
 */
public final class AuthorityAuthroleMapper implements AuthroleMapper {

	private static final String ROLE = "ROLE_";

	private final LogLimiter limiter = new LogLimiter(LogFactory.getLog(AuthorityAuthroleMapper.class));

	private final Map<String, String> roles;

	private final String defaultRole;

	/**
	 * Creates a mapper.
	 * @param roles authroles by authority, the first one that somebody has counts
	 * @param defaultRole the authrole where the authorities leave it open
	 */
	public AuthorityAuthroleMapper(Map<String, String> roles, String defaultRole) {
		Assert.hasText(defaultRole, "There must be a default role");
		roles.forEach((authority, role) -> Assert.hasText(role, "The role of " + authority + " must not be empty"));
		this.roles = new LinkedHashMap<>(roles);
		this.defaultRole = defaultRole;
	}

	@Override
	public String getAuthrole(Authentication authentication) {
		Set<String> authorities = new TreeSet<>();
		for (GrantedAuthority granted : authentication.getAuthorities()) {
			String authority = granted.getAuthority();
			if (authority != null) {
				authorities.add(authority);
			}
		}
		for (Map.Entry<String, String> role : this.roles.entrySet()) {
			if (authorities.contains(role.getKey())) {
				return role.getValue();
			}
		}
		List<String> candidates = authorities.stream()
			.filter((authority) -> authority.startsWith(ROLE) && authority.length() > ROLE.length())
			.map((authority) -> authority.substring(ROLE.length()))
			.toList();
		if (candidates.size() == 1) {
			return candidates.get(0);
		}
		if (candidates.size() > 1) {
			this.limiter.warn(() -> "Somebody with the roles " + candidates + " has the authrole '" + this.defaultRole
					+ "', since a session has only one: say in wamp.router.security.roles which of them counts");
		}
		return this.defaultRole;
	}

}
