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

package io.github.wampspring.transport.websocket;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Credit}.
 */
class CreditTests {

	private final Credit credit = new Credit();

	@Test
	void whatWasNotReadUsesCreditUp() {
		assertThat(this.credit.covers(2000)).isTrue();
		assertThat(this.credit.wantsPing()).isFalse();
		this.credit.written(16_000);
		assertThat(this.credit.covers(2000)).isFalse();
		assertThat(this.credit.wantsPing()).isTrue();
	}

	@Test
	void thePongProvesWhatWasWrittenBeforeThePing() {
		this.credit.written(10_000);
		ByteBuffer ping = this.credit.ping();
		assertThat(this.credit.wantsPing()).isFalse();
		this.credit.written(10_000);
		assertThat(this.credit.covers(0)).isFalse();
		this.credit.pong(ping);
		assertThat(this.credit.covers(6000)).isTrue();
		assertThat(this.credit.covers(7000)).isFalse();
		assertThat(this.credit.wantsPing()).isTrue();
	}

	@Test
	void otherPongsProveNothing() {
		this.credit.written(20_000);
		this.credit.pong(ByteBuffer.allocate(8));
		ByteBuffer ping = this.credit.ping();
		this.credit.pong(ByteBuffer.allocate(0));
		this.credit.pong(ByteBuffer.allocate(8).putLong(0, ping.getLong(0) + 1));
		assertThat(this.credit.covers(1)).isFalse();
		this.credit.pong(ping);
		assertThat(this.credit.covers(1)).isTrue();
	}

}
