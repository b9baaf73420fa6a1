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

package io.github.wampspring.router.cluster.link.nats;

import io.github.wampspring.router.cluster.link.NodeId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NatsSubjects}.
 */
class NatsSubjectsTests {

	private final NatsSubjects subjects = new NatsSubjects("shop", NodeId.create("one"));

	@Test
	void aHintIsAboutItsNode() {
		NodeId other = NodeId.create("other");
		assertThat(this.subjects.suspect(this.subjects.hint(other))).isEqualTo(other);
	}

	@Test
	void whatCameByAnotherSubjectIsNoHint() {
		assertThat(this.subjects.suspect(this.subjects.all())).isNull();
		assertThat(this.subjects.suspect(this.subjects.self())).isNull();
		assertThat(this.subjects.suspect("")).isNull();
	}

}
