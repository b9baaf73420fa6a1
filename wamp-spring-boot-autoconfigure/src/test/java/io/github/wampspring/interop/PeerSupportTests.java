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

package io.github.wampspring.interop;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of what the tests against foreign programs rely on.
 */
class PeerSupportTests {

	@Test
	void eachCheckOfADriveBecomesATest() {
		DriveReport report = DriveReport.of(List.of("PASS join (authid x, json)", "PASS add2", "FAIL echo-one: timeout",
				"KNOWN call-timeout: not announced [x]", "SKIP echo-binary: none", "3 passed, 1 failed"), 1);
		assertThat(report.complete()).isTrue();
		assertThat(report.checks()).extracting(DriveReport.Check::name)
			.containsExactly("join", "add2", "echo-one", "call-timeout", "echo-binary");
		assertThat(report.tests().skip(3).findFirst()).hasValueSatisfying((test) -> {
			assertThat(test.getDisplayName()).isEqualTo("echo-one");
			assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> test.getExecutable().execute()))
				.isInstanceOf(AssertionError.class)
				.hasMessageContaining("FAIL echo-one: timeout");
		});
	}

	@Test
	void aDriveThatBreaksOffIsNotComplete() {
		assertThat(DriveReport.of(List.of("PASS join (x)", "PASS add2"), 1).complete()).isFalse();
		assertThat(DriveReport.of(List.of("1 passed, 0 failed"), 137).complete()).isFalse();
	}

	@Test
	void aProgramThatEndsBeforeItIsReadyIsReportedWithItsOutput() {
		PeerProcess process = PeerProcess.start(List.of("sh", "-c", "echo no such thing; exit 3"));
		assertThatIllegalStateException().isThrownBy(process::awaitReady).withMessageContaining("no such thing");
	}

	@Test
	void aProgramIsEndedWithItsChildren() {
		PeerProcess process = PeerProcess.start(List.of("sh", "-c", "sleep 60 & echo READY; wait")).awaitReady();
		assertThat(process.isAlive()).isTrue();
		process.close();
		assertThat(process.isAlive()).isFalse();
		assertThat(process.awaitExit(Duration.ofSeconds(1))).isNotZero();
	}

}
