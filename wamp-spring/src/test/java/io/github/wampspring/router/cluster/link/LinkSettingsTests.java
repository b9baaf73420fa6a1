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

package io.github.wampspring.router.cluster.link;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LinkSettingsTests {

	private final LinkSettings settings = LinkSettings.defaults();

	@Test
	void eachSettingCanBeChanged() {
		LinkSettings settings = this.settings.withMaxFrame(2048)
			.withQueue(1, 4096)
			.withReceiveQueue(2, 8192)
			.withTimeout(Duration.ofSeconds(1))
			.withBackoff(Duration.ofMillis(1), Duration.ofMillis(2));
		assertThat(settings).isEqualTo(new LinkSettings(2048, 1, 4096, 2, 8192, Duration.ofSeconds(1),
				Duration.ofMillis(1), Duration.ofMillis(2)));
	}

	@Test
	void whatCannotWorkIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withMaxFrame(1023))
			.withMessageContaining("1024");
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withQueue(0, 1_000_000));
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withReceiveQueue(1, 1))
			.withMessageContaining("maxFrame");
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withTimeout(Duration.ZERO));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.settings.withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
	}

}
