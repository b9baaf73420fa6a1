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

package io.github.wampspring.observation;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.interceptor.OutgoingRequest;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ways in which a trace travels with a message.
 */
class TracePropagationTests {

	private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	private static final Map<String, String> FIELDS = Map.of("traceparent", PARENT, "tracestate", "a=b");

	private static final OutgoingRequest CALL = new OutgoingRequest(OutgoingRequest.Kind.CALL, "default", null,
			"com.myapp.p", Dict.EMPTY, Payload.of(1), new JacksonPayloadMapper(JsonMapper.shared()));

	@ParameterizedTest
	@EnumSource
	void whatIsWrittenIsRead(TracePropagation way) {
		OutgoingRequest written = TracePropagation.write(Set.of(way), CALL, FIELDS);
		assertThat(TracePropagation.read(Set.of(way), written, "traceparent")).isEqualTo(PARENT);
		assertThat(TracePropagation.read(Set.of(way), written, "tracestate"))
			.isEqualTo((way != TracePropagation.TRANSACTION_HASH) ? "a=b" : null);
		assertThat(TracePropagation.read(EnumSet.complementOf(EnumSet.of(way)), written, "traceparent")).isNull();
	}

	@Test
	void nothingIsWrittenWithoutAWayOrATrace() {
		assertThat(TracePropagation.write(Set.of(), CALL, FIELDS)).isSameAs(CALL);
		assertThat(TracePropagation.write(EnumSet.allOf(TracePropagation.class), CALL, Map.of())).isSameAs(CALL);
	}

	@Test
	void aTransactionHashOfTheApplicationStays() {
		OutgoingRequest own = CALL.withOption("transaction_hash", "0xabc");
		Set<TracePropagation> ways = Set.of(TracePropagation.TRANSACTION_HASH);
		assertThat(TracePropagation.write(ways, own, FIELDS)).isSameAs(own);
		assertThat(TracePropagation.read(ways, own, "traceparent")).isNull();
	}

	@Test
	void whatIsTooLongIsNeitherWrittenNorRead() {
		Set<TracePropagation> ways = Set.of(TracePropagation.ATTRIBUTES);
		assertThat(TracePropagation.write(ways, CALL, Map.of("tracestate", "x".repeat(513)))).isSameAs(CALL);
		assertThat(TracePropagation.read(ways, CALL.withOption("_tracestate", "x".repeat(513)), "tracestate")).isNull();
	}

	@Test
	void keywordArgumentsAreTakenOutAgain() {
		Set<TracePropagation> ways = Set.of(TracePropagation.KEYWORD_ARGUMENTS);
		OutgoingRequest own = CALL.withKeywordArgument("own", 1);
		OutgoingRequest written = TracePropagation.write(ways, own, FIELDS);
		assertThat(written.keywordArguments()).containsOnlyKeys("own", "_traceparent", "_tracestate");
		assertThat(TracePropagation.strip(ways, written).keywordArguments()).containsOnlyKeys("own");
		assertThat(TracePropagation.strip(Set.of(), written)).isSameAs(written);
	}

	@Test
	void namesBeyondTheLimitAreOther() {
		BoundedNames names = new BoundedNames(1);
		assertThat(names.of("a")).isEqualTo("a");
		assertThat(names.of("b")).isEqualTo("other");
		assertThat(names.of("a")).isEqualTo("a");
		assertThat(new BoundedNames(1).of("x".repeat(257))).isEqualTo("other");
	}

}
