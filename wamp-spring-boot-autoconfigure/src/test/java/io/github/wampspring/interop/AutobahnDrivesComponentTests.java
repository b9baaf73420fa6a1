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

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Autobahn|Python and AutobahnJS call, cancel, publish to and subscribe to the annotated
 * beans of {@link ContractComponent}, through each router and in all serializers on both
 * sides.
 */
@RequiresPeer({ Peer.AUTOBAHN_PYTHON, Peer.AUTOBAHN_JS })
class AutobahnDrivesComponentTests {

	@TestFactory
	Stream<DynamicNode> throughTheEmbeddedRouter() {
		try (Application router = Application.router().join()) {
			return drives(router.routerUrl(), "", "");
		}
	}

	@TestFactory
	@RequiresPeer(Peer.CROSSBAR)
	Stream<DynamicNode> throughCrossbar() {
		// Crossbar.io never answers a CANCEL in mode skip
		return drives(PeerRouter.shared(Peer.CROSSBAR).url(), "crossbar", "cancel-skip");
	}

	@TestFactory
	@RequiresPeer(Peer.NEXUS)
	Stream<DynamicNode> throughNexus() {
		return drives(PeerRouter.shared(Peer.NEXUS).url(), "nexus", "");
	}

	private Stream<DynamicNode> drives(String url, String router, String skip) {
		return Parallel.map(Serializers.ALL, (own) -> drives(url, router, skip, own)).stream().flatMap(List::stream);
	}

	private List<DynamicNode> drives(String url, String router, String skip, String own) {
		String prefix = "com.example.java." + own;
		List<DynamicNode> tests = new ArrayList<>();
		try (Application application = Application.client(url)
			.with("wamp.serializers", own)
			.with("interop.prefix", prefix)
			.with(ContractComponent.class)
			.join()) {
			for (String other : Serializers.ALL) {
				DriveReport python = Drive.python(url)
					.with("serializer", other)
					.with("prefix", prefix)
					.with("suite", "callee")
					.with("router", router)
					.with("skip", skip)
					.run();
				tests.add(DynamicContainer.dynamicContainer("Autobahn|Python " + other + " calls " + own,
						python.tests()));
				// nexus garbles binary values for sessions in JSON
				boolean garbled = router.equals("nexus") && own.equals("json");
				DriveReport javaScript = Drive.javaScript(url)
					.with("serializer", other)
					.with("prefix", prefix)
					.with("skip", garbled ? "echo-binary" : "")
					.run();
				tests.add(
						DynamicContainer.dynamicContainer("AutobahnJS " + other + " calls " + own, javaScript.tests()));
			}
		}
		return tests;
	}

}
