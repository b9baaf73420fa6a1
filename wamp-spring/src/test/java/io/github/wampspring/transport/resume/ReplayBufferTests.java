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

package io.github.wampspring.transport.resume;

import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.protocol.WampMessage.Received;
import io.github.wampspring.transport.SharedMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is kept to be sent once more. */
class ReplayBufferTests {

	private final ReplayMemory memory = new ReplayMemory(Long.MAX_VALUE);

	private final ReplayBuffer buffer = new ReplayBuffer(new ReplayLimits(4, 100), this.memory);

	private void add(int from, int to, long length) {
		for (int i = from; i < to; i++) {
			this.buffer.add(SharedMessage.of(new Received(i)), length);
		}
	}

	private List<Long> kept() {
		assertThat(this.memory.used()).isEqualTo(this.buffer.size());
		List<Long> numbers = new ArrayList<>();
		this.buffer.forEach((message) -> numbers.add(((Received) message.message()).messages()));
		return numbers;
	}

	@Test
	void whatThePeerHasIsLetGoOf() {
		add(0, 3, 10);
		this.buffer.received(2);
		assertThat(kept()).containsExactly(2L);
		assertThat(this.buffer.size()).isEqualTo(10);
		this.buffer.received(1);
		assertThat(kept()).containsExactly(2L);
		assertThat(this.buffer.first()).isEqualTo(2);
		assertThat(this.buffer.next()).isEqualTo(3);
	}

	@Test
	void theOldestMessagesGoWhenThereAreTooMany() {
		add(0, 10, 10);
		assertThat(kept()).containsExactly(6L, 7L, 8L, 9L);
		assertThat(this.buffer.hasRoom()).isFalse();
		assertThat(this.buffer.next()).isEqualTo(10);
	}

	@Test
	void theOldestMessagesGoWhenTheyAreTooLarge() {
		add(0, 3, 40);
		assertThat(kept()).containsExactly(1L, 2L);
		add(3, 4, 101);
		assertThat(kept()).isEmpty();
		assertThat(this.buffer.first()).isEqualTo(4);
		assertThat(this.buffer.size()).isZero();
	}

}
