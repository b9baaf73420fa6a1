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
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadEncryptionException;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampArguments;
import io.github.wampspring.core.WampOperations.CallSpec;
import io.github.wampspring.core.WampOperations.OperationSpec;
import io.github.wampspring.core.WampOperations.PublicationSpec;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.payload.PayloadCipher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Payload passthru mode between this library's client and nexus's, both ways, through
 * this library's router and through nexus: all four attributes, in calls, results, errors
 * and events. nexus's client has no ciphers, so the one here does not encrypt.
 */
@RequiresPeer(Peer.NEXUS_PASSTHRU)
class NexusPassthruTests {

	/** What nexus's client can unpack: over JSON it takes a binary value for a string. */
	private static final List<String> BINARY = List.of("msgpack", "cbor");

	private static final Map<String, String> SEALED = Map.of("ppt_scheme", "wamp", "ppt_serializer", "cbor",
			"ppt_cipher", "x_none", "ppt_keyid", "key-1");

	@TestFactory
	List<DynamicNode> throughTheEmbeddedRouter() {
		try (Application router = Application.router().join()) {
			List<DynamicNode> tests = both(router.routerUrl(), (serializer) -> "json");
			tests.add(DynamicContainer.dynamicContainer("nexus's client falls over",
					Stream.of(
							fallsOver(router.routerUrl(), "json", "is string, not []uint8",
									Map.of("ppt_serializer", "cbor")),
							fallsOver(router.routerUrl(), "cbor", "is string, not *wamp.PassthruPayload", Map.of()))));
			return tests;
		}
	}

	@TestFactory
	@RequiresPeer({ Peer.NEXUS_PASSTHRU, Peer.NEXUS })
	List<DynamicNode> throughNexus() {
		return both(PeerRouter.shared(Peer.NEXUS).url(), (serializer) -> serializer);
	}

	/** nexus hands binary values to sessions with JSON as strings that are none. */
	private static List<DynamicNode> both(String url, UnaryOperator<String> own) {
		List<DynamicNode> tests = new ArrayList<>();
		for (String serializer : BINARY) {
			tests.add(DynamicContainer.dynamicContainer("nexus's client, with " + serializer + ", calls",
					drive(url, serializer, own.apply(serializer))));
			tests.add(DynamicContainer.dynamicContainer("nexus's client, with " + serializer + ", is called",
					calls(url, serializer, own.apply(serializer))));
		}
		return tests;
	}

	private static List<String> command(String url, String serializer, String prefix, String mode) {
		return List.of(Peer.NEXUS_PASSTHRU.script("run"), "passthru", "--url", url, "--serializer", serializer,
				"--prefix", prefix, mode);
	}

	private static Stream<DynamicTest> drive(String url, String serializer, String own) {
		String prefix = "com.example.java.passthru." + serializer;
		try (Application application = Application.client(url)
			.with("interop.prefix", prefix)
			.with("wamp.serializers", own)
			.with(Component.class)
			.join()) {
			PeerProcess drive = PeerProcess.start(command(url, serializer, prefix, "drive"));
			int status = drive.awaitExit(Duration.ofMinutes(2));
			return DriveReport.of(drive.output(), status).tests().toList().stream();
		}
	}

	private static Stream<DynamicTest> calls(String url, String serializer, String own) {
		String prefix = "com.example.go.passthru." + serializer;
		try (PeerProcess component = PeerProcess.start(command(url, serializer, prefix, "component")).awaitReady();
				Application application = Application.client(url)
					.with("interop.prefix", prefix)
					.with("wamp.serializers", own)
					.with(Ciphers.class)
					.join()) {
			return new Calls(application.wamp(), prefix, application.bean(NoCipher.class)).tests();
		}
	}

