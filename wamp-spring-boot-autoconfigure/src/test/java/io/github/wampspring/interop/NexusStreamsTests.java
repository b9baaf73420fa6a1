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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampTemplate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams of arguments between this library's client and nexus's, both ways, through this
 * library's router and through nexus.
 */
@RequiresPeer(Peer.NEXUS_CLIENT)
class NexusStreamsTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	@TestFactory
	List<DynamicNode> throughTheEmbeddedRouter() {
		try (Application router = Application.router().join()) {
			return both(router.routerUrl());
		}
	}

	@TestFactory
	@RequiresPeer({ Peer.NEXUS_CLIENT, Peer.NEXUS })
	List<DynamicNode> throughNexus() {
		return both(PeerRouter.shared(Peer.NEXUS).url());
	}

	private static List<DynamicNode> both(String url) {
		List<DynamicNode> tests = new ArrayList<>();
		for (String serializer : Serializers.ALL) {
			tests.add(DynamicContainer.dynamicContainer("nexus's client, with " + serializer + ", calls",
					drive(url, serializer)));
			tests.add(DynamicContainer.dynamicContainer("nexus's client, with " + serializer + ", is called",
					calls(url, serializer)));
		}
		return tests;
	}

	private static List<String> command(String url, String serializer, String prefix, String mode) {
		return List.of(Peer.NEXUS_CLIENT.script("run"), "--url", url, "--serializer", serializer, "--prefix", prefix,
				mode);
	}

	private static Stream<DynamicTest> drive(String url, String serializer) {
		String prefix = "com.example.java.streams." + serializer;
		try (Application application = Application.client(url)
			.with("interop.prefix", prefix)
			.with(StreamProcedures.class)
			.join()) {
			PeerProcess drive = PeerProcess.start(command(url, serializer, prefix, "drive"));
			int status = drive.awaitExit(Duration.ofMinutes(2));
			return DriveReport.of(drive.output(), status).tests().toList().stream();
		}
	}

	/** What comes out, before the peers end. */
	private static Stream<DynamicTest> calls(String url, String serializer) {
		String prefix = "com.example.go." + serializer;
		try (PeerProcess component = PeerProcess.start(command(url, serializer, prefix, "component")).awaitReady();
				Application application = Application.client(url).join()) {
			Calls calls = new Calls(application.wamp(), prefix);
			return Stream.of(test("sum", calls::sum), test("double", calls::twice), test("cancel", calls::cancel));
		}
	}

	private static DynamicTest test(String name, Runnable check) {
		Throwable failure = null;
		try {
			check.run();
		}
		catch (Throwable ex) {
			failure = ex;
		}
		Throwable outcome = failure;
		return DynamicTest.dynamicTest(name, () -> {
			if (outcome != null) {
				throw outcome;
			}
		});
	}

	/**
	 * Calls of the component.
	 *
	 * @param wamp calls
	 * @param prefix what the component's procedures begin with
	 */
	private record Calls(WampTemplate wamp, String prefix) {

		void sum() {
			List<Integer> numbers = IntStream.rangeClosed(1, 100).boxed().toList();
			assertThat(this.wamp.newCall(this.prefix + ".sum").streamArgs(numbers).call(Integer.class)).isEqualTo(5050);
			assertThat(
					this.wamp.newCall(this.prefix + ".sum").args(1, 2).streamArgsFrom(Mono.just(3)).call(Integer.class))
				.isEqualTo(6);
		}

		void twice() {
			Sinks.Many<Integer> numbers = Sinks.many().unicast().onBackpressureBuffer();
			StepVerifier
				.create(new ReactiveWampTemplate(this.wamp).newCall(this.prefix + ".double")
					.streamArgs(numbers.asFlux())
					.stream(Integer.class))
				.then(() -> numbers.tryEmitNext(1))
				.expectNext(2)
				.then(() -> numbers.tryEmitNext(2))
				.expectNext(4)
				.then(numbers::tryEmitComplete)
				.expectComplete()
				.verify(LONG);
		}

		void cancel() {
			CompletableFuture<@Nullable Integer> call = this.wamp.newCall(this.prefix + ".wait")
				.streamArgsFrom(Flux.concat(Mono.just(1), Mono.never()))
				.callAsync(Integer.class);
			Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> !call.isDone());
			call.cancel(false);
			Awaitility.await()
				.atMost(LONG)
				.until(() -> Integer.valueOf(1).equals(this.wamp.call(this.prefix + ".canceled", Integer.class)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class StreamProcedures {

		@Bean
		Procedures procedures() {
			return new Procedures();
		}

	}

	static class Procedures {

		@WampProcedure("${interop.prefix}.sum")
		int sum(Stream<Integer> numbers) {
			return numbers.mapToInt(Integer::intValue).sum();
		}

		@WampProcedure("${interop.prefix}.double")
		Flux<Integer> twice(Flux<Integer> numbers) {
			return numbers.map((number) -> 2 * number);
		}

		@WampProcedure("${interop.prefix}.plain")
		int plain(int number) {
			return number;
		}

	}

}
