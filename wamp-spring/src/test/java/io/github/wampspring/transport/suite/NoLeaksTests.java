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

package io.github.wampspring.transport.suite;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link NoLeaks}.
 */
class NoLeaksTests {

	@Test
	void aForgottenBufferIsNoticed() throws Exception {
		NoLeaks leaks = new NoLeaks();
		leaks.beforeAll(null);
		assertThat(ByteBufAllocator.DEFAULT.directBuffer(16).writeInt(4711).readInt()).isEqualTo(4711);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> leaks.afterAll(null))
			.withMessageContaining("LEAK");
	}

	@Test
	void aBufferThatIsReleasedIsNone() throws Exception {
		NoLeaks leaks = new NoLeaks();
		leaks.beforeAll(null);
		ByteBufAllocator.DEFAULT.directBuffer(16).release();
		leaks.afterAll(null);
	}

}
