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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenReactiveAuthenticationManager;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverterAdapter;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.ReactiveOpaqueTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.introspection.ReactiveOpaqueTokenIntrospector;
import org.springframework.util.ClassUtils;

/**
 * Who checks tokens, of what the application has. Where there are both, a token that is
 * no JWT is taken for an opaque one.
 *
 * @param beans the application's beans
 * @param timeout how long to wait for a reactive manager
 */
record TokenManagers(ApplicationContext beans, Duration timeout) {

	/**
	 * Finds the manager.
	 * @return the manager, {@code null} if there is nothing to make one of
	 */
	@Nullable AuthenticationManager find() {
		List<AuthenticationProvider> providers = new ArrayList<>();
		if (isPresent("org.springframework.security.oauth2.jwt.JwtDecoder")) {
			Jwts.add(this.beans, providers);
		}
		this.beans.getBeanProvider(OpaqueTokenIntrospector.class).ifAvailable((introspector) -> {
			OpaqueTokenAuthenticationProvider provider = new OpaqueTokenAuthenticationProvider(introspector);
			this.beans.getBeanProvider(OpaqueTokenAuthenticationConverter.class)
				.ifAvailable(provider::setAuthenticationConverter);
			providers.add(provider);
		});
		if (!providers.isEmpty()) {
			return new ProviderManager(providers);
		}
		return isPresent("reactor.core.publisher.Mono") ? Reactive.find(this) : null;
	}

	private boolean isPresent(String type) {
		return ClassUtils.isPresent(type, this.beans.getClassLoader());
	}

	/** Only where the support of JWTs is there. */
	private static final class Jwts {

		static void add(ApplicationContext beans, List<AuthenticationProvider> providers) {
			beans.getBeanProvider(JwtDecoder.class).ifAvailable((decoder) -> {
				JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
				beans.getBeanProvider(JwtAuthenticationConverter.class)
					.ifAvailable(provider::setJwtAuthenticationConverter);
				providers.add(provider);
			});
		}

	}

	/** Only where Reactor is there. */
	private static final class Reactive {

		static @Nullable AuthenticationManager find(TokenManagers managers) {
			AuthenticationManager manager = managers.isPresent(
					"org.springframework.security.oauth2.jwt.ReactiveJwtDecoder") ? ReactiveJwts.find(managers) : null;
			if (manager != null) {
				return manager;
			}
			ReactiveOpaqueTokenIntrospector introspector = managers.beans
				.getBeanProvider(ReactiveOpaqueTokenIntrospector.class)
				.getIfAvailable();
			if (introspector == null) {
				return null;
			}
			OpaqueTokenReactiveAuthenticationManager opaque = new OpaqueTokenReactiveAuthenticationManager(
					introspector);
			managers.beans.getBeanProvider(ReactiveOpaqueTokenAuthenticationConverter.class)
				.ifAvailable(opaque::setAuthenticationConverter);
			return new BlockingAuthenticationManager(opaque, managers.timeout);
		}

	}

	/** Only where Reactor and the support of JWTs are there. */
	private static final class ReactiveJwts {

		static @Nullable AuthenticationManager find(TokenManagers managers) {
			ReactiveJwtDecoder decoder = managers.beans.getBeanProvider(ReactiveJwtDecoder.class).getIfAvailable();
			if (decoder == null) {
				return null;
			}
			JwtReactiveAuthenticationManager manager = new JwtReactiveAuthenticationManager(decoder);
			managers.beans.getBeanProvider(JwtAuthenticationConverter.class)
				.ifAvailable((converter) -> manager
					.setJwtAuthenticationConverter(new ReactiveJwtAuthenticationConverterAdapter(converter)));
			return new BlockingAuthenticationManager(manager, managers.timeout);
		}

	}

}
