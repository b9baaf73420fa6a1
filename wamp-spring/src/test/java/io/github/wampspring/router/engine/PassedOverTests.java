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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.PassedOver;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.HandshakeIdentity;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampHandshakeUser;
import io.github.wampspring.auth.WampHandshakeUserLookup;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Received;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.ResumptionSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.transport.ChannelBindings;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.HandshakeCookies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Methods that turn out not to be for a client, the identity of the handshake above all.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class PassedOverTests {

	private static final Refused DENIED = new Refused(ErrorUris.AUTHENTICATION_DENIED, "not by this one");

	private static final Consumer<RealmSettings.Builder> PETER = (realm) -> realm
		.user(new WampUser("peter", "secret1", "frontend"));

	private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

	private DefaultWampRouter router;

	@AfterEach
	void close() {
		if (this.router != null) {
			this.router.close();
		}
	}

	private TestClient client(HandshakeCookies cookies) {
		return new TestClient(this.router, new RecordingChannel(new ChannelInfo("websocket", "none", "203.0.113.9:1",
				Map.of(), null, false, Map.of(), ChannelBindings.NONE, cookies)));
	}

	private static HandshakeCookies cookie(String value) {
		return HandshakeCookies.of(Set.of("SESSION"), List.of("SESSION=" + value));
	}

	private static Hello hello(String... methods) {
		return new Hello("realm1", TestClient.ROLES.with("authmethods", List.of(methods)).with("authid", "peter"));
	}

	private TestClient send(HandshakeCookies cookies, Hello hello) {
		TestClient client = client(cookies);
		client.send(hello);
		return client;
	}

	private TestClient send(Hello hello) {
		return send(HandshakeCookies.NONE, hello);
	}

	private Abort aborted(HandshakeCookies cookies, Hello hello) {
		return send(cookies, hello).take(Abort.class);
	}

	/** A method that comes to the same step for everybody. */
	private WampAuthenticationProvider method(String name, AuthenticationStep step) {
		return new Method(name, step, this.asked);
	}

	private void withMethods(Consumer<RealmSettings.Builder> realm, WampAuthenticationProvider... methods) {
		this.router = TestRouters.closed(realm,
				(settings) -> List.of(methods).forEach(settings::authenticationProvider));
	}

	private void withSessions(Consumer<RealmSettings.Builder> realm, Consumer<RouterSettings.Builder> settings,
			WampHandshakeUserLookup... lookups) {
		this.router = TestRouters.closed(realm, (builder) -> settings
			.accept(builder.handshakeIdentity(new HandshakeIdentity("user", Set.of("SESSION"), List.of(lookups)))));
	}

	private CompletionStage<WampHandshakeUser> session(String value) {
		this.asked.add(value);
		return CompletableFuture.completedStage(value.equals("peters") ? new WampHandshakeUser("peter") : null);
	}

	@Test
	void theNextMethodOfferedIsTaken() {
		withMethods(PETER, method("a", new PassedOver(DENIED)), method("b", new PassedOver(DENIED)));
		TestClient client = send(hello("a", "unknown", "b", "ticket"));
		assertThat(client.take(Challenge.class).method()).isEqualTo("ticket");
		client.send(new Authenticate("secret1", Dict.EMPTY));
		assertThat(client.take(Welcome.class).details().getString("authmethod")).isEqualTo("ticket");
		assertThat(this.asked).containsExactly("a", "b");
	}

	@Test
	void theRefusalIsForWhoOffersNothingElse() {
		withMethods(PETER, method("a", new PassedOver(DENIED)),
				method("b", new PassedOver(new Refused(ErrorUris.UNAVAILABLE, "later"))));
		assertThat(send(hello("a")).takeAbort(ErrorUris.AUTHENTICATION_DENIED).details().getString("message"))
			.isEqualTo("not by this one");
		assertThat(send(hello("a", "unknown", "anonymous")).take(Abort.class).reason())
			.isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
		send(hello("a", "b")).takeAbort(ErrorUris.UNAVAILABLE);
		// a method that lacks something says less than one that was tried
		send(new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("a", "ticket"))))
			.takeAbort(ErrorUris.AUTHENTICATION_DENIED);
	}

	@Test
	void whatAClientRepeatsIsDoneOnce() {
		withMethods(PETER, method("a", new PassedOver(DENIED)));
		String[] methods = new String[1000];
		Arrays.fill(methods, "a");
		send(hello(methods)).takeAbort(ErrorUris.AUTHENTICATION_DENIED);
		assertThat(this.asked).containsExactly("a");
	}

	@Test
	void aClientThatHasAnsweredIsNotPassedOver() {
		withMethods(PETER, method("a",
				new Challenged(Dict.EMPTY, (answer) -> CompletableFuture.completedStage(new PassedOver(DENIED)))));
		TestClient client = send(hello("a", "ticket"));
		client.take(Challenge.class);
		client.send(new Authenticate("", Dict.EMPTY));
		client.takeAbort(ErrorUris.AUTHENTICATION_FAILED);
	}

	@Test
	void eachOneThatWasPassedOverIsAFailedAttempt() {
		this.router = TestRouters.closed(PETER,
				(settings) -> settings.maxFailedAttempts(3)
					.authenticationProvider(method("a", new PassedOver(DENIED)))
					.authenticationProvider(method("b", new PassedOver(DENIED))));
		send(hello("a", "b")).takeAbort(ErrorUris.AUTHENTICATION_DENIED);
		// the third failure is told, and there is no fourth attempt
		send(hello("a", "b", "ticket")).takeAbort(ErrorUris.AUTHENTICATION_FAILED);
		send(hello("ticket")).takeAbort(ErrorUris.AUTHENTICATION_FAILED);
		assertThat(this.asked).containsExactly("a", "b", "a");
	}

	@Test
	void whatOnlyTheRouterLacksIsNoFailedAttempt() {
		this.router = TestRouters.closed(PETER, (settings) -> settings.maxFailedAttempts(1)
			.authenticationProvider(method("a", new PassedOver(new Refused(ErrorUris.UNAVAILABLE, "later")))));
		for (int i = 0; i < 5; i++) {
			send(hello("a", "ticket")).take(Challenge.class);
		}
	}

	@Test
	void aClientThatOffersNoMethodIsAskedAboutAllThatMayTellAndIsAnonymousInTheEnd() {
		this.router = TestRouters.open(PETER,
				(settings) -> settings.authenticationProvider(method("a", new PassedOver(DENIED)))
					.authenticationProvider(method("b", new PassedOver(DENIED))));
		TestClient client = send(new Hello("realm1", TestClient.ROLES));
		assertThat(client.take(Welcome.class).details().getString("authmethod")).isEqualTo("anonymous");
		assertThat(this.asked).containsExactly("a", "b");
		withMethods(PETER, method("a", new PassedOver(DENIED)),
				method("b", new Accepted(new WampIdentity("joe", "user", "b", "test"))));
		assertThat(send(new Hello("realm1", TestClient.ROLES)).take(Welcome.class).details().getString("authid"))
			.isEqualTo("joe");
		withMethods(PETER, method("a", new PassedOver(DENIED)));
		send(new Hello("realm1", TestClient.ROLES)).takeAbort(ErrorUris.AUTHENTICATION_DENIED);
	}

	@Test
	void aSessionJoinsByItsCookieWhichIsForgottenThen() {
		withSessions(PETER, (settings) -> {
		}, (handshake) -> session(handshake.cookie("SESSION")));
		assertThat(this.router.describe()).contains("cookie");
		assertThat(this.router.handshakeCookies()).containsExactly("SESSION");
		HandshakeCookies cookies = cookie("peters");
		Dict welcome = send(cookies, hello("cookie", "ticket")).take(Welcome.class).details();
		assertThat(welcome.getString("authid")).isEqualTo("peter");
		assertThat(welcome.getString("authrole")).isEqualTo("user");
		assertThat(welcome.getString("authmethod")).isEqualTo("cookie");
		assertThat(this.router.sessions("realm1")).singleElement()
			.extracting(SessionInfo::channel)
			.extracting((channel) -> channel.cookies().values())
			.isEqualTo(Map.of());
		assertThat(cookies.values()).isEmpty();
	}

	@Test
	void cookiesOfNobodyAndOfOthersAreToldByTheSameWordsAndByNoLog(CapturedOutput output) {
		withSessions(PETER, (settings) -> settings.maxFailedAttempts(100),
				(handshake) -> session(handshake.cookie("SESSION")));
		Abort unknown = aborted(cookie("xq7"), hello("cookie"));
		Abort others = aborted(cookie("peters"),
				new Hello("realm1", TestClient.ROLES.with("authmethods", List.of("cookie")).with("authid", "ann")));
		assertThat(unknown.reason()).isEqualTo(ErrorUris.AUTHENTICATION_DENIED);
		assertThat(others).isEqualTo(unknown);
		aborted(HandshakeCookies.NONE, hello("cookie"));
		assertThat(output).doesNotContain("xq7").doesNotContain("peters");
	}

	@Test
	void withAnUnknownCookieTheNextMethodIsTakenButGuessingIsThrottled() {
		withSessions(PETER, (settings) -> settings.maxFailedAttempts(3),
				(handshake) -> session(handshake.cookie("SESSION")));
		send(cookie("x1"), hello("cookie", "ticket")).take(Challenge.class);
		send(cookie("x2"), hello("cookie", "ticket")).take(Challenge.class);
		aborted(cookie("x3"), hello("cookie"));
		assertThat(aborted(cookie("peters"), hello("cookie")).reason()).isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
		assertThat(this.asked).containsExactly("x1", "x2", "x3");
	}

	@Test
	void wrongCookiesDoNotKeepAnAuthidOut() {
		withSessions(PETER, (settings) -> settings.maxFailedAttemptsPerAuthid(1).maxFailedAttempts(100),
				(handshake) -> session(handshake.cookie("SESSION")));
		for (int i = 0; i < 5; i++) {
			aborted(cookie("x" + i), hello("cookie"));
		}
		send(hello("ticket")).take(Challenge.class);
	}

	@Test
	void aLookupThatTakesTooLongEndsInARefusalThatIsNoFailedAttempt() {
		AtomicInteger asked = new AtomicInteger();
		withSessions(PETER, (settings) -> settings.maxFailedAttempts(1).handshakeTimeout(Duration.ofSeconds(5)),
				(handshake) -> (asked.incrementAndGet() == 1) ? new CompletableFuture<>() : session("peters"));
		assertThat(aborted(cookie("peters"), hello("cookie", "ticket")).reason())
			.isEqualTo(ErrorUris.AUTHENTICATION_FAILED);
		send(cookie("peters"), hello("cookie")).take(Welcome.class);
	}

	@Test
	void aSessionOfTheSameJvmThatOffersTheMethodIsNobodyByIt() {
		withSessions(PETER, (settings) -> {
		}, (handshake) -> session("peters"));
		TestClient local = new TestClient(this.router, true);
		local.send(hello("cookie"));
		local.takeAbort(ErrorUris.AUTHENTICATION_REQUIRED);
		assertThat(this.asked).isEmpty();
	}

	@Test
	void aSessionIsResumedByTheCookieOfItsUserOnly() {
		withSessions((realm) -> realm.resumption(ResumptionSettings.within(Duration.ofMinutes(10))), (settings) -> {
		}, (handshake) -> CompletableFuture.completedStage(new WampHandshakeUser(handshake.cookie("SESSION"))));
		Dict details = TestClient.ROLES.with("authmethods", List.of("cookie"))
			.with("resumable", true)
			.with("x_received", 0);
		TestClient first = TestClient.joined(client(cookie("joe")), "realm1", details);
		first.send(new Received(0));
		first.disconnect();
		Dict resume = details.with("resume-session", first.id())
			.with("resume-token", first.welcome.details().getString("resume-ticket"));
		assertThat(aborted(cookie("ann"), new Hello("realm1", resume)).reason()).isEqualTo(ErrorUris.NO_SUCH_SESSION);
		HandshakeCookies cookies = cookie("joe");
		TestClient next = TestClient.joined(client(cookies), "realm1", resume);
		assertThat(next.id()).isEqualTo(first.id());
		await().until(() -> cookies.values().isEmpty());
	}

	@Test
	void twoOfOneMethodAreOneTooMany() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> withSessions(PETER,
					(settings) -> settings.authenticationProvider(method("cookie", new PassedOver(DENIED)))))
			.withMessageContaining("another provider of the method cookie");
	}

	/**
	 * A method of one step.
	 *
	 * @param getMethod its name
	 * @param step what it comes to
	 * @param asked who was asked
	 */
	private record Method(String getMethod, AuthenticationStep step,
			List<String> asked) implements WampAuthenticationProvider {

		@Override
		public boolean isImplied(AuthenticationRequest request) {
			return true;
		}

		@Override
		public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
			this.asked.add(this.getMethod);
			return CompletableFuture.completedStage(this.step);
		}

	}

}
