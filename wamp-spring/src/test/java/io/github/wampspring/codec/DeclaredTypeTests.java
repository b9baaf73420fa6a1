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

package io.github.wampspring.codec;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values that are written by their declared type.
 */
class DeclaredTypeTests {

	private static final Animal CAT = new Cat("Tom");

	private static final String TOM = "{\"type\":\"cat\",\"name\":\"Tom\"}";

	static List<Arguments> values() {
		return List.of(Arguments.of(CAT, type(new TypeReference<Animal>() {
		}), TOM), Arguments.of(new Animal[] { CAT }, type(new TypeReference<Animal[]>() {
		}), "[" + TOM + "]"), Arguments.of(List.of(CAT), type(new TypeReference<List<Animal>>() {
		}), "[" + TOM + "]"), Arguments.of(Set.of(CAT), type(new TypeReference<Set<? extends Animal>>() {
		}), "[" + TOM + "]"), Arguments.of(new ArrayList<>(List.of(CAT)), type(new TypeReference<Iterable<Animal>>() {
		}), "[" + TOM + "]"), Arguments.of(Optional.of(CAT), type(new TypeReference<Optional<Animal>>() {
		}), TOM), Arguments.of(Map.of("a", CAT), type(new TypeReference<Map<String, Animal>>() {
		}), "{\"a\":" + TOM + "}"),
				Arguments.of(Map.of("a", List.of(CAT)), type(new TypeReference<Map<String, List<Animal>>>() {
				}), "{\"a\":[" + TOM + "]}"),
				Arguments.of(new Page<>(List.of(CAT)), type(new TypeReference<Page<Animal>>() {
				}), "{\"items\":[" + TOM + "]}"), Arguments.of(List.of(1, "x"), type(new TypeReference<List<Object>>() {
				}), "[1,\"x\"]"), Arguments.of(List.of("a"), type(new TypeReference<Object>() {
				}), "[\"a\"]"));
	}

	private static JavaType type(TypeReference<?> reference) {
		Type type = reference.getType();
		return Codecs.MAPPER.type(type);
	}

	@ParameterizedTest
	@MethodSource("values")
	void aValueIsWrittenByItsDeclaredType(Object value, JavaType type, String json) {
		Payload payload = Payload.of(Codecs.MAPPER.typed(value, type));
		assertThat(Codecs.text(Codecs.JSON.encode(Codecs.call(payload)))).isEqualTo("[48,1,{},\"a.b\",[" + json + "]]");
		Object tree = Codecs.MAPPER.arguments(Codecs.sent(Codecs.JSON, payload)).get(0);
		for (WampSerializer serializer : List.of(Codecs.MSGPACK, Codecs.CBOR)) {
			assertThat(Codecs.MAPPER.arguments(Codecs.sent(serializer, payload)).get(0)).isEqualTo(tree);
		}
		assertThat(Codecs.MAPPER.arguments(Codecs.MAPPER.detach(payload)).get(0)).isEqualTo(tree);
		assertThat(Codecs.MAPPER.arguments(payload).get(0)).isEqualTo(tree);
	}

	@Test
	void aKeywordArgumentMayCarryItsTypeToo() {
		Map<String, Object> kwargs = new LinkedHashMap<>();
		kwargs.put("animals", Codecs.MAPPER.typed(List.of(CAT), type(new TypeReference<List<Animal>>() {
		})));
		assertThat(Codecs.text(Codecs.JSON.encode(Codecs.call(Payload.of(List.of(), kwargs)))))
			.contains("{\"animals\":[" + TOM + "]}");
	}

	@Test
	void theDeclaredTypeHidesNoPropertyOfASubclass() {
		JavaType animal = type(new TypeReference<Animal>() {
		});
		assertThat(Codecs.MAPPER.typed(CAT, animal)).isSameAs(CAT);
		assertThat(Codecs.MAPPER.typed(null, animal)).isNull();
		JavaType page = type(new TypeReference<Page<Animal>>() {
		});
		Object book = new Book<>(List.of(CAT), "title");
		assertThat(Codecs.MAPPER.typed(book, page)).isSameAs(book);
	}

	@Test
	void aValueOfAnotherTypeIsWrittenAsItIs() {
		assertThat(Codecs.MAPPER.typed("x", type(new TypeReference<List<Animal>>() {
		}))).isEqualTo("x");
	}

	@Test
	void anErrorNamesTheClassOfTheValue() {
		Object typed = Codecs.MAPPER.typed(new ArrayList<>(List.of(new Broken())),
				type(new TypeReference<List<Broken>>() {
				}));
		assertThatExceptionOfType(PayloadException.class)
			.isThrownBy(() -> Codecs.JSON.encode(Codecs.call(Payload.of(Stream.of(typed).toList(), Map.of()))))
			.withMessageContaining("java.util.ArrayList");
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat"))
	interface Animal {

		String name();

	}

	record Cat(String name) implements Animal {
	}

	static class Page<T> {

		public final List<T> items;

		Page(List<T> items) {
			this.items = items;
		}

	}

	static final class Book<T> extends Page<T> {

		public final String title;

		Book(List<T> items, String title) {
			super(items);
			this.title = title;
		}

	}

	static final class Broken {

		public String getX() {
			throw new IllegalStateException("broken");
		}

	}

}
