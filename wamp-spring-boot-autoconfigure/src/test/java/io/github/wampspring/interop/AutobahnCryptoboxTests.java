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
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.WampArguments;
import io.github.wampspring.core.WampOperations.OperationSpec;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Payloads that are encrypted as Autobahn|Python's {@code KeyRing} does it
 * ({@code enc_algo=cryptobox}), both ways, through this library's router and through
 * Crossbar.io: in calls, progressive results, results, errors and events.
 */
@RequiresPeer(Peer.AUTOBAHN_CRYPTOBOX)
class AutobahnCryptoboxTests {

	/** Of X25519, as in the peer's program: private and public. */
	private static final List<String> ORIGINATOR = List.of(
			"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
			"8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f");

	private static final List<String> RESPONDER = List.of(
			"202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",
			"358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254");

	private static final String OTHER = "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f";

	@TestFactory
	List<DynamicNode> throughTheEmbeddedRouter() {
		try (Application router = Application.router().join()) {
			return both(router.routerUrl());
		}
	}

	@TestFactory
	@RequiresPeer({ Peer.AUTOBAHN_CRYPTOBOX, Peer.CROSSBAR })
	List<DynamicNode> throughCrossbar() {
		return both(PeerRouter.shared(Peer.CROSSBAR).url());
	}

	/** All serializers on each side, in pairs. */
	private static List<DynamicNode> both(String url) {
		List<DynamicNode> tests = new ArrayList<>();
		Map.of("json", "cbor", "msgpack", "msgpack", "cbor", "json").forEach((serializer, own) -> {
			String with = "Autobahn|Python, with " + serializer + " against " + own;
			tests.add(DynamicContainer.dynamicContainer(with + ", calls", drive(url, serializer, own)));
			tests.add(DynamicContainer.dynamicContainer(with + ", is called", calls(url, serializer, own)));
		});
		return tests;
	}

	private static List<String> command(String url, String serializer, String prefix, String mode) {
		return List.of(Peer.AUTOBAHN_CRYPTOBOX.script("run"), "cryptobox.py", "--url", url, "--serializer", serializer,
				"--prefix", prefix, mode);
	}

	private static Application.Builder application(String url, String own, String prefix, String privateKey,
			String publicKey) {
		return Application.client(url)
			.with("wamp.serializers", own)
			.with("interop.prefix", prefix)
			.with("wamp.encryption[0].uri", prefix + ".")
			.with("wamp.encryption[0].cipher", "cryptobox")
			.with("wamp.encryption[0].keys.pair.private-key", privateKey)
			.with("wamp.encryption[0].keys.pair.public-key", publicKey);
	}

	private static Stream<DynamicTest> drive(String url, String serializer, String own) {
		String prefix = "com.example.java.cryptobox." + serializer + "." + own;
		try (Application application = application(url, own, prefix, RESPONDER.get(0), ORIGINATOR.get(1))
			.with(Component.class)
			.join()) {
			PeerProcess drive = PeerProcess.start(command(url, serializer, prefix, "drive"));
			int status = drive.awaitExit(Duration.ofMinutes(2));
			return DriveReport.of(drive.output(), status).tests().toList().stream();
		}
	}

