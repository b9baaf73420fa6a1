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

package io.github.wampspring.demo;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.client.HelloDetails;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.demo.readings.Instance;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.WampRouter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Tells at which instance of a cluster each session is. The realm does not: it is one.
 * The sessions of the demo's applications and pages say it of themselves when they join,
 * and each router knows what was said to the others.
 */
@Component
@Profile("cluster")
class Whereabouts implements HelloCustomizer {

	private static final String ATTRIBUTE = "instance";

	private final Instance instance;

	private final ObjectProvider<WampRouter> router;

	Whereabouts(Instance instance, ObjectProvider<WampRouter> router) {
		this.instance = instance;
		this.router = router;
	}

	@Override
	public void customize(WampConnection connection, HelloDetails hello) {
		hello.setOther(Map.of(ATTRIBUTE, this.instance.name()));
	}

	/**
	 * Return the instances.
	 * @return by session ID, without the sessions that have not said it
	 */
	@WampProcedure("com.myapp.whereabouts.#{@instance.name()}")
	Map<Long, String> whereabouts() {
		Map<Long, String> whereabouts = new LinkedHashMap<>();
		this.router.ifAvailable((router) -> {
			for (String realm : router.realms()) {
				for (SessionInfo session : router.sessions(realm)) {
					String instance = session.attribute(ATTRIBUTE);
					if (instance != null) {
						whereabouts.put(session.id(), instance);
					}
				}
			}
		});
		return whereabouts;
	}

}
