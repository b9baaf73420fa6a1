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

import java.util.List;

import io.github.wampspring.router.cluster.link.ClusterLink;
import io.github.wampspring.router.cluster.link.LinkSettings;
import io.github.wampspring.router.cluster.link.PartedLink;
import io.github.wampspring.router.cluster.link.SignedLink;

/**
 * The contract holds for frames that are signed and cut into parts, too.
 */
class DecoratedLinkTests extends InMemoryLinkTests {

	private static final String SECRET = "a secret of the cluster";

	@Override
	protected ClusterLink createLink(LinkSettings settings) {
		return new PartedLink(new SignedLink(super.createLink(settings), List.of(SECRET)), 3 * settings.maxFrame());
	}

}
