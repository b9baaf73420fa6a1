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

import java.util.List;

import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.codec.jackson.WampSerializers;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage;
import tools.jackson.databind.json.JsonMapper;

/** Messages for tests of channels, and what makes frames of them. */
public final class TestMessages {

	public static final JacksonPayloadMapper MAPPER = new JacksonPayloadMapper(JsonMapper.builder().build());

	public static final WampSerializers SERIALIZERS = new WampSerializers(MAPPER);

	private TestMessages() {
	}

	public static List<WampSerializer> serializers() {
		return SERIALIZERS.all();
	}

	public static List<WampSerializer> only(String name) {
		return SERIALIZERS.only(List.of(name)).all();
	}

	public static Publish publish(long request, Object... arguments) {
		return new Publish(request, Dict.EMPTY, "com.example.topic", Payload.of(arguments));
	}

	public static long request(WampMessage message) {
		return ((Publish) message).request();
	}

	public static List<Object> arguments(WampMessage message) {
		return MAPPER.arguments(message.payload());
	}

}
