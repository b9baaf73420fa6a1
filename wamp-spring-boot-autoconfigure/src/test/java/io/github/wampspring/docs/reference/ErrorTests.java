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

package io.github.wampspring.docs.reference;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampError;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.ErrorMappingsCustomizer;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampErrorHandler;
import io.github.wampspring.core.WampTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Holds what the reference of annotations says about errors, and their order above all.
 */
@SpringBootTest(classes = ErrorTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = "wamp.router.enabled=true")
class ErrorTests {

	@Autowired
	private WampTemplate wamp;

	@Autowired
	private ReactiveWampTemplate reactiveWamp;

	@Autowired
	private Recorder recorder;

	@BeforeEach
	void forget() {
		this.recorder.asked.clear();
		this.recorder.everything = false;
	}

	@Test
	void argumentsThatDoNotFitComeBeforeHandlers() {
		this.recorder.everything = true;
		assertThat(error("com.myapp.mapped", "no number").getUri()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(this.recorder.asked).isEmpty();
	}

	@Test
	void handlersComeBeforeEverythingElse() {
		this.recorder.everything = true;
		for (String procedure : List.of("com.myapp.wamp", "com.myapp.mapped", "com.myapp.other")) {
			assertThat(error(procedure, 1).getUri()).isEqualTo("com.myapp.error.handled");
		}
		assertThat(this.recorder.asked).hasSize(3);
	}

	@Test
	void whatNoHandlerMapsGoesByItsClass() {
		assertThat(error("com.myapp.wamp", 1).getUri()).isEqualTo("com.myapp.error.own");
		assertThatExceptionOfType(UndeclaredThrowableException.class)
			.isThrownBy(() -> this.wamp.call("com.myapp.mapped", Void.class, 1))
			.withCauseInstanceOf(FileNotFoundException.class);
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.wamp.newCall("com.myapp.mapped")
			.args(1)
			.onError("com.myapp.error.no_file", (error) -> new UncheckedIOException(new FileNotFoundException()))
			.call());
	}

	@Test
	void allElseIsARuntimeErrorWithoutItsMessage() {
		WampException error = error("com.myapp.other", 1);
		assertThat(error.getUri()).isEqualTo(ErrorUris.RUNTIME_ERROR);
		assertThat(error).hasMessageNotContaining("secret");
		assertThat(this.recorder.asked).hasSize(1);
	}

	@Test
	void causesDoNotLeave() {
		assertThat(error("com.myapp.wamp", 1)).hasMessageNotContaining("secret").hasNoCause();
	}

	@Test
	void checkedExceptionsArrive() {
		assertThat(title("a.txt")).isEqualTo("There is no a.txt");
		assertThat(this.wamp.callAsync("com.myapp.read", String.class, "a.txt")).failsWithin(Duration.ofSeconds(5))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NoSuchPageException.class);
		CompletableFuture<String> reactive = this.reactiveWamp.call("com.myapp.read", String.class, "a.txt").toFuture();
		assertThat(reactive).failsWithin(Duration.ofSeconds(5))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NoSuchPageException.class);
	}

	@Test
	void handlersOfATemplateGoByTheSameRules() throws Exception {
		this.recorder.everything = true;
		this.wamp.register("com.myapp.bycode", Integer.class, (number) -> {
			throw new WampException("com.myapp.error.own");
		}).whenActive().get();
		assertThat(error("com.myapp.bycode", 1).getUri()).isEqualTo("com.myapp.error.handled");
	}

	// tag::checked[]
	String title(String page) {
		try {
			return String.valueOf(this.wamp.call("com.myapp.read", String.class, page));
		}
		catch (UndeclaredThrowableException ex) {
			if (ex.getCause() instanceof NoSuchPageException missing) {
				return missing.getMessage();
			}
			throw ex;
		}
	}
	// end::checked[]

	private WampException error(String procedure, Object argument) {
		return catchThrowableOfType(WampException.class, () -> this.wamp.call(procedure, Void.class, argument));
	}

	@WampError("com.myapp.error.no_such_page")
	static class NoSuchPageException extends Exception {

		NoSuchPageException(String message) {
			super(message);
		}

	}

	static class Procedures {

		@WampProcedure("com.myapp.wamp")
		void wamp(int number) {
			throw new WampException("com.myapp.error.own", "for the caller", new IllegalStateException("secret"));
		}

		@WampProcedure("com.myapp.mapped")
		void mapped(int number) throws FileNotFoundException {
			throw new FileNotFoundException("a.txt");
		}

		@WampProcedure("com.myapp.other")
		void other(int number) {
			throw new IllegalStateException("secret");
		}

		@WampProcedure("com.myapp.read")
		String read(String name) throws NoSuchPageException {
			throw new NoSuchPageException("There is no " + name);
		}

	}

	static class Recorder implements WampErrorHandler {

		final List<Throwable> asked = new CopyOnWriteArrayList<>();

		volatile boolean everything;

		@Override
		public WampException handle(Throwable failure, InvocationDetails details) {
			this.asked.add(failure);
			return this.everything ? new WampException("com.myapp.error.handled") : null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Procedures.class, Recorder.class })
	static class Application {

		// tag::mappings[]
		@Bean
		ErrorMappingsCustomizer fileErrors() {
			return (mappings) -> mappings.register("com.myapp.error.no_file", FileNotFoundException.class);
		}
		// end::mappings[]

	}

}
