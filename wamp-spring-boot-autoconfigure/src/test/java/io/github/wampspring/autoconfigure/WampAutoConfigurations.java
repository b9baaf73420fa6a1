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

package io.github.wampspring.autoconfigure;

import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.listener.WampEventErrorAutoConfiguration;
import io.github.wampspring.autoconfigure.observation.WampInterceptorAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterDisabledAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterEndpointAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterListenerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterReactiveEndpointAutoConfiguration;
import io.github.wampspring.autoconfigure.security.WampRouterSecurityAutoConfiguration;
import io.github.wampspring.autoconfigure.security.WampRouterSecurityMissingAutoConfiguration;
import io.github.wampspring.autoconfigure.security.WampSecurityAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * What the tests start.
 */
public final class WampAutoConfigurations {

	public static final AutoConfigurations ALL = AutoConfigurations.of(JacksonAutoConfiguration.class,
			SslAutoConfiguration.class, TaskExecutionAutoConfiguration.class, WampSerializerAutoConfiguration.class,
			WampRouterAutoConfiguration.class, WampRouterDisabledAutoConfiguration.class,
			WampRouterEndpointAutoConfiguration.class, WampRouterReactiveEndpointAutoConfiguration.class,
			WampRouterListenerAutoConfiguration.class, WampInterceptorAutoConfiguration.class,
			WampEventErrorAutoConfiguration.class, WampRouterSecurityAutoConfiguration.class,
			WampRouterSecurityMissingAutoConfiguration.class, WampSecurityAutoConfiguration.class,
			WampClientAutoConfiguration.class, WampListenerAutoConfiguration.class);

	private WampAutoConfigurations() {
	}

	/**
	 * A context with the embedded router and a connection to it.
	 */
	public static ApplicationContextRunner withRouter() {
		return new ApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues("wamp.router.enabled=true", "wamp.fail-fast=true");
	}

}
