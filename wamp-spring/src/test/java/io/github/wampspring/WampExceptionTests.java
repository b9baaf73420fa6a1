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

package io.github.wampspring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WampExceptionTests {

	private final Exception cause = new IllegalStateException("password=secret");

	@Test
	void aCauseStaysInTheJvm() {
		WampException error = new WampException("com.x.error", "Not possible", this.cause);
		assertThat(error).hasCause(this.cause).hasMessage("com.x.error: Not possible");
		assertThat(error.getArguments()).containsExactly("Not possible");
		assertThat(error.getKeywordArguments()).isEmpty();
	}

	@Test
	void moreThanAMessageIsBuilt() {
		WampException error = WampException.of("com.x.error")
			.args("a", null, 3)
			.kwarg("b", 4)
			.cause(this.cause)
			.build();
		assertThat(error.getArguments()).containsExactly("a", null, 3);
		assertThat(error.getKeywordArguments()).isEqualTo(Map.of("b", 4));
		assertThat(error).hasCause(this.cause);
	}

	@Test
	void anExceptionIsNoArgument() {
		WampException.Builder positional = WampException.of("com.x.error").args("a", this.cause);
		assertThatIllegalArgumentException().isThrownBy(positional::build).withMessageContaining("cause");
		WampException.Builder keyword = WampException.of("com.x.error").kwarg("b", this.cause);
		assertThatIllegalArgumentException().isThrownBy(keyword::build);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new WampException("com.x.error", List.of(this.cause), Map.of(), null));
	}

	@Test
	void afterSerializationThereIsTheMessage() throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new ObjectOutputStream(bytes).writeObject(WampException.of("com.x.error").args("a").kwarg("b", 4).build());
		WampException copy = (WampException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))
			.readObject();
		assertThat(copy).hasMessage("com.x.error: a {b=4}");
		assertThat(copy.getArguments()).isEmpty();
		assertThat(copy.getKeywordArguments()).isEmpty();
	}

}
