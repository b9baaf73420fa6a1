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

package io.github.wampspring.router.engine;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;

/**
 * Routers for tests.
 */
final class TestRouters {

	private TestRouters() {
	}

	/** A router with realm1, open for anonymous sessions. */
	static DefaultWampRouter open() {
		return open((realm) -> {
		});
	}

	static DefaultWampRouter open(Consumer<RealmSettings.Builder> customizer) {
		return open(customizer, (router) -> {
		});
	}

	static DefaultWampRouter open(Consumer<RealmSettings.Builder> realm, Consumer<RouterSettings.Builder> router) {
		return closed((builder) -> realm.accept(builder.anonymous("anonymous")), router);
	}

	/** A router with realm1, closed for everybody. */
	static DefaultWampRouter closed(Consumer<RealmSettings.Builder> realm, Consumer<RouterSettings.Builder> router) {
		RealmSettings.Builder realmSettings = RealmSettings.builder("realm1");
		realm.accept(realmSettings);
		RouterSettings.Builder settings = RouterSettings.builder()
			.shutdownTimeout(Duration.ofMillis(10))
			.realm(realmSettings.build());
		router.accept(settings);
		return TestCluster.open(settings);
	}

}
