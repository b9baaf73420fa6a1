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

package io.github.wampspring.interop;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import io.github.wampspring.WampException;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the template must get from a component of the contract.
 */
final class TemplateChecks {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final WampTemplate wamp;

	private final String prefix;

	TemplateChecks(WampTemplate wamp, String prefix) {
		this.wamp = wamp;
		this.prefix = prefix;
	}

	List<DynamicNode> common() {
		return List.of(test("adds numbers", this::add), test("passes positional arguments", this::arguments),
				test("passes nothing", this::nothing), test("passes keyword arguments", this::keywordArguments),
				test("passes Unicode", this::unicode), test("passes nested values", this::nested),
				test("passes numbers", this::numbers), test("passes records", this::records),
				test("passes a mebibyte", this::large), test("gets errors with all arguments", this::errors),
				test("publishes and gets events in order", this::events));
	}

	DynamicNode binary() {
		return test("passes binary values", () -> {
			byte[] bytes = new byte[256];
			IntStream.range(0, bytes.length).forEach((i) -> bytes[i] = (byte) i);
			assertThat(this.wamp.call(uri("echo"), byte[].class, (Object) bytes)).isEqualTo(bytes);
			assertThat(echo(List.of(bytes), Map.of()).getArguments()).containsExactly(bytes);
		});
	}

