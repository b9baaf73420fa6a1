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

import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the message: it is the same after a way over the wire.
 */
class RoundTripProperties {

	@Property(tries = 1000)
	void everyMessageIsTheSameAfterAWayOverTheWire(@ForAll("messages") WampMessage message,
			@ForAll("serializers") WampSerializer serializer) {
		WampMessage received = serializer.decode(serializer.encode(message));
		assertThat(Messages.comparable(received)).isEqualTo(Messages.comparable(message));
	}

	@Property(tries = 1000)
	void everyMessageIsTheSameAfterATranslation(@ForAll("messages") WampMessage message,
			@ForAll("serializers") WampSerializer from, @ForAll("serializers") WampSerializer to) {
		WampMessage forwarded = from.decode(from.encode(message));
		WampMessage received = to.decode(to.encode(forwarded));
		assertThat(Messages.comparable(received)).isEqualTo(Messages.comparable(message));
	}

	@Property(tries = 500)
	void aPayloadThatWasEncodedAheadGivesTheSameFrame(@ForAll("payloads") Payload payload,
			@ForAll("serializers") WampSerializer serializer) {
		Frame ahead = serializer.encode(Codecs.call(serializer.encode(payload)));
		Frame atOnce = serializer.encode(Codecs.call(payload));
		assertThat(ahead).usingRecursiveComparison().isEqualTo(atOnce);
	}

	@Property(tries = 500)
	void aForwardedPayloadIsTheSameText(@ForAll("payloads") Payload payload,
			@ForAll("serializers") WampSerializer serializer) {
		Frame frame = serializer.encode(Codecs.call(payload));
		assertThat(serializer.encode(serializer.decode(frame))).usingRecursiveComparison().isEqualTo(frame);
	}

	@Property(tries = 500)
	void aDetachedPayloadIsTheSame(@ForAll("payloads") Payload payload) {
		assertThat(Messages.comparable(Codecs.MAPPER.detach(payload))).isEqualTo(Messages.comparable(payload));
	}

	@Provide
	Arbitrary<WampMessage> messages() {
		return Messages.messages();
	}

	@Provide
	Arbitrary<Payload> payloads() {
		return Messages.payloads();
	}

	@Provide
	Arbitrary<WampSerializer> serializers() {
		return Arbitraries.of(Codecs.all());
	}

}
