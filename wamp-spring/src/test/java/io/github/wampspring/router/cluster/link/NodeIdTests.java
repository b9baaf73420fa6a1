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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NodeIdTests {

	@Test
	void aTokenHasNoDotsAndTellsTheNode() {
		NodeId id = new NodeId("shop-1.example.com", -2);
		assertThat(id.toToken()).isEqualTo("shop-1=example=com~fffffffffffffffe");
		assertThat(NodeId.ofToken(id.toToken())).isEqualTo(id);
		assertThat(id).hasToString("shop-1.example.com~fffffffffffffffe");
	}

	@Test
	void eachLifeIsAnother() {
		assertThat(NodeId.create("node")).isNotEqualTo(NodeId.create("node"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a*", "a>", "a=b", "a~b", "a:b", "\u00e4", "a\n" })
	void namesThatAnEngineWouldTakeForSomethingElseAreRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> NodeId.create(name)).withMessageContaining("letters");
		assertThatIllegalArgumentException().isThrownBy(() -> NodeId.create("a".repeat(129)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "node", "node~", "node~123", "node~000000000000000g", "~0000000000000000",
			"a b~0000000000000000" })
	void whatIsNoTokenIsRefused(String token) {
		assertThatIllegalArgumentException().isThrownBy(() -> NodeId.ofToken(token));
	}

}
