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

package io.github.wampspring.transport;

import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.Codecs;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.StdSerializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The arguments of one event are encoded once for each serializer, whatever comes of it.
 */
class SharedMessageTests {

	private final List<String> writes = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void argumentsAreWrittenOncePerSerializer(boolean broken) {
		SharedPayload payload = new SharedPayload(Payload.of(new Watched(this.writes, broken)));
		for (int subscription = 1; subscription <= 3; subscription++) {
			long id = subscription;
			SharedMessage event = new SharedMessage(payload, (encoded) -> new Event(id, 7, Dict.EMPTY, encoded));
			for (int subscriber = 0; subscriber < 10; subscriber++) {
				for (WampSerializer serializer : Codecs.all()) {
					if (broken) {
						assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> event.frame(serializer));
					}
					else {
						assertThat(event.frame(serializer)).isNotNull();
					}
				}
			}
		}
		assertThat(this.writes).hasSize(Codecs.all().size());
	}

	@Test
	void whatOneFormatCannotTellReachesTheOthers() {
		SharedPayload payload = new SharedPayload(
				Codecs.CBOR.decode(Codecs.hex("85 10 01 a0 61 61 81 f9 7e00")).payload());
		SharedMessage event = new SharedMessage(payload, (encoded) -> new Event(1, 7, Dict.EMPTY, encoded));
		PayloadException first = catchFailure(event);
		assertThat(catchFailure(event)).isSameAs(first);
		assertThat(event.frame(Codecs.CBOR)).isNotNull();
		assertThat(event.frame(Codecs.MSGPACK)).isNotNull();
	}

	private static PayloadException catchFailure(SharedMessage event) {
		return org.assertj.core.api.Assertions.catchThrowableOfType(PayloadException.class,
				() -> event.frame(Codecs.JSON));
	}

	@JsonSerialize(using = WatchedSerializer.class)
	private record Watched(List<String> writes, boolean broken) {
	}

	static class WatchedSerializer extends StdSerializer<Watched> {

		WatchedSerializer() {
			super(Watched.class);
		}

		@Override
		public void serialize(Watched value, JsonGenerator generator, SerializationContext context) {
			value.writes().add("written");
			if (value.broken()) {
				throw new IllegalStateException("broken");
			}
			generator.writeString("x");
		}

	}

}
