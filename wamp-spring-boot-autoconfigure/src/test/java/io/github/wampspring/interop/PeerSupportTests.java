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
