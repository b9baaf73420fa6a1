package io.github.wampspring.docs.quickstart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of the README.
 */
@SpringBootTest(classes = QuickstartTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = "wamp.router.enabled=true")
@ExtendWith(OutputCaptureExtension.class)
class QuickstartTests {

	@Test
	void callsAndPublishes(@Autowired Client client, CapturedOutput output) {
		assertThat(client.addAndTell()).isEqualTo(5);
		assertThat(output).doesNotContain("ERROR");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ComponentScan
	static class Application {

	}

}
