package io.github.wampspring.demo.readings;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Instance}.
 */
class InstanceTests {

	@Test
	void isNamedAfterMachineAndProcess() {
		Instance instance = new Instance("");
		assertThat(instance.host()).isNotBlank().doesNotContain(".");
		assertThat(instance.name()).endsWith("-" + ProcessHandle.current().pid());
	}

	@Test
	void takesTheNameThatIsConfigured() {
		assertThat(new Instance("left").name()).isEqualTo("left");
	}

	@Test
	void isAlwaysAComponentOfAUri() {
		assertThat(new Instance("Left hand.of #1").name()).isEqualTo("left-hand-of-1");
	}

}
