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

package io.github.wampspring.proxy;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.annotation.WampError;
import io.github.wampspring.annotation.WampOptions;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.CallOptions;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the methods of a client throw, and the options that they call with.
 */
class ClientErrorTests {

	private static ClientContext context;

	private static Shop client;

	@BeforeAll
	static void start() {
		context = ClientContext.of(ShopImpl.class);
		context.bean(ErrorMappings.class).register("shop.error.closed", ClosedException.class);
		client = WampClientFactory.create(context.bean(WampTemplate.class), Shop.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void throwsADeclaredCheckedExceptionThatNothingElseKnows() {
		assertThatExceptionOfType(SoldOutException.class).isThrownBy(() -> client.reserve("tea"))
			.withMessage("tea")
			.havingCause()
			.isInstanceOf(WampException.class);
	}

	@Test
	void futuresAndPublishersEndWithIt() throws SoldOutException {
		assertThatThrownBy(() -> client.reserveLater("tea").get()).isInstanceOf(ExecutionException.class)
			.hasCauseInstanceOf(SoldOutException.class);
		StepVerifier.create(client.reserveMono("tea")).verifyError(SoldOutException.class);
		StepVerifier.create(client.reserveFlux("tea")).verifyError(SoldOutException.class);
	}

	@Test
	void throwsWhatIsMappedForAllCalls() {
		assertThatExceptionOfType(ClosedException.class).isThrownBy(client::closed);
		assertThatExceptionOfType(UndeclaredThrowableException.class).isThrownBy(client::closedUndeclared)
			.withCauseInstanceOf(ClosedException.class);
	}

	@Test
	void throwsWhatIsNotMappedAsItCame() {
		assertThatExceptionOfType(WampException.class).isThrownBy(client::unknown)
			.satisfies((ex) -> assertThat(ex.getUri()).isEqualTo("shop.error.unknown"));
	}

	@Test
	void theTimeoutOfAMethodCounts() {
		assertThatExceptionOfType(WampTimeoutException.class).isThrownBy(client::slow);
	}

	@Test
	void theOptionsOfACallComeAfterThoseOfTheMethod() {
		assertThatExceptionOfType(WampTimeoutException.class)
			.isThrownBy(() -> client.slowWith((call) -> call.timeout(Duration.ofMillis(20))));
	}

	@Test
	void disclosesTheSessionWhereTheMethodSaysSo() {
		assertThat(client.disclosed(null)).isTrue();
		assertThat(client.anonymous(null)).isFalse();
	}

	@WampError("shop.error.sold_out")
	static class SoldOutException extends Exception {

		SoldOutException(String article) {
			super(article);
		}

	}

	static class ClosedException extends IOException {

	}

	@WampPrefix("shop")
	interface Shop {

		@WampProcedure
		void reserve(String article) throws SoldOutException;

		@WampProcedure
		CompletableFuture<Void> reserveLater(String article) throws SoldOutException;

		@WampProcedure
		Mono<Void> reserveMono(String article) throws SoldOutException;

		@WampProcedure
		Flux<String> reserveFlux(String article) throws SoldOutException;

		@WampProcedure
		void closed() throws IOException;

		@WampProcedure
		void closedUndeclared();

		@WampProcedure
		void unknown();

		@WampProcedure
		@WampOptions(timeout = "50ms")
		void slow();

		@WampProcedure
		@WampOptions(timeout = "1m")
		void slowWith(@Nullable CallOptions options);

		@WampProcedure
		@WampOptions(discloseMe = true)
		boolean disclosed(@Nullable InvocationDetails details);

		@WampProcedure
		boolean anonymous(@Nullable InvocationDetails details);

	}

	static class ShopImpl implements Shop {

		@Override
		public void reserve(String article) throws SoldOutException {
			throw new SoldOutException(article);
		}

		@Override
		public CompletableFuture<Void> reserveLater(String article) {
			return CompletableFuture.failedFuture(new SoldOutException(article));
		}

		@Override
		public Mono<Void> reserveMono(String article) {
			return Mono.error(new SoldOutException(article));
		}

		@Override
		public Flux<String> reserveFlux(String article) {
			return Flux.error(new SoldOutException(article));
		}

		@Override
		public void closed() {
			throw new WampException("shop.error.closed", "on Sundays");
		}

		@Override
		public void closedUndeclared() {
			closed();
		}

		@Override
		public void unknown() {
			throw new WampException("shop.error.unknown", "what?");
		}

		@Override
		public void slow() {
			try {
				new CompletableFuture<>().get();
			}
			catch (InterruptedException | ExecutionException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void slowWith(@Nullable CallOptions options) {
			assertThat(options).isNotNull();
			slow();
		}

		@Override
		public boolean disclosed(@Nullable InvocationDetails details) {
			return details.caller() != null;
		}

		@Override
		public boolean anonymous(@Nullable InvocationDetails details) {
			return details.caller() != null;
		}

	}

}
