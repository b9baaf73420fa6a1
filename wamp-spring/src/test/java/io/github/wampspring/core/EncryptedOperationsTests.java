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

package io.github.wampspring.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.PayloadEncryptionException;
import io.github.wampspring.WampException;
import io.github.wampspring.payload.PayloadCipher;
import io.github.wampspring.payload.PayloadCiphers;
import io.github.wampspring.router.RouterRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Encrypted calls, results, errors and events between templates, over a router that
 * cannot read them.
 */
@ExtendWith(OutputCaptureExtension.class)
class EncryptedOperationsTests {

	private static final String SECRET = "com.myapp.secret.";

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final byte[] KEY = key(1);

	private static final byte[] OTHER_KEY = key(2);

	private static final PayloadCipher CIPHER = aes("k1", KEY, false);

	/** What the router has seen. */
	private final List<RouterRequest> routed = new CopyOnWriteArrayList<>();

	/** Whose payload the router hands on in the place of others. */
	private final AtomicReference<RouterRequest> instead = new AtomicReference<>();

	private final LocalSystem system = new LocalSystem((router) -> router.interceptor((request, next) -> {
		this.routed.add(request);
		RouterRequest instead = this.instead.get();
		return next.proceed((instead != null) ? request.with(instead.options(), instead.payload()) : request);
	}));

	private final WampTemplate callee = this.system.template("callee", CIPHER);

	private final WampTemplate caller = this.system.template("caller", CIPHER);

	private final WampTemplate plain = this.system.template("plain");

	@AfterEach
	void close() {
		this.system.close();
	}

	@Test
	void aCallAndItsResultAreEncrypted() {
		this.callee.register(SECRET + "add2", Integer.class, Integer.class, Integer::sum).awaitActive(LONG);
		assertThat(this.caller.call(SECRET + "add2", Integer.class, 7000, 5)).isEqualTo(7005);
		RouterRequest request = this.routed.get(this.routed.size() - 1);
		assertThat(request.options().toMap()).containsEntry("ppt_scheme", "wamp")
			.containsEntry("ppt_serializer", "cbor")
			.containsEntry("ppt_cipher", "aes256gcm")
			.containsEntry("ppt_keyid", "k1");
		List<Object> seen = request.mapper().arguments(request.payload());
		assertThat(seen).hasSize(1);
		// 12 + {args: [7000, 5]} + 16 bytes
		assertThat((byte[]) seen.get(0)).hasSize(12 + 11 + 16);
		assertThat(request.mapper().keywordArguments(request.payload())).isEmpty();
	}

	@Test
	void argumentsOfAllKindsArrive() {
		this.callee
			.register(SECRET + "echo",
					(arguments, details, progress) -> WampResult.of(arguments.getArguments().toArray())
						.with("color", arguments.get("color", String.class)))
			.awaitActive(LONG);
		WampResult result = this.caller.newCall(SECRET + "echo")
			.args("grün", null, List.of(1.5, true), new byte[] { 0, 1 })
			.kwarg("color", "red")
			.call();
		assertThat(result.getArguments()).hasSize(4).startsWith("grün", null, List.of(1.5, true));
		assertThat((byte[]) result.getArguments().get(3)).containsExactly(0, 1);
		assertThat(result.getKeywordArguments()).isEqualTo(Map.of("color", "red"));
		assertThat(this.caller.newCall(SECRET + "echo").call().getArguments()).isEmpty();
	}

	@Test
	void progressiveResultsAndErrorsAreEncrypted() {
		this.callee.register(SECRET + "count", (arguments, details, progress) -> {
			progress.next(1);
			progress.next(2);
			throw new WampException("com.myapp.error.enough", List.of("no more"), Map.of("count", 2), null);
		}).awaitActive(LONG);
		List<Integer> seen = new CopyOnWriteArrayList<>();
		assertThatExceptionOfType(WampException.class)
			.isThrownBy(() -> this.caller.newCall(SECRET + "count").progress(Integer.class, seen::add).call())
			.satisfies((error) -> {
				assertThat(error.getUri()).isEqualTo("com.myapp.error.enough");
				assertThat(error.getArguments()).containsExactly("no more");
				assertThat(error.getKeywordArguments()).isEqualTo(Map.of("count", 2));
			});
		assertThat(seen).containsExactly(1, 2);
	}

