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

package io.github.wampspring.router.engine;

import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.codec.Codecs;
import io.github.wampspring.codec.Frame;
import io.github.wampspring.codec.Slice;
import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage.Welcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A HELLO whose roles are of a wrong type, from the frame to ABORT, in every format.
 */
class HelloTypeTests {

	static Stream<Arguments> hellos() {
		return Codecs.all()
			.stream()
			.flatMap((serializer) -> Stream
				.of("{'roles':{'caller':1}}", "{'roles':{'caller':[]}}", "{'roles':{'caller':'x'}}",
						"{'roles':{'caller':true}}", "{'roles':{'caller':{'features':1}}}",
						"{'roles':{'caller':{'features':[]}}}", "{'roles':{'caller':{},'callee':{'features':['a']}}}",
						"{'roles':[]}", "{'roles':1}", "{'roles':{'x_own':[1]}}", "{'roles':{'caller':{}},'authid':1}",
						"{'roles':{'caller':{}},'authmethods':'ticket'}", "{'roles':{'caller':{}},'authmethods':[1]}")
				.map((details) -> Arguments.of(serializer, details.replace('\'', '"'))));
	}

	@ParameterizedTest
	@MethodSource("hellos")
	void aWrongTypeEndsInAbort(WampSerializer serializer, String details) {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = new TestClient(router, false);
		receive(client, serializer, details);
		client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		assertThat(router.sessions("realm1")).isEmpty();
		router.close();
	}

	@ParameterizedTest
	@MethodSource("welcome")
	void nullCountsAsAbsent(WampSerializer serializer, String details) {
		DefaultWampRouter router = TestRouters.open();
		TestClient client = new TestClient(router, false);
		receive(client, serializer, details);
		client.take(Welcome.class);
		router.close();
	}

	static Stream<Arguments> welcome() {
		return Codecs.all()
			.stream()
			.map((serializer) -> Arguments.of(serializer,
					"{\"roles\":{\"caller\":{\"features\":null},\"x_own\":{\"features\":{\"a\":1}}}}"));
	}

	/** As a channel does: what cannot be decoded goes to the handler as a violation. */
	private static void receive(TestClient client, WampSerializer serializer, String details) {
		try {
			client.send(serializer.decode(frame(serializer, details)));
		}
		catch (ProtocolViolation ex) {
			client.violate(ex);
		}
	}

	private static io.github.wampspring.codec.Frame frame(WampSerializer serializer, String details) {
		String message = "[1,\"realm1\"," + details + "]";
		if (serializer == Codecs.JSON) {
			return Codecs.text(message);
		}
		Object tree = tools.jackson.databind.json.JsonMapper.shared().readValue(message, Object.class);
		return Frame.binary(Slice.of(binary(serializer, tree)));
	}

	/** CBOR and MessagePack of small values. */
	private static byte[] binary(WampSerializer serializer, Object value) {
		java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
		boolean cbor = serializer == Codecs.CBOR;
		if (value == null) {
			out.write(cbor ? 0xf6 : 0xc0);
		}
		else if (value instanceof Boolean bool) {
			out.write(cbor ? (bool ? 0xf5 : 0xf4) : (bool ? 0xc3 : 0xc2));
		}
		else if (value instanceof Integer number) {
			out.write(number);
		}
		else if (value instanceof String text) {
			out.write((cbor ? 0x60 : 0xa0) + text.length());
			out.writeBytes(Codecs.utf8(text));
		}
		else if (value instanceof java.util.List<?> list) {
			out.write((cbor ? 0x80 : 0x90) + list.size());
			list.forEach((item) -> out.writeBytes(binary(serializer, item)));
		}
		else if (value instanceof java.util.Map<?, ?> map) {
			out.write((cbor ? 0xa0 : 0x80) + map.size());
			map.forEach((key, item) -> {
				out.writeBytes(binary(serializer, key));
				out.writeBytes(binary(serializer, item));
			});
		}
		return out.toByteArray();
	}

}
