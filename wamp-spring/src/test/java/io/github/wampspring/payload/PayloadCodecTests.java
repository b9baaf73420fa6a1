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

package io.github.wampspring.payload;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.github.wampspring.PayloadEncryptionException;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.payload.PayloadCodec.Outgoing;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of arguments on their way, beside a payload that the key ring of
 * Autobahn|Python 26.10.2 made.
 */
class PayloadCodecTests {

	private static final String URI = "com.myapp.secret.add2";

	private static final Dict CRYPTOBOX = Dict.of("enc_algo", "cryptobox", "enc_serializer", "json");

	private static final byte[] OF_AUTOBAHN = HexFormat.of()
		.parseHex("6465666768696a6b6c6d6e6f707172737475767778797a7bc5f58826d6ba39a375a590855322d945"
				+ "d9f4198b96abbcfcf9012ef88bbfbadd023dec92a80da6a545083373adc3850c5622afb8e32bfda1"
				+ "24c23910e7cea5c581d6b7ef8a106bb4465474aaa4fd3c3b0dcdbc0a9ca81ac94b55fbd724328071"
				+ "6379069ca0be3019");

	private final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	private final PayloadCodec codec = new PayloadCodec(List.of(box()), this.mapper);

	@Test
	void whatTheKeyRingOfAutobahnEncryptedIsRead() {
		Payload payload = this.codec.open(URI, CRYPTOBOX, this.mapper.transparent(OF_AUTOBAHN));
		List<Object> arguments = this.mapper.arguments(payload);
		assertThat(arguments.subList(0, 2)).containsExactly(2, "grün");
		assertThat((byte[]) arguments.get(2)).containsExactly(0, 1);
		assertThat(this.mapper.keywordArguments(payload)).isEqualTo(Map.of("color", "red"));
	}

	@Test
	void aPayloadForAnotherUriIsRefused() {
		assertThatExceptionOfType(PayloadEncryptionException.class)
			.isThrownBy(() -> this.codec.open("com.myapp.other", CRYPTOBOX, this.mapper.transparent(OF_AUTOBAHN)))
			.withMessageContaining("it was encrypted for '" + URI + "'");
	}

	@Test
	void aRouterThatDoesNotHandPayloadsOnGetsNothing() {
		PayloadCodec aes = new PayloadCodec(List.of(PayloadCiphers.aes256gcm().secret("k", new byte[32]).build()),
				this.mapper);
		assertThatExceptionOfType(PayloadEncryptionException.class)
			.isThrownBy(() -> aes.seal(URI, Dict.EMPTY, Payload.of(1), false))
			.withMessageContaining("does not announce payload_passthru_mode");
		Outgoing sealed = aes.seal(URI, Dict.EMPTY, Payload.of(1), true);
		assertThat(this.mapper.arguments(aes.open(URI, sealed.options(), sealed.payload()))).containsExactly(1);
		assertThat(aes.seal("wamp.session.count", Dict.EMPTY, Payload.NONE, false)).isNull();
	}

	private static PayloadCipher box() {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) 7);
		byte[] own = HexFormat.of().parseHex("13be4feaeaf204c7fd3358fc9c00721881d174278128227ec674f37f7fe97b6d");
		return PayloadCiphers.cryptobox().keys("k", key, own).build();
	}

}
