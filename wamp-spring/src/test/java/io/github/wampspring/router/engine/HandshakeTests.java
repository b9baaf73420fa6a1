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

package io.github.wampspring.router.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.ClientHalf;
import io.github.wampspring.auth.CraAuthenticator;
import io.github.wampspring.auth.TicketAuthenticator;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampAuthenticator;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.CloseUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who gets in, and as whom.
 */
@ExtendWith(OutputCaptureExtension.class)
class HandshakeTests {

	private static final Consumer<RealmSettings.Builder> PETER = (realm) -> realm
		.user(new WampUser("peter", "secret1", "frontend"));

	private static final Consumer<RouterSettings.Builder> DEFAULTS = (router) -> {
	};

	@Test
	void nobodyGetsInOverTheNetworkByDefault() {
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, DEFAULTS);
		assertThat(router.isJoinable()).isFalse();
		assertThat(router.describe()).isEqualTo("realm1 (nobody over the network)");
		TestClient client = new TestClient(router, false);
		client.send(new Hello("realm1", TestClient.ROLES));
		client.takeAbort(ErrorUris.NO_MATCHING_AUTH_METHOD);
	}

	@Test
	void aFloodOfStrangersDoesNotFloodTheLog(CapturedOutput output) {
		DefaultWampRouter router = TestRouters.open(PETER);
		for (int i = 0; i < 200; i++) {
			TestClient refused = new TestClient(router, false);
			refused.send(new Hello("realm" + i, TestClient.ROLES.with("agent", "stranger")));
			new TestClient(router, false).send(new Welcome(1, Dict.EMPTY));
		}
		assertThat(output.toString().lines().filter((line) -> line.contains("Refused "))).hasSizeBetween(1, 25);
		assertThat(output.toString().lines().filter((line) -> line.contains("after a protocol violation")))
			.hasSizeBetween(1, 25);
	}

	@Test
	void onlySoManyAttemptsForOneAuthidMayFailWhereverTheyComeFrom() {
		DefaultWampRouter router = TestRouters.closed(PETER, (settings) -> settings.maxFailedAttemptsPerAuthid(2));
		for (String authId : List.of("peter", "nobody")) {
			for (int i = 0; i < 2; i++) {
				ticket(router, authId, "wrong").takeAbort(ErrorUris.AUTHENTICATION_DENIED);
			}
			TestClient refused = new TestClient(router, false);
			refused.send(ticketHello(authId));
			refused.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
		}
		TestClient other = ticket(router, "somebody", "wrong");
		other.takeAbort(ErrorUris.AUTHENTICATION_DENIED);
	}

	private static Hello ticketHello(String authId) {
		return new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("ticket")).with("authid", authId));
	}

	private static TestClient ticket(DefaultWampRouter router, String authId, String ticket) {
		TestClient client = new TestClient(router, false);
		client.send(ticketHello(authId));
		client.take(Challenge.class);
		client.send(new Authenticate(ticket, Dict.EMPTY));
		return client;
	}

	@Test
	void aRouterTellsWhoCanJoin() {
		DefaultWampRouter router = TestRouters.open(PETER);
		assertThat(router.isJoinable()).isTrue();
		assertThat(router.describe()).isEqualTo("realm1 (anonymous, wampcra, ticket, wamp-scram, scram)");
		assertThat(TestRouters.closed(PETER, DEFAULTS).isJoinable()).isTrue();
	}

	@Test
	void aSessionOfTheSameJvmIsTrusted() {
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, DEFAULTS);
		TestClient client = TestClient.joined(new TestClient(router, true), "realm1",
				TestClient.ROLES.with("authid", "my-application"));
		assertThat(client.welcome.details().getString("authrole")).isEqualTo("trusted");
		assertThat(client.welcome.details().getString("authid")).isEqualTo("my-application");
		assertThat(router.sessions("realm1")).singleElement().matches(SessionInfo::trusted);
	}

	@Test
	void aSessionOfTheSameJvmThatAsksForAuthenticationIsNotTrusted() {
		DefaultWampRouter router = TestRouters.closed(PETER, DEFAULTS);
		TestClient client = new TestClient(router, true);
		join(client, new TicketAuthenticator("peter", "secret1"));
		assertThat(client.welcome.details().getString("authrole")).isEqualTo("frontend");
		assertThat(router.sessions("realm1")).singleElement().matches((session) -> !session.trusted());
		TestClient other = new TestClient(router, true);
		other.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("anonymous"))));
		other.takeAbort(ErrorUris.NO_MATCHING_AUTH_METHOD);
	}

	@Test
	void anAnonymousSessionCannotChooseItsAuthid() {
		TestClient client = TestClient.joined(TestRouters.open(),
				TestClient.ROLES.with("authmethods", List.of("anonymous")).with("authid", "peter"));
		assertThat(client.welcome.details().getString("authid")).isNotEqualTo("peter").hasSize(24);
	}

	@Test
	void usersGetInByTicketAndByWampcra() {
		DefaultWampRouter router = TestRouters.closed(PETER, DEFAULTS);
		for (WampAuthenticator authenticator : List.of(new TicketAuthenticator("peter", "secret1"),
				new CraAuthenticator("peter", "secret1"))) {
			TestClient client = new TestClient(router, false);
			join(client, authenticator);
			Dict details = client.welcome.details();
			assertThat(details.getString("authid")).isEqualTo("peter");
			assertThat(details.getString("authrole")).isEqualTo("frontend");
			assertThat(details.getString("authmethod")).isEqualTo(authenticator.getMethod());
			assertThat(details.getString("authprovider")).isEqualTo("static");
			client.subscribe("com.myapp.topic", Dict.EMPTY);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "peter", "nobody" })
	void aWrongSecretAndAnUnknownUserAreRefusedAlike(String authId) {
		DefaultWampRouter router = TestRouters.closed(PETER, DEFAULTS);
		TestClient client = new TestClient(router, false);
		answer(client, new CraAuthenticator(authId, "wrong"));
		assertThat(client.takeAbort(ErrorUris.AUTHENTICATION_DENIED).details().getString("message"))
			.isEqualTo("The authid or its proof is not valid");
		assertThat(router.sessions("realm1")).isEmpty();
	}

	@Test
	void theFirstMethodThatBothSidesHaveIsTaken() {
		DefaultWampRouter router = TestRouters.open(PETER);
		TestClient client = new TestClient(router, false);
		client.send(new Hello("realm1",
				TestClient.ROLES.with("authmethods", List.of("cryptosign", "ticket", "wampcra", "anonymous"))
					.with("authid", "peter")));
		assertThat(client.take(Challenge.class).method()).isEqualTo("ticket");
		TestClient anonymous = TestClient.joined(router,
				TestClient.ROLES.with("authmethods", List.of("anonymous", "ticket")));
		assertThat(anonymous.welcome.details().getString("authmethod")).isEqualTo("anonymous");
	}

	@Test
	void methodsThatTheRouterDoesNotHaveAreRefused() {
		TestClient client = new TestClient(TestRouters.open(), false);
		client.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("scram", "ticket"))));
		client.takeAbort(ErrorUris.NO_MATCHING_AUTH_METHOD);
	}

	@Test
	void aChallengeIsAnsweredOnce() {
		CompletableFuture<AuthenticationStep> never = new CompletableFuture<>();
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, (settings) -> settings.authenticationProvider(provider(
				(request) -> CompletableFuture.completedStage(new Challenged(Dict.EMPTY, (answer) -> never)))));
		TestClient client = new TestClient(router, false);
		client.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("custom"))));
		client.take(Challenge.class);
		client.send(new Authenticate("one", Dict.EMPTY));
		client.takeNothing();
		client.send(new Authenticate("two", Dict.EMPTY));
		client.takeAbort(ErrorUris.PROTOCOL_VIOLATION);
		never.complete(new Accepted(new WampIdentity("late", "user", "custom", "test")));
		client.takeNothing();
		assertThat(router.sessions("realm1")).isEmpty();
	}

	@Test
	void anOwnMethodMayTakeSeveralRoundsAndOtherThreads() {
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, (settings) -> settings.authenticationProvider(provider((request) -> {
			assertThat(request.realm()).isEqualTo("realm1");
			assertThat(request.channel().remoteAddress()).isEqualTo("203.0.113.7");
			return CompletableFuture.completedStage(new Challenged(Dict.of("round", 1),
					(one) -> CompletableFuture.completedStage(new Challenged(Dict.of("round", 2),
							(two) -> CompletableFuture
								.supplyAsync(() -> new Accepted(new WampIdentity(one.signature() + two.signature(),
										"user", "custom", "test", Dict.of("department", "sales"))))))));
		})));
		TestClient client = new TestClient(router, false);
		client.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("custom"))));
		assertThat(client.take(Challenge.class)).isEqualTo(new Challenge("custom", Dict.of("round", 1)));
		client.send(new Authenticate("a", Dict.EMPTY));
		assertThat(client.take(Challenge.class).extra().getLong("round")).isEqualTo(2);
		client.send(new Authenticate("b", Dict.EMPTY));
		Awaitility.await().until(() -> !client.channel.isEmpty());
		Welcome welcome = client.take(Welcome.class);
		assertThat(welcome.details().getString("authid")).isEqualTo("ab");
		assertThat(welcome.details().getDict("authextra").getString("department")).isEqualTo("sales");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aMethodThatFailsLetsNobodyIn(boolean thrown) {
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, (settings) -> settings.authenticationProvider(provider((request) -> {
			if (thrown) {
				throw new IllegalStateException("the database is down");
			}
			return CompletableFuture.failedStage(new IllegalStateException("the database is down"));
		})));
		TestClient client = new TestClient(router, false);
		client.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("custom"))));
		assertThat(client.takeAbort(ErrorUris.AUTHENTICATION_FAILED).details().getString("message"))
			.doesNotContain("database");
	}

	@Test
	void aClientThatOffersNoMethodGetsTheOneThatItsChannelImplies() {
		WampAuthenticationProvider byChannel = new WampAuthenticationProvider() {

			@Override
			public String getMethod() {
				return "custom";
			}

			@Override
			public boolean isImplied(AuthenticationRequest request) {
				return "peter".equals(request.authId());
			}

			@Override
			public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
				return CompletableFuture
					.completedStage(new Accepted(new WampIdentity("implied", "user", "custom", "test")));
			}

		};
		DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings.authenticationProvider(byChannel));
		assertThat(method(router, TestClient.ROLES.with("authid", "peter"))).isEqualTo("custom");
		assertThat(method(router, TestClient.ROLES.with("authid", "peter").with("authmethods", List.of())))
			.isEqualTo("custom");
		assertThat(method(router, TestClient.ROLES.with("authid", "peter").with("authmethods", List.of("anonymous"))))
			.isEqualTo("anonymous");
		assertThat(method(router, TestClient.ROLES)).isEqualTo("anonymous");
	}

	private static String method(DefaultWampRouter router, Dict details) {
		TestClient client = new TestClient(router, false);
		client.send(new Hello("realm1", details));
		Awaitility.await().until(() -> !client.channel.isEmpty());
		return client.take(Welcome.class).details().getString("authmethod");
	}

	@Test
	void usersMayComeFromALookup() {
		DefaultWampRouter router = TestRouters.closed((realm) -> {
		}, (settings) -> settings.userLookup((realm, authId) -> authId.startsWith("user")
				? new WampUser(authId, "secret-of-" + authId, "dynamic") : null));
		TestClient client = new TestClient(router, false);
		join(client, new CraAuthenticator("user7", "secret-of-user7"));
		assertThat(client.welcome.details().getString("authrole")).isEqualTo("dynamic");
		TestClient other = new TestClient(router, false);
		answer(other, new CraAuthenticator("mallory", "-"));
		other.takeAbort(ErrorUris.AUTHENTICATION_DENIED);
	}

	@Test
	void aClientThatNeverSaysHelloIsCutOff() {
		DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings.handshakeTimeout(Duration.ofMillis(20)));
		TestClient client = new TestClient(router, false);
		Awaitility.await().until(() -> client.channel.closeReason() != null);
		client.takeAbort(CloseUris.TIMEOUT);
	}

	@Test
	void aClientThatDoesNotAnswerTheChallengeIsCutOff() {
		DefaultWampRouter router = TestRouters.closed(PETER,
				(settings) -> settings.handshakeTimeout(Duration.ofSeconds(1)));
		TestClient client = new TestClient(router, false);
		client
			.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("ticket")).with("authid", "peter")));
		client.take(Challenge.class);
		Awaitility.await().until(() -> client.channel.closeReason() != null);
		client.takeAbort(CloseUris.TIMEOUT);
	}

	@Test
	void aSessionThatHasJoinedIsNotCutOff() {
		DefaultWampRouter router = TestRouters.open((realm) -> {
		}, (settings) -> settings.handshakeTimeout(Duration.ofMillis(300)));
		TestClient joined = TestClient.joined(router);
		TestClient silent = new TestClient(router, false);
		Awaitility.await().until(() -> silent.channel.closeReason() != null);
		assertThat(joined.channel.closeReason()).isNull();
		joined.subscribe("com.myapp.topic", Dict.EMPTY);
	}

	@Test
	void settingsThatCannotWorkAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RouterSettings.builder().build())
			.withMessageContaining("at least one realm");
		RealmSettings realm = RealmSettings.builder("realm1").build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RouterSettings.builder().realm(realm).realm(realm).build())
			.withMessageContaining("same name");
		RealmSettings malformed = RealmSettings.builder("my realm").build();
		assertThatIllegalArgumentException().isThrownBy(() -> RouterSettings.builder().realm(malformed).build())
			.withMessageContaining("'my realm'");
	}

	private static void join(TestClient client, WampAuthenticator authenticator) {
		answer(client, authenticator);
		client.welcome = client.take(Welcome.class);
	}

	private static void answer(TestClient client, WampAuthenticator authenticator) {
		client.send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of(authenticator.getMethod()))
			.with("authid", authenticator.getAuthId())));
		client.send(ClientHalf.answer(authenticator, client.take(Challenge.class)));
	}

	private static WampAuthenticationProvider provider(Begin begin) {
		return new WampAuthenticationProvider() {

			@Override
			public String getMethod() {
				return "custom";
			}

			@Override
			public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
				return begin.begin(request);
			}

		};
	}

	private interface Begin {

		CompletionStage<AuthenticationStep> begin(AuthenticationRequest request);

	}

}
