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

package io.github.wampspring.transport.resume;

import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which tokens are taken. */
class ResumeTokenTests {

	private final ResumeToken token = new ResumeToken();

	@Test
	void tokensAreRandomAndLong() {
		assertThat(Base64.getDecoder().decode(this.token.current())).hasSize(32);
		assertThat(new ResumeToken().current()).isNotEqualTo(this.token.current());
		assertThat(this.token.matches("")).isFalse();
		assertThat(this.token.matches(this.token.current().substring(1))).isFalse();
	}

	@Test
	void theTokenBeforeIsTakenUntilTheNewOneIsKnown() {
		String first = this.token.current();
		String lost = this.token.renew(first);
		String second = this.token.renew(first);
		assertThat(this.token.matches(first)).isTrue();
		assertThat(this.token.matches(second)).isTrue();
		assertThat(this.token.matches(lost)).isFalse();
		this.token.known();
		assertThat(this.token.matches(first)).isFalse();
		assertThat(this.token.matches(second)).isTrue();
	}

	@Test
	void aTokenThatWasShownIsTakenAgainWhenTheAnswerWasLost() {
		String first = this.token.current();
		String second = this.token.renew(first);
		String lost = this.token.renew(second);
		assertThat(this.token.matches(second)).isTrue();
		assertThat(this.token.matches(first)).isFalse();
		assertThat(this.token.matches(lost)).isTrue();
	}

}
