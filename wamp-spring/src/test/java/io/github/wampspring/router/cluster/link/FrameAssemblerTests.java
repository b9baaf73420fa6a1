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

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrameAssemblerTests {

	private static final int MAX = 10_000;

	private final AtomicLong now = new AtomicLong();

	private final FrameAssembler assembler = new FrameAssembler(MAX, 4 * MAX, this.now::get);

	@Test
	void sendersThatNeverFinishTakeBoundedRoom() {
		for (long sender = 0; sender < 100_000; sender++) {
			assertThat(this.assembler.add(sender, 1, MAX, 0, ByteBuffer.allocate(1000))).isNull();
			assertThat(this.assembler.size()).isLessThanOrEqualTo(4 * MAX);
		}
		// the last ones are still there
		assertThat(this.assembler.add(99_999, 1, MAX, 1000, ByteBuffer.allocate(MAX - 1000))).isNotNull();
	}

	@Test
	void smallPartsAreCountedWithWhatTheyCost() {
		for (int offset = 0; offset < MAX - 1; offset++) {
			this.assembler.add(1, 1, MAX, offset, ByteBuffer.allocate(1));
			assertThat(this.assembler.size()).isLessThanOrEqualTo(4 * MAX);
		}
	}

	@Test
	void memoryIsTakenByWhatHasComeOnly() {
		FrameAssembler assembler = new FrameAssembler(Integer.MAX_VALUE, Integer.MAX_VALUE, this.now::get);
		for (long sender = 0; sender < 1000; sender++) {
			assembler.add(sender, 1, Integer.MAX_VALUE, 0, ByteBuffer.allocate(1));
		}
		assertThat(assembler.size()).isLessThan(100_000);
	}

	@Test
	void whatDoesNotGoOnIsDroppedAfterATime() {
		this.assembler.add(1, 1, 10, 0, ByteBuffer.allocate(5));
		this.now.addAndGet(FrameAssembler.MAX_NANOS + 1);
		this.assembler.add(2, 1, 10, 0, ByteBuffer.allocate(5));
		assertThat(this.assembler.add(1, 1, 10, 5, ByteBuffer.allocate(5))).isNull();
		assertThat(this.assembler.add(2, 1, 10, 5, ByteBuffer.allocate(5))).isNotNull();
		assertThat(this.assembler.size()).isZero();
	}

	@Test
	void partsThatDoNotFitAreDropped() {
		assertThat(this.assembler.add(1, 1, MAX + 1, 0, ByteBuffer.allocate(MAX + 1))).isNull();
		assertThat(this.assembler.add(1, 1, -1, 0, ByteBuffer.allocate(1))).isNull();
		assertThat(this.assembler.add(1, 1, 10, -1, ByteBuffer.allocate(1))).isNull();
		assertThat(this.assembler.add(1, 1, 10, 0, ByteBuffer.allocate(11))).isNull();
		assertThat(this.assembler.add(1, 1, 10, 0, ByteBuffer.allocate(0))).isNull();
		assertThat(this.assembler.add(1, 1, 0, 0, ByteBuffer.allocate(0))).isNull();
		assertThat(this.assembler.add(1, 1, 10, 0, ByteBuffer.allocate(5))).isNull();
		assertThat(this.assembler.add(1, 1, 11, 5, ByteBuffer.allocate(5))).isNull();
		assertThat(this.assembler.add(1, 1, 10, 5, ByteBuffer.allocate(5))).isNull();
		assertThat(this.assembler.size()).isZero();
	}

	@Test
	void arbitraryPartsNeitherFailNorTakeMoreThanTheirRoom() {
		Random random = new Random(1);
		int complete = 0;
		for (int i = 0; i < 200_000; i++) {
			ByteBuffer frame = this.assembler.add(random.nextInt(20), random.nextInt(2), random.nextInt(8),
					random.nextInt(10) - 1, ByteBuffer.allocate(random.nextInt(6)));
			complete += (frame != null) ? 1 : 0;
			assertThat(this.assembler.size()).isBetween(0L, 4L * MAX);
		}
		assertThat(complete).isPositive();
		this.assembler.clear();
		assertThat(this.assembler.size()).isZero();
	}

}