	private static Stream<DynamicTest> calls(String url, String serializer, String own) {
		String prefix = "com.example.py.cryptobox." + serializer + "." + own;
		try (PeerProcess component = PeerProcess.start(command(url, serializer, prefix, "component")).awaitReady();
				Application application = application(url, own, prefix, ORIGINATOR.get(0), RESPONDER.get(1)).join();
				Application stranger = application(url, own, prefix, OTHER, RESPONDER.get(1)).join()) {
			Calls calls = new Calls(application.wamp(), prefix);
			return Stream.of(test("call", calls::call), test("call-empty", calls::empty),
					test("algorithm", calls::algorithm), test("progress", calls::progress), test("error", calls::error),
					test("event", calls::event), test("wrong-key", () -> new Calls(stranger.wamp(), prefix).refused()));
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
	 * Calls of the component. What is not encrypted is not taken.
	 *
	 * @param wamp calls and publishes
	 * @param prefix what the component's URIs begin with
	 */
	private record Calls(WampTemplate wamp, String prefix) {

		private static <S extends OperationSpec<S>> S tea(S specification) {
			return specification.args("tea", 7).kwarg("place", "shelf");
		}

		void call() {
			WampResult result = tea(this.wamp.newCall(this.prefix + ".echo")).call();
			assertThat(result.getArguments()).hasToString("[tea, 7]");
			assertThat(result.getKeywordArguments()).isEqualTo(Map.of("place", "shelf"));
		}

		void empty() {
			assertThat(this.wamp.call(this.prefix + ".echo").getArguments()).isEmpty();
		}

		void algorithm() {
			assertThat(this.wamp.call(this.prefix + ".algo", String.class)).isEqualTo("cryptobox");
		}

		void progress() {
			List<@Nullable Integer> seen = new ArrayList<>();
			assertThat(this.wamp.newCall(this.prefix + ".countdown")
				.args(3)
				.progress(Integer.class, seen::add)
				.call(Integer.class)).isZero();
			assertThat(seen).containsExactly(3, 2, 1);
		}

		void error() {
			assertThatExceptionOfType(WampException.class)
				.isThrownBy(() -> tea(this.wamp.newCall(this.prefix + ".fail")).call())
				.satisfies((ex) -> {
					assertThat(ex.getUri()).isEqualTo("com.example.error.failed");
					assertThat(ex.getArguments()).hasToString("[tea, 7]");
					assertThat(ex.getKeywordArguments()).isEqualTo(Map.of("place", "shelf"));
				});
		}

		void event() {
			BlockingQueue<WampArguments> events = new LinkedBlockingQueue<>();
			try (WampSubscription subscription = this.wamp.subscribe(this.prefix + ".out",
					(arguments, details) -> events.add(arguments))) {
				subscription.awaitActive(Duration.ofSeconds(30));
				tea(this.wamp.newPublication(this.prefix + ".in")).publishAcknowledged();
				WampArguments event = events.poll(60, TimeUnit.SECONDS);
				assertThat(event).isNotNull();
				assertThat(event.getArguments()).hasToString("[tea, 7, cryptobox]");
				assertThat(event.getKeywordArguments()).isEqualTo(Map.of("place", "shelf"));
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		void refused() {
			assertThatExceptionOfType(WampException.class)
				.isThrownBy(() -> this.wamp.call(this.prefix + ".echo", "tea"))
				.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.DECRYPT_ERROR));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Component {

		@Bean
		Procedures procedures(WampTemplate wamp) {
			return new Procedures(wamp);
		}

	}

	static class Procedures {

		private final WampTemplate wamp;

		Procedures(WampTemplate wamp) {
			this.wamp = wamp;
		}

		@WampProcedure("${interop.prefix}.echo")
		WampResult echo(@WampKwargs Map<String, Object> kwargs, Object... args) {
			return WampResult.of(List.of(args), kwargs);
		}

		@WampProcedure("${interop.prefix}.algo")
		@Nullable Object algorithm(InvocationDetails details) {
			return details.details().get("enc_algo");
		}

		@WampProcedure("${interop.prefix}.countdown")
		int countdown(int n, ProgressSink<Integer> progress) {
			for (int i = n; i > 0; i--) {
				progress.next(i);
			}
			return 0;
		}

		@WampProcedure("${interop.prefix}.fail")
		void fail(@WampKwargs Map<String, Object> kwargs, Object... args) {
			throw new WampException("com.example.error.failed", List.of(args), kwargs, null);
		}

		@WampSubscribe("${interop.prefix}.in")
		void in(EventDetails details, @WampKwargs Map<String, Object> kwargs, Object... args) {
			this.wamp.newPublication(details.topic().replaceFirst("in$", "out"))
				.args(args)
				.args(details.details().get("enc_algo"))
				.kwargs(kwargs)
				.publish();
		}

	}

}
