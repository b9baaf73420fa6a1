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

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Uris;
import io.github.wampspring.router.AuthorizationRequest;
import io.github.wampspring.router.UriPatterns;
import io.github.wampspring.router.WampAction;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.util.Assert;

/**
 * What sessions may do, by rules as those of {@code authorizeHttpRequests}: the first one
 * that fits decides, and what none fits is denied.
 *
 * <p>
 * A URI that ends with {@code *} stands for all that begin with what is before it. Where
 * a session registers or subscribes with a pattern, all rules must allow it that are for
 * any of the URIs that the pattern matches.
 *
 * <p>
 * Rules for everything do not give away what the specification reserves (below
 * {@code wamp.}), such as to kill sessions: they only can deny it. Where such a rule
 * allows it, the router's own permissions decide; a rule for {@code wamp.session.kill} or
 * {@code wamp.*} allows it by itself.
 */
public final class WampAuthorizationManager implements AuthorizationManager<AuthorizationRequest> {

	private static final AuthorizationDecision DENIED = new AuthorizationDecision(false);

	private static final AuthorizationDecision GRANTED = new AuthorizationDecision(true);

	private final List<Rule> rules;

	private WampAuthorizationManager(List<Rule> rules) {
		this.rules = List.copyOf(rules);
	}

	/**
	 * Begins with no rule.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Decides.
	 * @param authentication who wants it
	 * @param request what
	 * @return {@code null} where the router's own permissions are to decide
	 */
	@Override
	public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
			AuthorizationRequest request) {
		for (Rule rule : this.rules) {
			if (!rule.concerns(request)) {
				continue;
			}
			AuthorizationResult result = rule.manager.authorize(authentication, request);
			if (result == null || !result.isGranted()) {
				return (result != null) ? result : DENIED;
			}
			if (rule.coversAllOf(request)) {
				return (SecurityWampAuthorizer.isReserved(request) && !rule.isForReserved()) ? null : result;
			}
		}
		return DENIED;
	}

	/**
	 * One rule.
	 *
	 * @param actions which actions it is for
	 * @param match how the pattern matches
	 * @param pattern the URI or pattern
	 * @param manager decides
	 */
	private record Rule(Set<WampAction> actions, MatchPolicy match, String pattern,
			AuthorizationManager<? super AuthorizationRequest> manager) {

		boolean concerns(AuthorizationRequest request) {
			return this.actions.contains(request.action())
					&& UriPatterns.overlap(this.match, this.pattern, request.match(), request.uri());
		}

		boolean coversAllOf(AuthorizationRequest request) {
			return UriPatterns.covers(this.match, this.pattern, request.match(), request.uri());
		}

		boolean isForReserved() {
			return Uris.isReserved(this.pattern);
		}

	}

	/**
	 * Collects rules, in their order.
	 */
	public static final class Builder {

		private static final Set<WampAction> ALL = EnumSet.allOf(WampAction.class);

		private final List<Rule> rules = new ArrayList<>();

		private boolean last;

		private Builder() {
		}

		/**
		 * A rule for calling and registering procedures.
		 * @param uris the URIs; {@code *} at the end stands for whatever follows
		 * @return who may
		 */
		public Access procedure(String... uris) {
			return rule(EnumSet.of(WampAction.CALL, WampAction.REGISTER), uris);
		}

		/**
		 * A rule for publishing and subscribing to topics.
		 * @param uris the URIs; {@code *} at the end stands for whatever follows
		 * @return who may
		 */
		public Access topic(String... uris) {
			return rule(EnumSet.of(WampAction.PUBLISH, WampAction.SUBSCRIBE), uris);
		}

		/**
		 * A rule for calling procedures.
		 * @param uris the URIs; {@code *} at the end stands for whatever follows
		 * @return who may
		 */
		public Access call(String... uris) {
			return rule(EnumSet.of(WampAction.CALL), uris);
		}

		/**
		 * A rule for registering procedures.
		 * @param uris the URIs; {@code *} at the end stands for whatever follows
		 * @return who may
		 */
		public Access register(String... uris) {
			return rule(EnumSet.of(WampAction.REGISTER), uris);
		}

		/**
		 * A rule for publishing to topics.
		 * @param uris the URIs; {@code *} at the end stands for whatever follows
		 * @return who may
		 */
		public Access publish(String... uris) {
			return rule(EnumSet.of(WampAction.PUBLISH), uris);
		}

		/**
		 * A rule for subscribing to topics.
		 * @param uris the URIs; {@code *} at the end stands for whatever follows
		 * @return who may
		 */
		public Access subscribe(String... uris) {
			return rule(EnumSet.of(WampAction.SUBSCRIBE), uris);
		}

		/**
		 * A rule for a pattern of WAMP.
		 * @param action what is done
		 * @param match how the pattern matches
		 * @param pattern the pattern
		 * @return who may
		 */
		public Access request(WampAction action, MatchPolicy match, String pattern) {
			return new Access(List.of(new Pattern(match, pattern)), EnumSet.of(action));
		}

		/**
		 * The last rule, for all that no rule before it is for.
		 * @return who may
		 */
		public Access anyRequest() {
			Access access = new Access(List.of(new Pattern(MatchPolicy.PREFIX, "")), ALL);
			this.last = true;
			return access;
		}

		private Access rule(Set<WampAction> actions, String... uris) {
			Assert.notEmpty(uris, "A rule needs a URI");
			return new Access(List.of(uris).stream().map(Pattern::of).toList(), actions);
		}

		/**
		 * Makes the manager. What no rule is for, it denies.
		 * @return the manager
		 */
		public WampAuthorizationManager build() {
			return new WampAuthorizationManager(this.rules);
		}

		/**
		 * A pattern of a rule.
		 *
		 * @param match how it matches
		 * @param uri the URI or pattern
		 */
		private record Pattern(MatchPolicy match, String uri) {

			static Pattern of(String uri) {
				Pattern pattern = uri.endsWith("*")
						? new Pattern(MatchPolicy.PREFIX, uri.substring(0, uri.length() - 1))
						: new Pattern(MatchPolicy.EXACT, uri);
				Assert.isTrue(!pattern.uri.contains("*") && !uri.isEmpty(),
						() -> "'" + uri + "' is not a URI, and '*' may stand at the end only");
				return pattern;
			}

		}

		/**
		 * Who may do what a rule is for.
		 */
		public final class Access {

			private final List<Pattern> patterns;

			private final Set<WampAction> actions;

			private Access(List<Pattern> patterns, Set<WampAction> actions) {
				Assert.state(!Builder.this.last, "No rule can follow anyRequest()");
				this.patterns = patterns;
				this.actions = actions;
			}

			/**
			 * Everybody.
			 * @return the builder
			 */
			public Builder permitAll() {
				return access((authentication, request) -> GRANTED);
			}

			/**
			 * Nobody.
			 * @return the builder
			 */
			public Builder denyAll() {
				return access((authentication, request) -> DENIED);
			}

			/**
			 * Everybody but anonymous sessions.
			 * @return the builder
			 */
			public Builder authenticated() {
				return access(AuthenticatedAuthorizationManager.authenticated());
			}

			/**
			 * Who has a role.
			 * @param role the role, without {@code ROLE_}
			 * @return the builder
			 */
			public Builder hasRole(String role) {
				return access(AuthorityAuthorizationManager.hasRole(role));
			}

			/**
			 * Who has one of some roles.
			 * @param roles the roles, without {@code ROLE_}
			 * @return the builder
			 */
			public Builder hasAnyRole(String... roles) {
				return access(AuthorityAuthorizationManager.hasAnyRole(roles));
			}

			/**
			 * Who has an authority.
			 * @param authority the authority, such as {@code SCOPE_read}
			 * @return the builder
			 */
			public Builder hasAuthority(String authority) {
				return access(AuthorityAuthorizationManager.hasAuthority(authority));
			}

			/**
			 * Who has one of some authorities.
			 * @param authorities the authorities
			 * @return the builder
			 */
			public Builder hasAnyAuthority(String... authorities) {
				return access(AuthorityAuthorizationManager.hasAnyAuthority(authorities));
			}

			/**
			 * Who a manager lets; where it abstains, nobody.
			 * @param manager decides; must not block
			 * @return the builder
			 */
			public Builder access(AuthorizationManager<? super AuthorizationRequest> manager) {
				this.patterns.forEach((pattern) -> Builder.this.rules
					.add(new Rule(this.actions, pattern.match, pattern.uri, manager)));
				return Builder.this;
			}

		}

	}

}
