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

package io.github.wampspring.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions within the JVM and over WebSocket, in all serializers, see each other's
 * payloads alike in one realm of the embedded router.
 */
class SessionsOfAllKindsTests {

	private static final Map<String, Application> APPLICATIONS = new LinkedHashMap<>();

	@BeforeAll
	static void start() {
		Application router = Application.router()
			.with("interop.prefix", prefix("in-process"))
			.with(ContractComponent.class, Keeper.class)
			.join();
		APPLICATIONS.put("in-process", router);
		for (String serializer : Serializers.ALL) {
			APPLICATIONS.put(serializer,
					Application.client(router.routerUrl())
						.with("wamp.serializers", serializer)
						.with("interop.prefix", prefix(serializer))
						.with(ContractComponent.class)
						.join());
		}
	}

	@AfterAll
	static void stop() {
		List<Application> applications = new ArrayList<>(APPLICATIONS.values());
		java.util.Collections.reverse(applications);
		applications.forEach(Application::close);
		APPLICATIONS.clear();
	}

	@TestFactory
	Stream<DynamicNode> eachCallsEach() {
		return APPLICATIONS.keySet()
			.stream()
			.flatMap((caller) -> APPLICATIONS.keySet().stream().map((callee) -> calls(caller, callee)));
	}

	private static DynamicNode calls(String caller, String callee) {
		TemplateChecks checks = new TemplateChecks(APPLICATIONS.get(caller).wamp(), prefix(callee));
		List<DynamicNode> all = new ArrayList<>(checks.common());
		all.addAll(List.of(checks.binary(), checks.cancel(), checks.progress()));
		return DynamicContainer.dynamicContainer(caller + " calls " + callee, all);
	}

	@Test
	void callerAndCalleeWithinTheJvmShareNoObject() {
		Keeper keeper = APPLICATIONS.get("in-process").context().getBean(Keeper.class);
		WampTemplate wamp = APPLICATIONS.get("in-process").wamp();
		List<Object> list = new ArrayList<>(List.of("a", new ArrayList<>(List.of(1))));
		Object answer = wamp.call("com.example.keep", Object.class, list);
		assertThat(keeper.kept).isEqualTo(list).isNotSameAs(list);
		assertThat(keeper.kept.get(1)).isNotSameAs(list.get(1));
		assertThat(answer).isEqualTo(keeper.kept).isNotSameAs(keeper.kept);
	}

	@Test
	void publisherAndSubscriberWithinTheJvmShareNoObject() throws InterruptedException {
		Keeper keeper = APPLICATIONS.get("in-process").context().getBean(Keeper.class);
		List<Object> list = new ArrayList<>(List.of(new ArrayList<>(List.of("inner"))));
		APPLICATIONS.get("in-process").wamp().newPublication("com.example.kept").args(list).excludeMe(false).publish();
		list.clear();
		List<Object> first = keeper.events.poll(10, TimeUnit.SECONDS);
		List<Object> second = keeper.events.poll(10, TimeUnit.SECONDS);
		assertThat(first).isEqualTo(List.of(List.of("inner"))).isEqualTo(second).isNotSameAs(second);
		assertThat(first.get(0)).isNotSameAs(second.get(0));
	}

	private static String prefix(String kind) {
		return "com.example." + kind.replace("-", "");
	}

	static class Keeper {

		volatile List<Object> kept;

		final BlockingQueue<List<Object>> events = new LinkedBlockingQueue<>();

		@WampProcedure("com.example.keep")
		List<Object> keep(List<Object> list) {
			this.kept = list;
			return list;
		}

		@WampSubscribe("com.example.kept")
		void one(List<Object> list) {
			this.events.add(list);
		}

		@WampSubscribe("com.example.kept")
		void two(List<Object> list) {
			this.events.add(list);
		}

	}

}