	/**
	 * Where nexus's client ends, the call ends with it, and nothing else does.
	 */
	private static DynamicTest fallsOver(String url, String serializer, String why, Map<String, String> options) {
		String prefix = "com.example.go.passthru.fall." + serializer;
		try (PeerProcess component = PeerProcess.start(command(url, serializer, prefix, "component")).awaitReady();
				Application application = Application.client(url).join()) {
			return test("with " + serializer + ", by " + options, () -> {
				assertThatExceptionOfType(WampException.class).isThrownBy(() -> {
					CallSpec call = application.wamp()
						.newCall(prefix + ".echo")
						.args("tea")
						.option("ppt_scheme", "mqtt");
					options.forEach(call::option);
					call.call();
				}).satisfies((ex) -> assertThat(ex.getUri()).isEqualTo(ErrorUris.CANCELED));
				component.awaitExit(Duration.ofMinutes(1));
				assertThat(component.output()).anyMatch((line) -> line.contains(why));
			});
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

	private static Map<String, Object> attributes(Map<String, ? extends @Nullable Object> details) {
		Map<String, Object> found = new TreeMap<>();
		details.forEach((name, value) -> {
			if (name.startsWith("ppt_") && value != null) {
				found.put(name, value);
			}
		});
		return found;
	}

	/**
	 * Calls of the component.
	 *
	 * @param wamp calls and publishes
	 * @param prefix what the component's URIs begin with
	 * @param cipher knows what came encrypted
	 */
	private record Calls(WampTemplate wamp, String prefix, NoCipher cipher) {

		/** What comes out, before the peers end. */
		Stream<DynamicTest> tests() {
			Stream.Builder<DynamicTest> tests = Stream.builder();
			for (Map<String, String> packed : List.of(packed("mqtt", "json"), packed("mqtt", "msgpack"),
					packed("x_own", "cbor"), packed("wamp", "cbor"))) {
				String name = packed.get("ppt_scheme") + "-" + packed.get("ppt_serializer");
				tests.add(test("call-" + name, () -> echo(packed)));
				tests.add(test("details-" + name, () -> details(packed)));
				tests.add(test("error-" + name, () -> fail(packed)));
				tests.add(test("event-" + name, () -> event(packed)));
			}
			tests.add(test("call-cipher", this::sealedCall));
			tests.add(test("error-cipher", this::sealedError));
			tests.add(test("event-cipher", this::sealedEvent));
			return tests.build();
		}

		private static Map<String, String> packed(String scheme, String serializer) {
			return Map.of("ppt_scheme", scheme, "ppt_serializer", serializer);
		}

		private static <S extends OperationSpec<S>> S with(S specification, Map<String, String> packed) {
			packed.forEach(specification::option);
			return specification.args("tea", 7).kwarg("place", "shelf");
		}

		private static void assertEchoed(WampResult result) {
			assertThat(result.getArguments()).hasToString("[tea, 7]");
			assertThat(result.getKeywordArguments()).isEqualTo(Map.of("place", "shelf"));
		}

		private void echo(Map<String, String> packed) {
			assertEchoed(with(this.wamp.newCall(this.prefix + ".echo"), packed).call());
		}

		private void details(Map<String, String> packed) {
			assertThat(with(this.wamp.newCall(this.prefix + ".details"), packed).call().getArguments())
				.isEqualTo(List.of(packed));
		}

		/** In the clear: nexus's client cannot pack them. */
		private void fail(Map<String, String> packed) {
			assertThatExceptionOfType(WampException.class)
				.isThrownBy(() -> with(this.wamp.newCall(this.prefix + ".fail"), packed).call())
				.satisfies(Calls::assertFailed);
		}

		private static void assertFailed(WampException failure) {
			assertThat(failure.getUri()).isEqualTo("com.example.error.failed");
			assertThat(failure.getArguments()).hasToString("[tea, 7]");
			assertThat(failure.getKeywordArguments()).isEqualTo(Map.of("place", "shelf"));
		}

		private void event(Map<String, String> packed) {
			assertThat(event(this.prefix, packed)).isEqualTo(new TreeMap<>(packed));
		}

		private Map<String, Object> event(String prefix, Map<String, String> packed) {
			BlockingQueue<Received> events = new LinkedBlockingQueue<>();
			try (WampSubscription subscription = this.wamp.subscribe(prefix + ".out",
					(arguments, details) -> events.add(new Received(arguments, details)))) {
				subscription.awaitActive(Duration.ofSeconds(30));
				with(this.wamp.newPublication(prefix + ".in"), packed).publishAcknowledged();
				Received event = events.poll(60, TimeUnit.SECONDS);
				assertThat(event).isNotNull();
				assertThat(event.arguments().getArguments()).hasToString("[tea, 7]");
				assertThat(event.arguments().getKeywordArguments()).isEqualTo(Map.of("place", "shelf"));
				return attributes(event.details().details());
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private void sealedCall() {
			this.cipher.seen.clear();
			assertEchoed(with(this.wamp.newCall(this.prefix + ".sealed.echo"), Map.of()).call());
			assertThat(this.cipher.seen).containsExactly("x_none key-1");
		}

		/** The answer to such a call must be encrypted too, unless it is an error. */
		private void sealedError() {
			assertThatExceptionOfType(WampException.class)
				.isThrownBy(() -> with(this.wamp.newCall(this.prefix + ".sealed.fail"), Map.of()).call())
				.satisfies(Calls::assertFailed);
			assertThatExceptionOfType(PayloadEncryptionException.class)
				.isThrownBy(() -> with(this.wamp.newCall(this.prefix + ".sealed.details"), Map.of()).call())
				.withMessageContaining("it came in the clear");
		}

		private void sealedEvent() {
			this.cipher.seen.clear();
			assertThat(event(this.prefix + ".sealed", Map.of())).isEqualTo(new TreeMap<>(SEALED));
			assertThat(this.cipher.seen).containsExactly("x_none key-1");
		}

	}

	/** An event. */
	private record Received(WampArguments arguments, EventDetails details) {
	}

	/**
	 * Says that it encrypts.
	 */
	static final class NoCipher implements PayloadCipher {

		private final String prefix;

		final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

		NoCipher(String prefix) {
			this.prefix = prefix;
		}

		@Override
		public boolean matches(String uri) {
			return uri.startsWith(this.prefix + ".sealed.");
		}

		@Override
		public Sealed encrypt(String uri, byte[] plaintext) {
			return new Sealed("x_none", "key-1", plaintext);
		}

		@Override
		public byte[] decrypt(String uri, Sealed sealed) {
			this.seen.add(sealed.cipher() + " " + sealed.keyId());
			return sealed.bytes();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ciphers {

		@Bean
		NoCipher cipher(@Value("${interop.prefix}") String prefix) {
			return new NoCipher(prefix);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Component extends Ciphers {

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
		@WampProcedure("${interop.prefix}.sealed.echo")
		WampResult echo(@WampKwargs Map<String, Object> kwargs, Object... args) {
			return WampResult.of(List.of(args), kwargs);
		}

		@WampProcedure("${interop.prefix}.details")
		Map<String, Object> details(InvocationDetails details, Object... args) {
			return attributes(details.details());
		}

		@WampProcedure("${interop.prefix}.fail")
		@WampProcedure("${interop.prefix}.sealed.fail")
		void fail(@WampKwargs Map<String, Object> kwargs, Object... args) {
			throw new WampException("com.example.error.failed", List.of(args), kwargs, null);
		}

		@WampSubscribe("${interop.prefix}.in")
		void in(EventDetails details, @WampKwargs Map<String, Object> kwargs, Object... args) {
			publish(".out", details, kwargs, args, attributes(details.details()));
		}

		@WampSubscribe("${interop.prefix}.sealed.in")
		void sealedIn(EventDetails details, @WampKwargs Map<String, Object> kwargs, Object... args) {
			publish(".out", details, kwargs, args, Map.of());
		}

		private void publish(String suffix, EventDetails details, Map<String, Object> kwargs, Object[] args,
				Map<String, Object> options) {
			PublicationSpec publication = this.wamp
				.newPublication(details.topic().substring(0, details.topic().length() - 3) + suffix);
			options.forEach(publication::option);
			publication.args(args).kwargs(kwargs).publish();
		}

	}

}
