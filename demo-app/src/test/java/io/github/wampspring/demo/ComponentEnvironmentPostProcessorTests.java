package io.github.wampspring.demo;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ComponentEnvironmentPostProcessor}.
 */
class ComponentEnvironmentPostProcessorTests {

	private final MockEnvironment environment = new MockEnvironment().withProperty("wamp.router.enabled", "true");

	@Test
	void runsNoRouterWhereThereIsAnother() {
		this.environment.setProperty("wamp.url", "ws://localhost:8080/ws");
		assertThat(routerEnabled()).isFalse();
	}

	@Test
	void runsTheRouterOtherwise() {
		assertThat(routerEnabled()).isTrue();
	}

	private Boolean routerEnabled() {
		new ComponentEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		return this.environment.getRequiredProperty("wamp.router.enabled", Boolean.class);
	}

}
