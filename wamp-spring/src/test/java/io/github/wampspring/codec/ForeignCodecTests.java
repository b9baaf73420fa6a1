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

import java.util.List;
import java.util.Random;

import io.github.wampspring.Trials;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ImmutableValue;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Other implementations of the formats read what is written here, and are read here.
 */
class ForeignCodecTests {

	private static final CBORMapper CBOR = new CBORMapper();

	@Test
	void jacksonReadsOurCborAndWeReadItsCbor() {
		Trials.run(1000, (random) -> {
			Object value = value(random);
			byte[] ours = Codecs.bytes(Codecs.CBOR.encode(Codecs.call(value)));
			List<?> read = CBOR.readValue(ours, List.class);
			assertThat(Messages.comparable(((List<?>) read.get(4)).get(0))).isEqualTo(Messages.comparable(value));

			byte[] theirs = CBOR.writeValueAsBytes(read);
			List<Object> arguments = Codecs.MAPPER.arguments(Codecs.CBOR.decode(Codecs.binary(theirs)).payload());
			assertThat(Messages.comparable(arguments.get(0))).isEqualTo(Messages.comparable(value));
		});
	}

	@Test
	void theMsgpackLibraryReadsOurMessagePackAndWritesTheSameBytes() {
		Trials.run(1000, (random) -> {
			byte[] ours = Codecs.bytes(Codecs.MSGPACK.encode(Codecs.call(value(random))));
			ImmutableValue read;
			try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(ours)) {
				read = unpacker.unpackValue();
				assertThat(unpacker.hasNext()).isFalse();
			}
			try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
				packer.packValue(read);
				assertThat(packer.toByteArray()).isEqualTo(ours);
			}
		});
	}

	@Test
	void jacksonReadsOurJsonAndWeReadItsJson() {
		Trials.run(1000, (random) -> {
			Object value = value(random);
			String ours = Codecs.text(Codecs.JSON.encode(Codecs.call(value)));
			String theirs = JsonMapper.shared().writeValueAsString(JsonMapper.shared().readTree(ours));
			List<Object> arguments = Codecs.MAPPER.arguments(Codecs.JSON.decode(Codecs.text(theirs)).payload());
			assertThat(Messages.comparable(arguments.get(0))).isEqualTo(Messages.comparable(value));
		});
	}

	private static Object value(Random random) {
		Object value = Messages.value(random);
		return (value != null) ? value : "null";
	}

}
