package io.github.wampspring.demo;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * With {@code wamp.url}, the demo is a component of another router and runs none of its
 * own.
 */
class ComponentEnvironmentPostProcessor implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (environment.containsProperty("wamp.url")) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("component", Map.of("wamp.router.enabled", "false")));
		}
	}

}
