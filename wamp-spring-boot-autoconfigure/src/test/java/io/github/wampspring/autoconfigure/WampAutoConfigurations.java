package io.github.wampspring.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * What the tests start.
 */
final class WampAutoConfigurations {

	static final AutoConfigurations ALL = AutoConfigurations.of(JacksonAutoConfiguration.class,
			SslAutoConfiguration.class, TaskExecutionAutoConfiguration.class, WampSerializerAutoConfiguration.class,
			WampRouterAutoConfiguration.class, WampRouterEndpointAutoConfiguration.class,
			WampClientAutoConfiguration.class, WampListenerAutoConfiguration.class);

	private WampAutoConfigurations() {
	}

	/**
	 * A context with the embedded router and a connection to it.
	 */
	static ApplicationContextRunner withRouter() {
		return new ApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues("wamp.router.enabled=true", "wamp.fail-fast=true");
	}

}
