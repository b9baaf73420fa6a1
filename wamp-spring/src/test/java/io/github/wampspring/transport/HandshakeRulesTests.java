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

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which pages may connect, and by which names.
 */
@ExtendWith(OutputCaptureExtension.class)
class HandshakeRulesTests {

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, localhost, , , true", "127.0.0.1, 127.0.0.1, , , true",
			"127.0.0.1, app.localhost, , , true", "127.0.0.1, evil.example, , , false",
			"127.0.0.1, localhost.evil.example, , , false", "127.0.0.1, app.example.com, 203.0.113.7, , true",
			"203.0.113.7, app.example.com, , , true", "127.0.0.1, app.example.com, , app.example.com, true",
			"203.0.113.7, evil.example, , app.example.com, false",
			"203.0.113.7, APP.example.com, , app.example.com, true", "127.0.0.1, localhost, , app.example.com, false",
			"127.0.0.1, [::1], , , true", "203.0.113.7, evil.example, , *, true" })
	void aBrowserMustMeanThisServer(String remote, String host, String forwarded, String allowed, boolean expected) {
		List<String> hosts = (allowed != null) ? List.of(allowed) : List.of();
		for (String scheme : List.of("http", "ws")) {
			URI url = URI.create(scheme + "://" + host + ":8080/ws");
			HandshakeRules rules = new HandshakeRules(List.of("http://other.example:8080"), hosts);
			assertThat(permits(rules, url, "http://" + host + ":8080", remote, forwarded)).isEqualTo(expected);
			assertThat(permits(rules, url, null, remote, forwarded)).isTrue();
			assertThat(permits(rules, url, "http://other.example:8080", remote, forwarded)).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "http://app.example.com, http://app.example.com, true",
			"https://app.example.com, wss://app.example.com, true",
			"https://app.example.com:443, wss://app.example.com, true",
			"https://app.example.com, https://app.example.com:443, true",
			"https://app.example.com, ws://app.example.com, false",
			"http://app.example.com, ws://app.example.com:8080, false",
			"http://evil.example.org, ws://app.example.com, false", "null, ws://app.example.com, false",
			"'http://[', ws://app.example.com, false", "http://my_host:8080, ws://my_host:8080, true",
			"https://shop.example.com, ws://other, true" })
	void aPageMustBeOfThisServerOrOfAnAllowedOrigin(String origin, String url, boolean expected) {
		HandshakeRules rules = new HandshakeRules(List.of("https://shop.example.com"), List.of());
		assertThat(permits(rules, URI.create(url + "/ws"), origin, "203.0.113.7", null)).isEqualTo(expected);
	}

	@Test
	void aHostWithAPortThatIsNoneIsNotThisServer() {
		HandshakeRules rules = new HandshakeRules(List.of(), List.of());
		URI url = URI.create("http://localhost:99999/ws");
		assertThat(permits(rules, url, "http://localhost:99999", "127.0.0.1", null)).isFalse();
	}

	@Test
	void refusalsNameTheProperty(CapturedOutput output) {
		HandshakeRules rules = new HandshakeRules(List.of(), List.of());
		permits(rules, URI.create("ws://localhost/ws"), "http://evil.example\nx", "127.0.0.1", null);
		assertThat(output).contains("'http://evil.example?x'").contains("wamp.router.allowed-origins");
		permits(rules, URI.create("ws://evil.example/ws"), "http://evil.example", "127.0.0.1", null);
		assertThat(output).contains("wamp.router.allowed-hosts");
	}

	@Test
	void whatStrangersCanWriteIntoTheLogIsBounded(CapturedOutput output) {
		HandshakeRules rules = new HandshakeRules(List.of(), List.of());
		for (int i = 0; i < 1000; i++) {
			permits(rules, URI.create("ws://localhost/ws"), "http://" + "x".repeat(5000), "127.0.0.1", null);
		}
		assertThat(output.toString().length()).isBetween(1000, 50_000);
	}

	@ParameterizedTest
	@CsvSource({ "*, true", "https://*, true", "http://*, true", "null, true", "https://*:[*], true",
			"https://example.com, false", "https://*.example.com, false", "http://localhost:[*], false" })
	void originsThatAreNoOnesInParticularAreKnown(String origin, boolean open) {
		assertThat(new HandshakeRules(List.of("https://app.example.com", origin), List.of()).isOpenToAnyPage())
			.isEqualTo(open);
		assertThat(new HandshakeRules(List.of(), List.of()).isOpenToAnyPage()).isFalse();
	}

	private static boolean permits(HandshakeRules rules, URI url, String origin, String remote, String forwarded) {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Host", url.getRawAuthority());
		if (origin != null) {
			headers.setOrigin(origin);
		}
		if (forwarded != null) {
			headers.set("X-Forwarded-For", forwarded);
		}
		return rules.permits(url, headers, new InetSocketAddress(remote, 4711));
	}

}