	DynamicNode cancel() {
		return test("cancels", () -> {
			int before = this.wamp.call(uri("interrupted"), Integer.class);
			CompletableFuture<WampResult> call = this.wamp.callAsync(uri("slow"), 20);
			assertThat(this.wamp.call(uri("add2"), Integer.class, 1, 1)).isEqualTo(2);
			call.cancel(true);
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(this.wamp.call(uri("interrupted"), Integer.class)).isEqualTo(before + 1));
		});
	}

	DynamicNode progress() {
		return test("gets progressive results", () -> {
			Queue<Integer> seen = new ConcurrentLinkedQueue<>();
			assertThat(
					this.wamp.newCall(uri("countdown")).args(5).progress(Integer.class, seen::add).call(Integer.class))
				.isZero();
			assertThat(seen).containsExactly(5, 4, 3, 2, 1);
			assertThat(this.wamp.call(uri("countdown"), Integer.class, 2)).isZero();
		});
	}

	private void add() {
		assertThat(this.wamp.call(uri("add2"), Integer.class, 2, 3)).isEqualTo(5);
		assertThat(this.wamp.call(uri("add2"), Long.class, 1L << 40, 1)).isEqualTo((1L << 40) + 1);
		assertThat(this.wamp.call(uri("add2"), Double.class, 0.5, 0.25)).isEqualTo(0.75);
	}

	private void arguments() {
		List<Object> arguments = Arrays.asList(1, "two", 3.5, true, false, null, List.of());
		assertThat(echo(arguments, Map.of()).getArguments()).isEqualTo(arguments);
	}

	private void nothing() {
		WampResult result = this.wamp.call(uri("echo"));
		assertThat(result.getArguments()).isEmpty();
		assertThat(result.getKeywordArguments()).isEmpty();
	}

	private void keywordArguments() {
		Map<String, Object> kwargs = new HashMap<>(Map.of("a", 1, "b", Map.of("c", List.of(1, 2)), "d", "x"));
		kwargs.put("none", null);
		WampResult result = echo(List.of(1, 2), kwargs);
		assertThat(result.getArguments()).containsExactly(1, 2);
		assertThat(result.getKeywordArguments()).isEqualTo(kwargs);
		assertThat(echo(List.of(), kwargs).getKeywordArguments()).isEqualTo(kwargs);
	}

	private void unicode() {
		List<Object> arguments = List.of("äöüß €", "日本語", "😀 \u0301", "quote\" back\\ slash\n", "");
		WampResult result = echo(arguments, Map.of("schlüssel", "wert"));
		assertThat(result.getArguments()).isEqualTo(arguments);
		assertThat(result.getKeywordArguments()).containsExactly(Map.entry("schlüssel", "wert"));
	}

	private void nested() {
		Map<String, Object> deep = new LinkedHashMap<>();
		Map<String, Object> value = deep;
		for (int i = 0; i < 40; i++) {
			Map<String, Object> next = new LinkedHashMap<>();
			value.put("k", List.of(i, next));
			value = next;
		}
		List<Object> arguments = List.of(deep, List.of(List.of(List.of())), Map.of("", Map.of()));
		assertThat(echo(arguments, Map.of()).getArguments()).isEqualTo(arguments);
	}

	private void numbers() {
		List<Long> numbers = List.of(0L, -1L, 127L, 128L, 255L, 256L, 32767L, 65536L, 1L << 31, -(1L << 31), 1L << 32,
				(1L << 53) - 1);
		assertThat(this.wamp.call(uri("echo"), new ParameterizedTypeReference<List<Long>>() {
		}, numbers)).isEqualTo(numbers);
		assertThat(this.wamp.call(uri("echo"), Double.class, -0.125)).isEqualTo(-0.125);
	}

	private void records() {
		Reading reading = new Reading("cpu", 0.25, List.of("a", "b"));
		assertThat(this.wamp.call(uri("echo"), Reading.class, reading)).isEqualTo(reading);
		assertThat(this.wamp.call(uri("echo"), new ParameterizedTypeReference<Map<String, List<Reading>>>() {
		}, Map.of("all", List.of(reading, reading)))).isEqualTo(Map.of("all", List.of(reading, reading)));
	}

	private void large() {
		String large = "x".repeat(1 << 20);
		assertThat(this.wamp.call(uri("echo"), String.class, large)).isEqualTo(large);
	}

	private void errors() {
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.wamp.newCall(uri("fail"))
				.args("reason", 7)
				.kwarg("code", 42)
				.kwarg("detail", Map.of("a", List.of(1)))
				.call())
			.satisfies((error) -> {
				assertThat(error.getUri()).isEqualTo("com.example.error.failed");
				assertThat(error.getArguments()).containsExactly("reason", 7);
				assertThat(error.getKeywordArguments())
					.isEqualTo(Map.of("code", 42, "detail", Map.of("a", List.of(1))));
			});
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> this.wamp.call(uri("add2"), "x", null))
			.satisfies(
					(error) -> assertThat(error.getUri()).contains(".").isNotEqualTo("wamp.error.no_such_procedure"));
	}

	private void events() {
		Queue<WampResult> seen = new ConcurrentLinkedQueue<>();
		try (WampSubscription subscription = this.wamp.subscribe(uri("out"), (arguments, event) -> seen
			.add(WampResult.of(arguments.getArguments(), arguments.getKeywordArguments())))) {
			subscription.whenActive().join();
			Long publication = this.wamp.newPublication(uri("in"))
				.args("ping", 7)
				.kwarg("a", Map.of("b", List.of(1)))
				.excludeMe(false)
				.publishAcknowledged();
			assertThat(publication).isPositive();
			IntStream.range(0, 50)
				.forEach((i) -> this.wamp.newPublication(uri("in")).args(i).excludeMe(false).publish());
			Awaitility.await().atMost(PATIENCE).until(() -> seen.size() == 51);
			assertThat(seen.remove())
				.isEqualTo(WampResult.of(List.of("ping", 7), Map.of("a", Map.of("b", List.of(1)))));
			assertThat(seen).map((event) -> event.getArguments().get(0))
				.containsExactlyElementsOf(IntStream.range(0, 50).boxed().map(Object.class::cast).toList());
		}
	}

	private WampResult echo(List<?> arguments, Map<String, ?> kwargs) {
		return this.wamp.newCall(uri("echo")).args(arguments.toArray()).kwargs(kwargs).call();
	}

	private String uri(String name) {
		return this.prefix + "." + name;
	}

	private static DynamicNode test(String name, Runnable check) {
		return DynamicTest.dynamicTest(name, check::run);
	}

	record Reading(String name, double value, List<String> tags) {
	}

}
