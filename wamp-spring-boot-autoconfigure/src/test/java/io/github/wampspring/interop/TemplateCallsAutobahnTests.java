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
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The template calls, cancels, publishes to and subscribes to components on
 * Autobahn|Python and AutobahnJS, through each router and in all serializers on both
 * sides.
 */
@RequiresPeer({ Peer.AUTOBAHN_PYTHON, Peer.AUTOBAHN_JS })
class TemplateCallsAutobahnTests {

	private final List<AutoCloseable> running = new ArrayList<>();

	@AfterEach
	void stop() throws Exception {
		for (AutoCloseable each : this.running) {
			each.close();
		}
	}

	@TestFactory
	Stream<DynamicNode> throughTheEmbeddedRouter() {
		Application router = Application.router().join();
		Stream<DynamicNode> tests = calls(router.routerUrl(), false);
		this.running.add(router);
		return tests;
	}

	@TestFactory
	@RequiresPeer(Peer.CROSSBAR)
	Stream<DynamicNode> throughCrossbar() {
		return calls(PeerRouter.shared(Peer.CROSSBAR).url(), false);
	}

	@TestFactory
	@RequiresPeer(Peer.NEXUS)
	Stream<DynamicNode> throughNexus() {
		return calls(PeerRouter.shared(Peer.NEXUS).url(), true);
	}

	private Stream<DynamicNode> calls(String url, boolean nexus) {
		List<Application> applications = Parallel.map(Serializers.ALL,
				(own) -> Application.client(url).with("wamp.serializers", own).join());
		this.running.addAll(applications);
		List<DynamicNode> tests = new ArrayList<>();
		for (Component component : Component.values()) {
			List<PeerProcess> components = Parallel.map(Serializers.ALL,
					(other) -> component.start(url, other, prefix(component, other)));
			this.running.addAll(0, components);
			for (String other : Serializers.ALL) {
				for (int own = 0; own < applications.size(); own++) {
					String name = Serializers.ALL.get(own) + " calls " + component + " " + other;
					TemplateChecks checks = new TemplateChecks(applications.get(own).wamp(), prefix(component, other));
					boolean json = other.equals("json") || Serializers.ALL.get(own).equals("json");
					boolean python = component == Component.PYTHON;
					List<DynamicNode> all = new ArrayList<>(checks.common());
					// AutobahnJS has no binary values in JSON; nexus garbles them
					if (python ? !(json && nexus) : !json) {
						all.add(checks.binary());
					}
					// AutobahnJS has no interrupts, without which nexus passes on no
					// progress
					if (python) {
						all.add(checks.cancel());
					}
					if (python || !nexus) {
						all.add(checks.progress());
					}
					tests.add(DynamicContainer.dynamicContainer(name, all));
				}
			}
		}
		return tests.stream();
	}

	private static String prefix(Component component, String serializer) {
		return "com.example." + component.name().toLowerCase(java.util.Locale.ROOT) + "." + serializer;
	}

}
