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

package io.github.wampspring.test.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.wampspring.autoconfigure.WampConnectionProperties;
import io.github.wampspring.autoconfigure.WampProperties;
import io.github.wampspring.autoconfigure.router.WampRouterProperties;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Gives the router the realms that the connections join.
 *
 * @param environment the properties
 */
record RouterProperties(Environment environment) implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof WampRouterProperties properties) {
			WampProperties clients = Binder.get(this.environment)
				.bind("wamp", WampProperties.class)
				.orElseGet(WampProperties::new);
			Set<String> realms = new LinkedHashSet<>(properties.getRealms());
			realms.addAll(realms(clients));
			properties.setRealms(new ArrayList<>(realms));
		}
		return bean;
	}

	/**
	 * The realms of the connections.
	 * @param properties their properties
	 * @return that of the connection {@code default} first, be there one or not
	 */
	static Set<String> realms(WampProperties properties) {
		Set<String> realms = new LinkedHashSet<>();
		realms.add(properties.getRealm());
		properties.getConnections().values().stream().map(WampConnectionProperties::getRealm).forEach(realms::add);
		return realms;
	}

}
