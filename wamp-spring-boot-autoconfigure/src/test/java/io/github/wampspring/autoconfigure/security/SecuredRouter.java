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

package io.github.wampspring.autoconfigure.security;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.github.wampspring.annotation.WampProcedure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * Users, tokens, and procedures that not everybody may call.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecuredRouter {

	@Bean
	PasswordEncoder passwordEncoder() {
		return new BCryptPasswordEncoder(4);
	}

	@Bean
	InMemoryUserDetailsManager users(PasswordEncoder encoder) {
		return new InMemoryUserDetailsManager(
				User.withUsername("joe").password(encoder.encode("secret")).roles("user").build(),
				User.withUsername("ann").password(encoder.encode("secret")).roles("admin", "user").build(),
				User.withUsername("tim").password(encoder.encode("secret")).roles("user").accountLocked(true).build());
	}

	@Bean
	JwtDecoder jwtDecoder() {
		return Tokens.decoder();
	}

	@Bean
	Procedures procedures() {
		return new Procedures();
	}

	static class Procedures {

		@WampProcedure("com.myapp.whoami")
		public @Nullable String whoami() {
			return name(SecurityContextHolder.getContext());
		}

		@WampProcedure("com.myapp.authorities")
		public String authorities() {
			Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
			Collection<? extends GrantedAuthority> authorities = (authentication != null)
					? authentication.getAuthorities() : List.of();
			return authorities.stream()
				.map(GrantedAuthority::getAuthority)
				.filter((authority) -> !authority.startsWith("FACTOR_"))
				.sorted()
				.collect(Collectors.joining(" "));
		}

		@WampProcedure("com.myapp.whoami.reactive")
		public Mono<String> whoamiReactive() {
			return ReactiveSecurityContextHolder.getContext().mapNotNull(Procedures::name).defaultIfEmpty("nobody");
		}

		@WampProcedure("com.myapp.admin")
		@PreAuthorize("hasRole('admin')")
		public String admin() {
			return "done";
		}

		@WampProcedure("com.myapp.admin.later")
		@PreAuthorize("hasRole('admin')")
		public CompletableFuture<String> adminLater() {
			return CompletableFuture.completedFuture("done");
		}

		@WampProcedure("com.myapp.read")
		@PreAuthorize("hasAuthority('SCOPE_read')")
		public String read() {
			return "read";
		}

		private static @Nullable String name(SecurityContext context) {
			Authentication authentication = context.getAuthentication();
			return (authentication != null) ? authentication.getName() : null;
		}

	}

}
