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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.core.FakeSession.Call;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Short forms, keyword arguments, defaults and errors of a template's operations.
 */
class TemplateOperationTests {

	private final FakeConnection connection = FakeConnection.joined();

	private final FakeSession session = this.connection.session;

	private final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	private final WampTemplate wamp = WampTemplate.builder(this.connection).build();

	@Test
	void kwargsAsTheLastArgumentAreKeywordArguments() throws Exception {
		this.wamp.callAsync("com.myapp.volume", Double.class, 1, Kwargs.of("edge", 2.5).and("unit", null));
		Call call = this.session.nextCall();
		assertThat(this.mapper.arguments(call.payload())).isEqualTo(List.of(1));
		assertThat(this.mapper.keywordArguments(call.payload()))
			.isEqualTo(Kwargs.of("edge", 2.5).and("unit", null).asMap());
		this.wamp.publish("com.myapp.topic", Kwargs.of(Map.of("a", 1)));
		assertThat(this.session.publications.remove().payload()).isEqualTo(Payload.of(List.of(), Map.of("a", 1)));
		this.wamp.newPublication("com.myapp.topic").args(1, Kwargs.of("a", 2)).kwarg("b", 3).publish();
		assertThat(this.session.publications.remove().payload())
			.isEqualTo(Payload.of(List.of(1), Map.of("a", 2, "b", 3)));
		assertThat(WampResult.of(1, Kwargs.of("a", 2)).getKeywordArguments()).isEqualTo(Map.of("a", 2));
	}

	@Test
	void kwargsElsewhereAreAMistake() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.wamp.publish("com.myapp.topic", Kwargs.of("a", 1), 2))
			.withMessage("Kwargs must be the last of the arguments");
	}

	@Test
	void aLoneNullAndATypedArrayAreOneArgument() {
		this.wamp.publish("com.myapp.topic", (Object[]) null);
		assertThat(this.session.publications.remove().payload()).isEqualTo(Payload.of((Object) null));
		Object[] texts = new String[] { "a", "b" };
		this.wamp.publish("com.myapp.topic", texts);
		assertThat(this.mapper.arguments(this.mapper.detach(this.session.publications.remove().payload())))
			.isEqualTo(List.of(List.of("a", "b")));
		this.wamp.newPublication("com.myapp.topic").args((Object[]) null).args(texts).publish();
		assertThat(this.mapper.arguments(this.mapper.detach(this.session.publications.remove().payload())))
			.isEqualTo(Arrays.asList(null, List.of("a", "b")));
	}

	@Test
	void whatTheApplicationDoesToTheArrayLaterChangesNothing() {
		@Nullable Object[] arguments = { 1, 2 };
		this.wamp.publish("com.myapp.topic", arguments);
		arguments[0] = 7;
		assertThat(this.session.publications.remove().payload()).isEqualTo(Payload.of(1, 2));
	}

	@Test
	void publishAsyncEndsWhenTheEventIsInTheQueue() {
		assertThat(this.wamp.publishAsync("com.myapp.topic", 1)).succeedsWithin(Duration.ofSeconds(10)).isNull();
		assertThat(this.session.publications.remove().options()).isEqualTo(Dict.EMPTY);
	}

	@Test
	void aTimeoutOfZeroTakesTheOneBeforeBack() throws Exception {
		WampTemplate hasty = this.wamp.mutate().callTimeout(Duration.ofMillis(20)).build();
		CompletableFuture<WampResult> call = hasty.newCall("com.myapp.slow")
			.timeout(Duration.ofSeconds(2))
			.timeout(Duration.ZERO)
			.callAsync();
		CompletableFuture<WampResult> hastyCall = hasty.callAsync("com.myapp.slow");
		Call first = this.session.nextCall();
		assertThat(first.options()).isEqualTo(Dict.EMPTY);
		assertThat(hastyCall).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WampTimeoutException.class);
		assertThat(call.isDone()).isFalse();
		first.succeed(1);
		assertThat(call).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void aPublicationHasATimeoutOfItsOwn() {
		this.session.published = null;
		assertThat(
				this.wamp.newPublication("com.myapp.topic").timeout(Duration.ofMillis(20)).publishAcknowledgedAsync())
			.failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WampTimeoutException.class)
			.withMessageContaining("'com.myapp.topic' was not acknowledged within PT0.02S");
		// PUBLISH has no such option
		assertThat(this.session.publications.remove().options()).isEqualTo(Dict.of("acknowledge", true));
	}

	@Test
	void defaultsOfATemplateHoldForOperationsThatDoNotSayItThemselves() throws Exception {
		WampTemplate open = this.wamp.mutate().excludeMe(false).discloseMe(true).build();
		open.publish("com.myapp.topic");
		assertThat(this.session.publications.remove().options())
			.isEqualTo(Dict.of("exclude_me", false).with("disclose_me", true));
		open.newPublication("com.myapp.topic").excludeMe(true).option("disclose_me", false).publish();
		assertThat(this.session.publications.remove().options())
			.isEqualTo(Dict.of("exclude_me", true).with("disclose_me", false));
		open.callAsync("com.myapp.who");
		assertThat(this.session.nextCall().options()).isEqualTo(Dict.of("disclose_me", true));
		this.wamp.publish("com.myapp.topic");
		assertThat(this.session.publications.remove().options()).isEqualTo(Dict.EMPTY);
	}

	@Test
	void aCallSaysItselfWhatItThrowsForAnError() throws Exception {
		CompletableFuture<WampResult> call = this.wamp.newCall("com.myapp.order")
			.onError("com.myapp.error.full", (error) -> new IllegalStateException(error.getMessage(), error))
			.callAsync();
		this.session.nextCall().result().completeExceptionally(new WampException("com.myapp.error.full", "too much"));
		assertThat(call).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.satisfies((ex) -> assertThat(ex.getCause()).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("too much")
				.hasCauseInstanceOf(WampException.class));
		CompletableFuture<WampResult> other = this.wamp.newCall("com.myapp.order")
			.onError("com.myapp.error.full", (error) -> new IllegalStateException(error))
			.callAsync();
		this.session.nextCall().result().completeExceptionally(new WampException("com.myapp.error.other", "no"));
		assertThat(other).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(WampException.class);
	}

	@Test
	void anExceptionWhileMakingAnExceptionEndsTheCallToo() throws Exception {
		CompletableFuture<WampResult> call = this.wamp.newCall("com.myapp.order")
			.onError("com.myapp.error.full", (error) -> {
				throw new UnsupportedOperationException("my own mistake");
			})
			.callAsync();
		this.session.nextCall().result().completeExceptionally(new WampException("com.myapp.error.full", "too much"));
		assertThat(call).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(UnsupportedOperationException.class);
	}

}
