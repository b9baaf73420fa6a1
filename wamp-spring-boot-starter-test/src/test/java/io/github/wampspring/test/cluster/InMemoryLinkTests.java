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

package io.github.wampspring.test.cluster;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.memory.InMemoryEngine;

class InMemoryLinkTests extends ClusterLinkContract {

	private final InMemoryEngine engine = new InMemoryEngine();

	@Override
	protected ClusterLink createLink(LinkSettings settings) {
		return this.engine.link(settings);
	}

	@Override
	protected EngineControl control() {
		return new EngineControl() {

			@Override
			public void kill() {
				InMemoryLinkTests.this.engine.stop();
			}

			@Override
			public void start() {
				InMemoryLinkTests.this.engine.start();
			}

			@Override
			public void stall() {
				InMemoryLinkTests.this.engine.stall();
			}

			@Override
			public void resume() {
				InMemoryLinkTests.this.engine.resume();
			}

		};
	}

}