	@Test
	void errorsOfTheRouterAreUnderstood() {
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> this.caller.call(SECRET + "nobody", Void.class))
			.satisfies((error) -> {
				assertThat(error.getUri()).isEqualTo(ErrorUris.NO_SUCH_PROCEDURE);
				assertThat(error.getArguments()).isNotEmpty();
			});
	}

	@Test
	void otherUrisAreNotEncrypted() {
		this.plain.register("com.myapp.open", String.class, (text) -> text + "!").awaitActive(LONG);
		assertThat(this.caller.call("com.myapp.open", String.class, "hello")).isEqualTo("hello!");
		assertThat(this.caller.call("wamp.session.count", Integer.class)).isPositive();
	}

	@Test
	void eventsAreEncryptedAndWhoHasNoKeyLearnsNothing(CapturedOutput output) {
		List<String> seen = new CopyOnWriteArrayList<>();
		AtomicInteger stranger = new AtomicInteger();
		this.callee.subscribe(SECRET + "topic", String.class, seen::add).awaitActive(LONG);
		this.plain.newSubscription(SECRET)
			.match(MatchPolicy.PREFIX)
			.subscribe((arguments, details) -> stranger.incrementAndGet())
			.awaitActive(LONG);
		this.caller.newPublication(SECRET + "topic").args("a secret").publishAcknowledged();
		await().until(() -> seen.contains("a secret"));
		await().until(() -> output.getAll().contains("there is no PayloadCipher for it"));
		assertThat(stranger).hasValue(0);
		assertThat(output.getAll()).contains("What came for 'com.myapp.secret.topic' is refused: it is encrypted");
	}

	@Test
	void whatComesInTheClearIsRefused(CapturedOutput output) {
		AtomicInteger run = new AtomicInteger();
		this.callee.register(SECRET + "run", (arguments, details, progress) -> run.incrementAndGet()).awaitActive(LONG);
		this.callee.subscribe(SECRET + "topic", (arguments, details) -> run.incrementAndGet()).awaitActive(LONG);
		refused(() -> this.plain.call(SECRET + "run", Void.class), "it came in the clear");
		this.plain.newPublication(SECRET + "topic").args("forged").publishAcknowledged();
		await().until(() -> output.getAll().contains("What came for 'com.myapp.secret.topic' is refused"));
		this.plain.register(SECRET + "clear", String.class, (text) -> text).awaitActive(LONG);
		// the callee without a cipher refuses the call
		refused(() -> this.caller.call(SECRET + "clear", String.class, "x"), "no PayloadCipher");
		assertThat(run).hasValue(0);
	}

	@Test
	void aWrongOrUnknownKeyFailsThatOneOperation() {
		this.callee.register(SECRET + "echo", String.class, (text) -> text).awaitActive(LONG);
		WampTemplate wrong = this.system.template("wrong", aes("k1", OTHER_KEY, false));
		WampTemplate unknown = this.system.template("unknown", aes("k2", OTHER_KEY, false));
		refused(() -> wrong.call(SECRET + "echo", String.class, "x"), "was not encrypted with the key 'k1'");
		refused(() -> unknown.call(SECRET + "echo", String.class, "x"), "the key 'k2' is not known");
		assertThat(wrong.call("wamp.session.count", Integer.class)).isPositive();
		assertThat(this.caller.call(SECRET + "echo", String.class, "x")).isEqualTo("x");
	}

	@Test
	void aResultThatTheCallerCannotDecryptIsItsError() {
		PayloadCipher answersOtherwise = PayloadCiphers.aes256gcm()
			.uri(SECRET, MatchPolicy.PREFIX)
			.secret("k1", KEY)
			.secret("k2", OTHER_KEY)
			.encryptWith("k2")
			.build();
		WampTemplate other = this.system.template("other", answersOtherwise);
		other.register(SECRET + "other", String.class, (text) -> text).awaitActive(LONG);
		assertThatExceptionOfType(PayloadEncryptionException.class)
			.isThrownBy(() -> this.caller.call(SECRET + "other", String.class, "x"))
			.withMessageContaining("the key 'k2' is not known");
		WampTemplate rotated = this.system.template("rotated", answersOtherwise);
		assertThat(rotated.call(SECRET + "other", String.class, "x")).isEqualTo("x");
	}

	@Test
	void whileEncryptionIsIntroducedBothKindsAreTaken() {
		WampTemplate lenient = this.system.template("lenient", aes("k1", KEY, true));
		lenient.register(SECRET + "echo", String.class, (text) -> text).awaitActive(LONG);
		assertThat(this.plain.call(SECRET + "echo", String.class, "old")).isEqualTo("old");
		assertThat(this.caller.call(SECRET + "echo", String.class, "new")).isEqualTo("new");
	}

	@Test
	void streamsAreEncryptedBothWays() {
		ReactiveWampTemplate reactive = new ReactiveWampTemplate(this.caller);
		this.callee.register(SECRET + "stream", Integer.class, (n) -> Flux.range(1, n)).awaitActive(LONG);
		assertThat(reactive.stream(SECRET + "stream", Integer.class, 50).collectList().block()).hasSize(50)
			.endsWith(49, 50);
	}

	@Test
	void applicationsMayTunnelArgumentsThemselves() {
		List<Object> schemes = new ArrayList<>();
		this.plain.register("com.myapp.tunnel", (arguments, details, progress) -> {
			schemes.add(details.details().get("ppt_scheme"));
			return arguments.getArguments().size();
		}).awaitActive(LONG);
		for (String serializer : List.of("json", "msgpack", "cbor")) {
			assertThat(this.plain.newCall("com.myapp.tunnel")
				.args(1, "two", null)
				.option("ppt_scheme", "mqtt")
				.option("ppt_serializer", serializer)
				.call(Integer.class)).isEqualTo(3);
			RouterRequest request = this.routed.get(this.routed.size() - 1);
			assertThat(request.mapper().arguments(request.payload())).hasSize(1).first().isInstanceOf(byte[].class);
		}
		assertThat(schemes).containsExactly("mqtt", "mqtt", "mqtt");
		assertThat(this.plain.newCall("com.myapp.tunnel")
			.args(1, 2)
			.option("ppt_scheme", "x_own")
			.option("ppt_serializer", "native")
			.call(Integer.class)).isEqualTo(2);
	}

	@Test
	void cryptoboxHasItsOwnFormat() {
		PayloadCipher box = box(key(7));
		WampTemplate one = this.system.template("one", box);
		WampTemplate two = this.system.template("two", box);
		one.register(SECRET + "add2", Integer.class, Integer.class, Integer::sum).awaitActive(LONG);
		one.register(SECRET + "fail", (arguments, details, progress) -> {
			throw new WampException("com.myapp.error.failed", List.of("why"), Map.of(), null);
		}).awaitActive(LONG);
		assertThat(two.call(SECRET + "add2", Integer.class, 2, 3)).isEqualTo(5);
		RouterRequest request = this.routed.get(this.routed.size() - 1);
		assertThat(request.options().toMap()).containsEntry("enc_algo", "cryptobox")
			.containsEntry("enc_serializer", "json");
		assertThatExceptionOfType(WampException.class).isThrownBy(() -> two.call(SECRET + "fail", Void.class))
			.satisfies((error) -> assertThat(error.getArguments()).containsExactly("why"));
		List<String> seen = new CopyOnWriteArrayList<>();
		one.subscribe(SECRET + "topic", String.class, seen::add).awaitActive(LONG);
		two.newPublication(SECRET + "topic").args("a secret").publishAcknowledged();
		await().until(() -> seen.contains("a secret"));
		refused(() -> this.plain.call(SECRET + "add2", Integer.class, 2, 3), "it came in the clear");
	}

	@Test
	void aRouterThatPutsOnePayloadInThePlaceOfAnotherIsNoticed(CapturedOutput output) {
		List<String> seen = new CopyOnWriteArrayList<>();
		this.callee.subscribe(SECRET + "raise", String.class, (name) -> seen.add("raise " + name)).awaitActive(LONG);
		this.callee.register(SECRET + "dismiss", String.class, (name) -> name).awaitActive(LONG);
		this.callee.register(SECRET + "praise", String.class, (name) -> name).awaitActive(LONG);
		this.caller.call(SECRET + "praise", String.class, "joe");
		// the same key, and everything else of the message is genuine
		this.instead.set(this.routed.get(this.routed.size() - 1));
		refused(() -> this.caller.call(SECRET + "dismiss", String.class, "mary"),
				"was not encrypted with the key 'k1' for this URI");
		this.caller.newPublication(SECRET + "raise").args("mary").publishAcknowledged();
		await().until(() -> output.getAll().contains("What came for 'com.myapp.secret.raise' is refused"));
		this.instead.set(null);
		this.caller.newPublication(SECRET + "raise").args("bob").publishAcknowledged();
		await().until(() -> !seen.isEmpty());
		assertThat(seen).containsExactly("raise bob");
	}

	private static void refused(ThrowingCallable call, String text) {
		assertThatExceptionOfType(WampException.class).isThrownBy(call).satisfies((error) -> {
			assertThat(error.getUri()).isEqualTo(ErrorUris.DECRYPT_ERROR);
			assertThat(error.getArguments().get(0).toString()).contains(text);
		});
	}

	private static PayloadCipher aes(String id, byte[] key, boolean clear) {
		return PayloadCiphers.aes256gcm().uri(SECRET, MatchPolicy.PREFIX).secret(id, key).acceptClear(clear).build();
	}

	private static PayloadCipher box(byte[] key) {
		byte[] base = new byte[32];
		base[0] = 9;
		return PayloadCiphers.cryptobox().uri("com.myapp.", MatchPolicy.PREFIX).keys("k", key, base).build();
	}

	private static byte[] key(int value) {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) value);
		return key;
	}

}
