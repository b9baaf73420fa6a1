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

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.CancelMode;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Feature.Role;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProtocolTests {

	@Test
	void requestIdsCountUpAndBeginAgainAfterTheLast() {
		assertThat(Ids.next(0)).isEqualTo(1);
		assertThat(Ids.next(1)).isEqualTo(2);
		assertThat(Ids.next(Ids.MAX - 1)).isEqualTo(Ids.MAX);
		assertThat(Ids.next(Ids.MAX)).isEqualTo(1);
		assertThat(Ids.MAX).isEqualTo(9007199254740992L);
	}

	@RepeatedTest(100)
	void randomIdsAreIds() {
		assertThat(Ids.random()).isBetween(1L, Ids.MAX);
	}

	@Test
	void anAnnouncementIsReadAsItWasWritten() {
		Announcement announcement = new Announcement(Map.of(Role.CALLER,
				Set.of(Feature.CALL_CANCELING, Feature.PROGRESSIVE_CALL_RESULTS), Role.PUBLISHER, Set.of()));
		Announcement read = Announcement.of(Dict.of("roles", announcement.toDict()));
		assertThat(read).isEqualTo(announcement);
		assertThat(read.has(Role.CALLER, Feature.CALL_CANCELING)).isTrue();
		assertThat(read.has(Role.CALLEE, Feature.CALL_CANCELING)).isFalse();
		assertThat(read.has(Role.PUBLISHER)).isTrue();
		assertThat(read.has(Role.CALLEE)).isFalse();
	}

	@Test
	void whatIsNoAnnouncementAnnouncesNothing() {
		assertThat(Announcement.of(Dict.EMPTY).roles()).isEmpty();
		Dict odd = Dict.of("roles", Map.of("caller", Map.of("features", "x"), "callee", 5, "nobody", Map.of(), "broker",
				Map.of("features", Map.of("call_canceling", 1, "unknown", true))));
		Announcement read = Announcement.of(odd);
		assertThat(read.has(Role.CALLER)).isTrue();
		assertThat(read.has(Role.BROKER, Feature.CALL_CANCELING)).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void policiesAreReadAsTheyAreWritten(InvocationPolicy policy) {
		assertThat(InvocationPolicy.of(policy.value())).isSameAs(policy);
	}

	@Test
	void optionsHaveTheirDefaults() {
		assertThat(InvocationPolicy.of(null)).isSameAs(InvocationPolicy.SINGLE);
		assertThat(MatchPolicy.of(null)).isSameAs(MatchPolicy.EXACT);
		assertThat(CancelMode.of(null)).isSameAs(CancelMode.KILLNOWAIT);
		for (MatchPolicy match : MatchPolicy.values()) {
			assertThat(MatchPolicy.of(match.value())).isSameAs(match);
		}
		for (CancelMode mode : CancelMode.values()) {
			assertThat(CancelMode.of(mode.value())).isSameAs(mode);
		}
	}

	@Test
	void aPayloadKnowsWhetherItIsEmpty() {
		assertThat(Payload.of()).isSameAs(Payload.NONE);
		assertThat(Payload.of(List.of(), Map.of())).isSameAs(Payload.NONE);
		assertThat(Payload.NONE.isEmpty()).isTrue();
		assertThat(Payload.of((Object) null).isEmpty()).isFalse();
		assertThat(Payload.of(List.of(), Map.of("x", 1)).isEmpty()).isFalse();
	}

	@Test
	void aPayloadOfAnArrayDoesNotChangeWithIt() {
		Object[] arguments = { 1, 2 };
		Payload.Values payload = (Payload.Values) Payload.of(arguments);
		arguments[0] = 3;
		assertThat(payload.arguments()).isEqualTo(List.of(1, 2));
	}

}
