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

package io.github.wampspring.client;

import java.time.Duration;
import java.util.List;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampJoinException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureLogTests {

	private final FailureLog log = new FailureLog("test");

	private void failed(String text, long attempt) {
		this.log.failed(new WampJoinException(ErrorUris.AUTHENTICATION_FAILED, text, false, null), attempt,
				Duration.ofSeconds(64));
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("WARN")).toList();
	}

	@Test
	void aReasonIsToldOnceThoughUrlsTakeTurns(CapturedOutput output) {
		for (int attempt = 1; attempt < 16; attempt++) {
			failed("one is down", attempt);
			failed("two is down", attempt);
		}
		assertThat(warnings(output)).satisfiesExactly(
				(line) -> assertThat(line).contains("Connection 'test' could not join: ")
					.contains("one is down")
					.endsWith("(attempt 1, the next one in 64.0 s)"),
				(line) -> assertThat(line).contains("two is down"));
	}

	@Test
	void whatLastsIsToldAgainButMoreAndMoreRarely(CapturedOutput output) {
		for (int attempt = 1; attempt <= 1000; attempt++) {
			failed("too many attempts", attempt);
		}
		assertThat(warnings(output)).hasSize(7).last().asString().contains("attempt 512");
	}

	@Test
	void aRouterThatFindsNewWordsEachTimeFloodsNoLog(CapturedOutput output) {
		for (int attempt = 1; attempt < 1000; attempt++) {
			failed("at " + attempt, attempt);
		}
		assertThat(warnings(output)).hasSizeLessThan(30).last().asString().contains("at 512");
	}

	@Test
	void afterASessionAllIsNews(CapturedOutput output) {
		failed("too many attempts", 1);
		this.log.joined();
		failed("too many attempts", 1);
		assertThat(warnings(output)).hasSize(2);
	}

}
