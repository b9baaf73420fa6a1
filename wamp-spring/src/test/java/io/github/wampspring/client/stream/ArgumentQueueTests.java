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

package io.github.wampspring.client.stream;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a handler is told of the end of its arguments. */
class ArgumentQueueTests {

	private final ArgumentQueue queue = new ArgumentQueue(new ArgumentQueue.Limit(10_000));

	@Test
	void theFirstReasonCounts() {
		this.queue.offer(Payload.of(1), true);
		this.queue.fail(new WampCanceledException("The call was cancelled", null));
		this.queue.close();
		assertThatExceptionOfType(WampCanceledException.class).isThrownBy(this.queue::poll)
			.withMessageContaining("The call was cancelled");
	}

	@Test
	void withoutOneTheCallHasEnded() {
		this.queue.close();
		this.queue.fail(new WampCanceledException("The call was cancelled", null));
		assertThatExceptionOfType(WampCanceledException.class).isThrownBy(this.queue::poll)
			.withMessageContaining("The call has ended");
	}

}
