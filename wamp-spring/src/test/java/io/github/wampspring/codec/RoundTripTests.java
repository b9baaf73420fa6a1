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
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a message holds, it is the same at the other end.
 */
class RoundTripTests {

	@Test
	void everyMessageIsTheSameAfterAWayOverTheWire() {
		Trials.run(3000, (random) -> {
			WampMessage message = Messages.message(random);
			WampSerializer serializer = serializer(random);
			WampMessage received = serializer.decode(serializer.encode(message));
			assertThat(Messages.comparable(received)).isEqualTo(Messages.comparable(message));
		});
	}

	@Test
	void everyMessageIsTheSameAfterATranslation() {
		Trials.run(3000, (random) -> {
			WampMessage message = Messages.message(random);
			WampSerializer from = serializer(random);
			WampSerializer to = serializer(random);
			WampMessage forwarded = from.decode(from.encode(message));
			WampMessage received = to.decode(to.encode(forwarded));
			assertThat(Messages.comparable(received)).isEqualTo(Messages.comparable(message));
		});
	}

	@Test
	void aPayloadThatWasEncodedAheadGivesTheSameFrame() {
		Trials.run(1000, (random) -> {
			Payload payload = Messages.payload(random);
			WampSerializer serializer = serializer(random);
			Frame ahead = serializer.encode(Codecs.call(serializer.encode(payload)));
			Frame atOnce = serializer.encode(Codecs.call(payload));
			assertThat(ahead).isEqualTo(atOnce);
		});
	}

	@Test
	void aForwardedPayloadIsTheSameText() {
		Trials.run(1000, (random) -> {
			WampSerializer serializer = serializer(random);
			Frame frame = serializer.encode(Codecs.call(Messages.payload(random)));
			assertThat(serializer.encode(serializer.decode(frame))).isEqualTo(frame);
		});
	}

	@Test
	void aDetachedPayloadIsTheSame() {
		Trials.run(1000, (random) -> {
			Payload payload = Messages.payload(random);
			assertThat(Messages.comparable(Codecs.MAPPER.detach(payload))).isEqualTo(Messages.comparable(payload));
		});
	}

	private static WampSerializer serializer(Random random) {
		List<WampSerializer> serializers = Codecs.all();
		return serializers.get(random.nextInt(serializers.size()));
	}

}
