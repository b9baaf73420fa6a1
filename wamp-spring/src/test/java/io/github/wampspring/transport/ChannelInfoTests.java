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

package io.github.wampspring.transport;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChannelInfo}.
 */
class ChannelInfoTests {

	@Test
	void credentialsAreNeitherKeptNorPrinted() {
		ChannelInfo info = new ChannelInfo("websocket", "json", "203.0.113.7:1234", Map.of("cookie",
				List.of("SESSION=secret1"), "Authorization", List.of("Basic secret2"), "x-tenant", List.of("secret3")),
				null, false);
		assertThat(info.headers()).containsOnlyKeys("x-tenant");
		assertThat(info.toString()).isEqualTo("websocket json 203.0.113.7:1234");
	}

}
