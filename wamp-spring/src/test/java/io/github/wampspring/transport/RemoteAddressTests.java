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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RemoteAddress}.
 */
class RemoteAddressTests {

	@ParameterizedTest
	@CsvSource({ "203.0.113.7, 203.0.113.7", "203.0.113.7:4711, 203.0.113.7", "127.0.0.1:5, ", "127.8.8.8, ",
			"0:0:0:0:0:0:0:1, ", "0:0:0:0:0:0:0:1:4711, ", "2001:db8:1:2:3:4:5:6:4711, 2001:db8:1:2:0:0:0:0",
			"2001:db8:1:2:9:9:9:9, 2001:db8:1:2:0:0:0:0", "fe80:0:0:0:1:2:3:4%eth0:80, fe80:0:0:0:0:0:0:0",
			"::ffff:203.0.113.7, 203.0.113.7", "unknown, unknown", "_hidden:80, _hidden", "::::, ::::" })
	void whatAnAddressCountsAs(String remote, String expected) {
		assertThat(RemoteAddress.key(remote)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "1.2.3.4.5", "1.2.3", "127.1", "999.0.0.1", "2130706433", "localhost", "x::1", "::x", "''" })
	void whatIsNoAddressCountsAsItIs(String remote) {
		assertThat(RemoteAddress.key(remote)).isEqualTo(remote);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "127.0.0.1, 203.0.113.9|-|true", "127.0.0.1:80|-|true", "localhost|-|true", "''|-|true",
					"[::1]:80|-|true", "::1|-|true", "0:0:0:0:0:0:0:1:80|-|true", "1.2.3.4.5|-|true",
					"203.0.113.9|for=127.0.0.1|true", "-|proto=https;For=\"[::1]:80\", for=203.0.113.9|true",
					"-|for=_hidden|true", "-|-|false", "203.0.113.9, 127.0.0.1|-|false", " 203.0.113.9:80|-|false",
					"2001:db8::1|for=\"[2001:db8::1]:80\"|false", "-|proto=https|false" })
	void anAddressOfThisMachineIsNotBelievedIfAHeaderMayHaveToldIt(String list, String forwarded, boolean told) {
		assertThat(RemoteAddress.mayBeTold((name) -> name.equals("Forwarded") ? forwarded : list)).isEqualTo(told);
	}

	@Test
	void anAddressOfThisMachineThatMayBeToldCounts() {
		Map<String, Object> told = Map.of(ChannelInfo.TOLD_ADDRESS, true);
		assertThat(RemoteAddress.key(channel("127.0.0.1:80", Map.of()))).isNull();
		assertThat(RemoteAddress.key(channel("127.0.0.1:80", told))).isNotNull();
		assertThat(RemoteAddress.key(channel("203.0.113.9:80", told))).isEqualTo("203.0.113.9");
		assertThat(RemoteAddress.key(channel(null, told))).isNull();
	}

	private static ChannelInfo channel(String address, Map<String, Object> attributes) {
		return new ChannelInfo("websocket", "json", address, Map.of(), null, false, attributes);
	}

	@Test
	void ofWhatIsNoAddressLittleIsKept() {
		assertThat(RemoteAddress.key("x".repeat(8000))).hasSize(64);
	}

}
