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

package io.github.wampspring.protocol;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DictTests {

	@Test
	void valuesAreReadByTheirType() {
		Dict dict = Dict
			.copyOf(Map.of("string", "x", "bool", true, "int", 5, "long", 1L << 40, "big", BigInteger.valueOf(7),
					"double", 5.0, "dict", Map.of("y", 1), "strings", List.of("a", "b"), "ids", Arrays.asList(1, 2L)));
		assertThat(dict.getString("string")).isEqualTo("x");
		assertThat(dict.isTrue("bool")).isTrue();
		assertThat(dict.getLong("int")).isEqualTo(5);
		assertThat(dict.getLong("long")).isEqualTo(1L << 40);
		assertThat(dict.getLong("big")).isEqualTo(7);
		assertThat(dict.getDict("dict").getLong("y")).isEqualTo(1);
		assertThat(dict.getStrings("strings")).containsExactly("a", "b");
		assertThat(dict.getLongs("ids")).containsExactly(1L, 2L);
	}

	@Test
	void aValueOfAnotherTypeIsAbsent() {
		Dict dict = Dict.copyOf(Map.of("string", "x", "int", 1, "bool", true, "double", 5.5, "integral", 5.0));
		assertThat(dict.getString("int")).isNull();
		assertThat(dict.getLong("string")).isNull();
		assertThat(dict.getLong("bool")).isNull();
		assertThat(dict.getLong("double")).isNull();
		assertThat(dict.getLong("integral")).isEqualTo(5);
		assertThat(dict.isTrue("string")).isFalse();
		assertThat(dict.getDict("string")).isEqualTo(Dict.EMPTY);
		assertThat(dict.getStrings("string")).isNull();
		assertThat(dict.getLongs("missing")).isNull();
		assertThat(dict.has("missing")).isFalse();
	}

	@Test
	void aDictionaryNeverChanges() {
		Map<String, Object> source = new HashMap<>(Map.of("x", 1));
		Dict dict = Dict.copyOf(source);
		source.put("y", 2);
		Dict more = dict.with("z", 3);
		assertThat(dict.asMap()).isEqualTo(Map.of("x", 1));
		assertThat(more.asMap()).isEqualTo(Map.of("x", 1, "z", 3));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> dict.asMap().clear());
	}

	@Test
	void applicationsGetMapsOnly() {
		Dict dict = Dict.of("dict", Dict.of("y", 1), "list", List.of(Dict.of("z", 2), "text"));
		assertThat(dict.toMap()).isEqualTo(Map.of("dict", Map.of("y", 1), "list", List.of(Map.of("z", 2), "text")));
	}

	@Test
	void dictionariesAreMadeOfEachOther() {
		Dict one = Dict.of("x", 1, "y", 2);
		assertThat(one.withAll(Dict.of("y", 3, "z", 4)).asMap()).isEqualTo(Map.of("x", 1, "y", 3, "z", 4));
		assertThat(one.withAll(Dict.EMPTY)).isSameAs(one);
		assertThat(one.withPresent("z", null)).isSameAs(one);
		assertThat(one.withPresent("z", 4).has("z")).isTrue();
		assertThat(one.with("z", null).has("z")).isFalse();
		assertThat(one).isEqualTo(Dict.of("y", 2, "x", 1)).hasSameHashCodeAs(Dict.of("y", 2, "x", 1));
	}

	@Test
	void aBuilderTellsWhatIsThereTwice() {
		Dict.Builder builder = Dict.builder();
		assertThat(builder.put("x", null)).isTrue();
		assertThat(builder.put("x", 1)).isFalse();
		assertThat(builder.build()).isEqualTo(Dict.of("x", 1));
		assertThat(Dict.builder().build()).isSameAs(Dict.EMPTY);
	}

	@Test
	void keysAreStrings() {
		assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> Dict.copyOf(Map.of(1, 2)));
	}

}
