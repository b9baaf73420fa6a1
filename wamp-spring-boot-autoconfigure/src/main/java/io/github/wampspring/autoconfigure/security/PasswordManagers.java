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

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UserDetailsRepositoryReactiveAuthenticationManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.ClassUtils;

/**
 * Who checks passwords, of what the application has.
 *
 * @param beans the application's beans
 * @param timeout how long to wait for a reactive manager
 */
record PasswordManagers(ApplicationContext beans, Duration timeout) {

	/**
	 * Finds the manager.
	 * @return the manager, {@code null} if there is nothing to make one of
	 */
	@Nullable AuthenticationManager find() {
		AuthenticationManager manager = this.beans.getBeanProvider(AuthenticationManager.class).getIfAvailable();
		if (manager == null && isPresent(
				"org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration")) {
			manager = Configured.find(this.beans);
		}
		if (manager == null) {
			manager = ofUsers();
		}
		return (manager == null && isPresent("reactor.core.publisher.Mono")) ? Reactive.find(this) : manager;
	}

	private @Nullable AuthenticationManager ofUsers() {
		UserDetailsService users = this.beans.getBeanProvider(UserDetailsService.class).getIfAvailable();
		if (users == null) {
			return null;
		}
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users);
		this.beans.getBeanProvider(PasswordEncoder.class).ifAvailable(provider::setPasswordEncoder);
		return new ProviderManager(provider);
	}

	private boolean isPresent(String type) {
		return ClassUtils.isPresent(type, this.beans.getClassLoader());
	}

	/** Only where Spring Security's configuration is there. */
	private static final class Configured {

		static @Nullable AuthenticationManager find(ApplicationContext beans) {
			AuthenticationConfiguration configuration = beans.getBeanProvider(AuthenticationConfiguration.class)
				.getIfAvailable();
			return (configuration != null) ? configuration.getAuthenticationManager() : null;
		}

	}

	/** Only where Reactor is there. */
	private static final class Reactive {

		static @Nullable AuthenticationManager find(PasswordManagers managers) {
			ReactiveAuthenticationManager manager = managers.beans.getBeanProvider(ReactiveAuthenticationManager.class)
				.getIfAvailable(() -> ofUsers(managers.beans));
			return (manager != null) ? new BlockingAuthenticationManager(manager, managers.timeout) : null;
		}

		private static @Nullable ReactiveAuthenticationManager ofUsers(ApplicationContext beans) {
			ReactiveUserDetailsService users = beans.getBeanProvider(ReactiveUserDetailsService.class).getIfAvailable();
			if (users == null) {
				return null;
			}
			UserDetailsRepositoryReactiveAuthenticationManager manager = new UserDetailsRepositoryReactiveAuthenticationManager(
					users);
			beans.getBeanProvider(PasswordEncoder.class).ifAvailable(manager::setPasswordEncoder);
			return manager;
		}

	}

}
