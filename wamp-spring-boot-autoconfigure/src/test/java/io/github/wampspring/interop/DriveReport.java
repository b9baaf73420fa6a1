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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a drive printed: one line for each check, and a summary.
 *
 * @param checks the checks, in the order in which they ran
 * @param complete whether the drive ran to its end
 * @param output all that it printed
 */
record DriveReport(List<Check> checks, boolean complete, String output) {

	static DriveReport of(List<String> lines, int status) {
		List<Check> checks = new ArrayList<>();
		boolean complete = false;
		for (String line : lines) {
			if (line.matches("\\d+ passed, \\d+ failed.*")) {
				complete = status == 0 || status == 1;
			}
			else if (line.matches("(PASS|FAIL|KNOWN|SKIP) .*")) {
				String[] words = line.split("[ :]+", 3);
				checks.add(new Check(words[1], Status.valueOf(words[0]), line));
			}
		}
		return new DriveReport(checks, complete, String.join("\n", lines));
	}

	/**
	 * A test for each check, and one that the drive ran to its end.
	 * @return the tests
	 */
	Stream<DynamicTest> tests() {
		return Stream.concat(Stream.of(DynamicTest.dynamicTest("runs to its end", this::assertComplete)),
				this.checks.stream()
					.map((check) -> DynamicTest.dynamicTest(check.name(),
							() -> assertThat(check.status()).withFailMessage(check.line()).isNotEqualTo(Status.FAIL))));
	}

	private void assertComplete() {
		assertThat(this.complete).as(this.output).isTrue();
		assertThat(this.checks).as(this.output)
			.filteredOn((check) -> check.status() == Status.PASS)
			.hasSizeGreaterThan(1);
	}

	enum Status {

		/** As it should be. */
		PASS,

		/** Not as it should be. */
		FAIL,

		/** A limit of the other router. */
		KNOWN,

		/** Not possible with this client. */
		SKIP

	}

	record Check(String name, Status status, String line) {
	}

}
