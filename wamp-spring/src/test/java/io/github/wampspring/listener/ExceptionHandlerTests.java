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
package io.github.wampspring.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampAdvice;
import io.github.wampspring.annotation.WampExceptionHandler;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.EventDetails;
import io.github.wampspring.core.InvalidArgumentException;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.WampArguments;
import io.github.wampspring.core.WampErrorHandler;
import io.github.wampspring.core.WampEventErrorHandler;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.transport.ReceivingThread;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for methods that handle exceptions.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExceptionHandlerTests {

	@Test
	void aReturnedExceptionIsTheError() {
		try (ListenerContext context = ListenerContext.of(Shop.class)) {
			context.bean(Shop.class).failure = new FullException();
			FakeInvocation invocation = context.call("order", "book");
			assertThat(invocation.error()).isEqualTo("com.shop.full");
			assertThat(invocation.errorKeywordArguments()).isEqualTo(Map.of("procedure", "order", "article", "book"));
		}
	}

	@Test
	void aHandlerThatNobodyCallsIsToldOf(CapturedOutput output) {
		try (ListenerContext context = ListenerContext.of(Shop.class, StateErrors.class, Stray.class)) {
			assertThat(output).containsOnlyOnce("are never called")
				.contains("bean 'exceptionHandlerTests.Stray' (" + Stray.class.getName() + ") are never called");
		}
	}

	@Test
	void theNearestClassWins() {
		try (ListenerContext context = ListenerContext.of(Shop.class)) {
			context.bean(Shop.class).failure = new VeryFullException();
			assertThat(context.call("order", "book").error()).isEqualTo("com.shop.full");
			context.bean(Shop.class).failure = new UnsupportedOperationException("no");
			assertThat(context.call("order", "book").error()).isEqualTo("com.shop.any");
		}
	}

	@Test
	void anyOtherResultIsTheProcedures() {
		try (ListenerContext context = ListenerContext.of(Shop.class)) {
			context.bean(Shop.class).failure = new IOException("disk");
			FakeInvocation invocation = context.call("order", "book");
			assertThat(invocation.results()).isEqualTo(List.of("instead of book"));
			assertThat(invocation.keywordResults()).isEqualTo(Map.of("why", "disk"));
		}
	}

	@Test
	void aResultMayComeLater() {
		try (ListenerContext context = ListenerContext.of(Later.class)) {
			FakeInvocation invocation = context.call("stage");
			Awaitility.await().until(invocation::isEnded);
			assertThat(invocation.results()).isEqualTo(List.of("later"));
		}
	}

	@Test
	void whatStagesAndPublishersEndWithIsHandledToo() {
		try (ListenerContext context = ListenerContext.of(Later.class)) {
			for (String procedure : List.of("stage", "mono", "flux")) {
				FakeInvocation invocation = context.call(procedure);
				Awaitility.await().untilAsserted(() -> assertThat(invocation.results()).isEqualTo(List.of("later")));
			}
		}
	}

	@Test
	void progressThatHasBeenMadeStays() {
		try (ListenerContext context = ListenerContext.of(Later.class)) {
			FakeInvocation invocation = context.callWith("flux", FakeInvocation.PROGRESS, Payload.NONE);
			Awaitility.await().until(invocation::isEnded);
			assertThat(invocation.progressed()).isEqualTo(List.of("first"));
			assertThat(invocation.results()).isEqualTo(List.of("later"));
		}
	}

	@Test
	void whatAHandlerThrowsGoesByTheOtherRulesWithTheFirstExceptionInTheLog(CapturedOutput output) {
		try (ListenerContext context = ListenerContext.of(Shop.class, StateErrors.class)) {
			context.bean(Shop.class).failure = new InterruptedException("first");
			assertThat(context.call("order", "book").error()).isEqualTo("com.shop.state");
			context.bean(Shop.class).failure = new ClassNotFoundException("first");
			assertThat(context.call("order", "book").error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
			assertThat(output).contains("broken handler")
				.contains("Suppressed: java.lang.ClassNotFoundException: first");
		}
	}

	@Test
	void nullLeavesTheExceptionAsItIs() {
		try (ListenerContext context = ListenerContext.of(Shop.class, StateErrors.class)) {
			context.bean(Shop.class).failure = new IllegalStateException("left");
			assertThat(context.call("order", "book").error()).isEqualTo("com.shop.state");
		}
	}

	@Test
	void anExceptionThatIsReturnedAgainAndAgainDoesNotGrow() {
		try (ListenerContext context = ListenerContext.of(Bare.class, ConstantAdvice.class)) {
			for (int i = 0; i < 10; i++) {
				context.bean(Bare.class).failure = new FullException();
				assertThat(context.call("bare").error()).isEqualTo("constant");
			}
			assertThat(ConstantAdvice.CONSTANT.getSuppressed()).hasSize(1);
		}
	}

	@Test
	void theBeansOwnHandlersGoBeforeAdviceAndAdviceHasAnOrder() {
		try (ListenerContext context = ListenerContext.of(Shop.class, Bare.class, SecondAdvice.class,
				AdviceOfAMethod.class)) {
			context.bean(Shop.class).failure = new FullException();
			assertThat(context.call("order", "book").error()).isEqualTo("com.shop.full");
			context.bean(Bare.class).failure = new FullException();
			assertThat(context.call("bare").error()).isEqualTo("first.advice");
			context.bean(Bare.class).failure = new IOException();
			assertThat(context.call("bare").error()).isEqualTo("second.advice");
		}
	}

	@Test
	void adviceMayBeLazyAndScoped() {
		try (ListenerContext context = ListenerContext.of(Bare.class, LazyAdvice.class)) {
			assertThat(LazyAdvice.made).isZero();
			context.bean(Bare.class).failure = new FullException();
			assertThat(context.call("bare").error()).isEqualTo("lazy.advice");
			assertThat(context.call("bare").error()).isEqualTo("lazy.advice");
			assertThat(LazyAdvice.made).isEqualTo(2);
		}
	}

	@Test
	void argumentsThatDoNotFitAreForThoseWhoNameThem() {
		try (ListenerContext context = ListenerContext.of(Shop.class)) {
			assertThat(context.call("order", "book", 2).error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		}
		try (ListenerContext context = ListenerContext.of(Shop.class, MisfitAdvice.class)) {
			assertThat(context.call("order", "book", 2).error()).isEqualTo("com.shop.misfit");
		}
	}

	@Test
	void aHandledEventIsNotReported(CapturedOutput output) {
		try (ListenerContext context = ListenerContext.of(Events.class, Failures.class)) {
			Events events = context.bean(Events.class);
			for (Throwable failure : List.of(new FullException(), new IOException())) {
				events.failure = failure;
				context.publish("thrown", "book");
				context.publish("mono", "book");
			}
			assertThat(events.handled).containsExactly("thrown FullException book", "mono FullException book",
					"IOException", "IOException");
			assertThat(context.bean(Failures.class).seen).isEmpty();
			assertThat(output).doesNotContain("ERROR");
		}
	}

	@Test
	void whatAHandlerOfEventsReturnsOrThrowsIsReportedInstead() {
		try (ListenerContext context = ListenerContext.of(Events.class, Failures.class)) {
			context.bean(Events.class).failure = new UnsupportedOperationException();
			context.publish("thrown", "book");
			assertThat(context.bean(Failures.class).seen).hasSize(1)
				.first()
				.isInstanceOfSatisfying(WampException.class,
						(error) -> assertThat(error.getUri()).isEqualTo("com.shop.any"));
		}
	}

	@Test
	void handlersOfOneKindDoNotHandleTheOther() {
		try (ListenerContext context = ListenerContext.of(Both.class, Failures.class)) {
			assertThat(context.call("both").error()).isEqualTo("of.procedure");
			context.publish("both");
			assertThat(context.bean(Both.class).events).isEqualTo(1);
		}
	}

	@Test
	void aHandlerDoesNotRunOnAThreadThatReceives() {
		try (ListenerContext context = ListenerContext.of(Later.class)) {
			FakeInvocation invocation = context.call("pending");
			boolean before = ReceivingThread.enter();
			try {
				context.bean(Later.class).pending.completeExceptionally(new FullException());
			}
			finally {
				ReceivingThread.exit(before);
			}
			Awaitility.await().until(invocation::isEnded);
			assertThat(context.bean(Later.class).receiving).isFalse();
		}
	}

	@Test
	void handlersThatCannotBeUsedFailTheStart() {
		assertThat(failure(Ambiguous.class))
			.hasMessageContaining("two exception handlers for " + FullException.class.getName());
		assertThat(failure(OddParameter.class)).isInstanceOf(UnbindableParameterException.class)
			.hasMessageContaining("parameter 2 (String)");
		assertThat(failure(NoException.class)).hasMessageContaining("does not say which exceptions");
		assertThat(failure(TwoExceptions.class)).hasMessageContaining("takes two exceptions");
		assertThat(failure(WrongClass.class)).hasMessageContaining("does not fit its parameter of type FullException");
		assertThat(failure(BothDetails.class)).hasMessageContaining("takes InvocationDetails and EventDetails");
		assertThat(failure(NothingForCallers.class)).hasMessageContaining("returns nothing for their callers");
	}

	private static Throwable failure(Class<?> advice) {
		return catchThrowable(() -> ListenerContext.of(Bare.class, advice).close());
	}

	static class FullException extends RuntimeException {

		FullException() {
			super("full");
		}

	}

	static class VeryFullException extends FullException {

	}

	static class Shop {

		volatile Throwable failure = new FullException();

		@WampProcedure("order")
		String order(String article) throws Throwable {
			throw this.failure;
		}

		@WampExceptionHandler
		WampException full(FullException ex, InvocationDetails details, WampArguments arguments) {
			return WampException.of("com.shop.full")
				.kwarg("procedure", details.procedure())
				.kwarg("article", arguments.get(String.class))
				.build();
		}

		@WampExceptionHandler
		WampException any(Exception ex) {
			return new WampException("com.shop.any");
		}

		@WampExceptionHandler
		WampResult disk(IOException ex, WampArguments arguments) {
			return WampResult.of("instead of " + arguments.get(String.class)).with("why", ex.getMessage());
		}

		@WampExceptionHandler(InterruptedException.class)
		Object other() {
			throw new IllegalStateException("other");
		}

		@WampExceptionHandler(ClassNotFoundException.class)
		Object broken() {
			throw new UnsupportedOperationException("broken handler");
		}

		@WampExceptionHandler
		WampException left(IllegalStateException ex) {
			return null;
		}

	}

	static class Bare {

		volatile Throwable failure = new FullException();

		@WampProcedure("bare")
		void bare() throws Throwable {
			throw this.failure;
		}

	}

	static class Later {

		final CompletableFuture<String> pending = new CompletableFuture<>();

		volatile Boolean receiving;

		@WampProcedure("stage")
		CompletionStage<String> stage() {
			return CompletableFuture.failedFuture(new FullException());
		}

		@WampProcedure("pending")
		CompletionStage<String> pending() {
			return this.pending;
		}

		@WampProcedure("mono")
		Mono<String> mono() {
			return Mono.delay(Duration.ofMillis(10)).then(Mono.error(new FullException()));
		}

		@WampProcedure("flux")
		Flux<String> flux() {
			return Flux.just("first").concatWith(Mono.error(new FullException()));
		}

		@WampExceptionHandler
		Mono<String> full(FullException ex) {
			this.receiving = ReceivingThread.isCurrent();
			return Mono.delay(Duration.ofMillis(10)).map((tick) -> "later");
		}

	}

	static class Events {

		final List<String> handled = new CopyOnWriteArrayList<>();

		volatile Throwable failure = new FullException();

		@WampSubscribe("thrown")
		void thrown(String article) throws Throwable {
			throw this.failure;
		}

		@WampSubscribe("mono")
		Mono<Void> mono(String article) {
			return Mono.error(this.failure);
		}

		@WampExceptionHandler
		void full(FullException ex, EventDetails details, WampArguments arguments) {
			this.handled.add(details.topic() + " FullException " + arguments.get(String.class));
		}

		@WampExceptionHandler
		void disk(IOException ex) {
			this.handled.add("IOException");
		}

		@WampExceptionHandler
		WampException any(Exception ex) {
			return new WampException("com.shop.any");
		}

	}

	static class Both {

		volatile int events;

		@WampProcedure("both")
		void procedure() {
			throw new FullException();
		}

		@WampSubscribe("both")
		void event() {
			throw new FullException();
		}

		@WampExceptionHandler
		WampException ofProcedures(FullException ex, InvocationDetails details) {
			return new WampException("of.procedure");
		}

		@WampExceptionHandler
		void ofEvents(FullException ex) {
			this.events++;
		}

	}

	static class Failures implements WampEventErrorHandler {

		final List<Throwable> seen = new CopyOnWriteArrayList<>();

		@Override
		public void handle(Throwable failure, EventDetails details) {
			this.seen.add(failure);
		}

	}

	static class StateErrors implements WampErrorHandler {

		@Override
		public WampException handle(Throwable failure, InvocationDetails details) {
			return (failure instanceof IllegalStateException) ? new WampException("com.shop.state") : null;
		}

	}

	static class FirstAdvice {

		@WampExceptionHandler
		WampException full(FullException ex) {
			return new WampException("first.advice");
		}

	}

	@WampAdvice
	static class MarkedAdvice extends FirstAdvice {

	}

	@Configuration(proxyBeanMethods = false)
	static class AdviceOfAMethod {

		@Bean
		@Order(1)
		MarkedAdvice firstAdvice() {
			return new MarkedAdvice();
		}

	}

	@WampAdvice
	@Order(2)
	static class SecondAdvice {

		@WampExceptionHandler
		WampException any(Exception ex) {
			return new WampException("second.advice");
		}

	}

	@WampAdvice
	@Lazy
	@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class LazyAdvice {

		static int made;

		@WampExceptionHandler
		WampException full(FullException ex) {
			return new WampException("lazy.advice");
		}

		LazyAdvice() {
			if (getClass() == LazyAdvice.class) {
				made++;
			}
		}

	}

	@WampAdvice
	static class ConstantAdvice {

		static final WampException CONSTANT = new WampException("constant");

		@WampExceptionHandler
		WampException full(FullException ex) {
			return CONSTANT;
		}

	}

	@WampAdvice
	static class MisfitAdvice {

		@WampExceptionHandler
		WampException misfit(InvalidArgumentException ex) {
			return new WampException("com.shop.misfit");
		}

	}

	@WampAdvice
	static class Ambiguous {

		@WampExceptionHandler
		WampException one(FullException ex) {
			return null;
		}

		@WampExceptionHandler({ FullException.class, IOException.class })
		WampException other(Exception ex) {
			return null;
		}

	}

	@WampAdvice
	static class OddParameter {

		@WampExceptionHandler
		WampException odd(FullException ex, String article) {
			return null;
		}

	}

	@WampAdvice
	static class NoException {

		@WampExceptionHandler
		WampException none(InvocationDetails details) {
			return null;
		}

	}

	@WampAdvice
	static class TwoExceptions {

		@WampExceptionHandler
		WampException two(FullException ex, IOException other) {
			return null;
		}

	}

	@WampAdvice
	static class WrongClass {

		@WampExceptionHandler(IOException.class)
		WampException wrong(FullException ex) {
			return null;
		}

	}

	@WampAdvice
	static class BothDetails {

		@WampExceptionHandler
		WampException both(FullException ex, InvocationDetails invocation, EventDetails event) {
			return null;
		}

	}

	@WampAdvice
	static class NothingForCallers {

		@WampExceptionHandler
		void nothing(FullException ex, InvocationDetails details) {
		}

	}

	static class Stray {

		@WampExceptionHandler
		WampException handle(IOException ex) {
			return new WampException("com.shop.disk", ex.getMessage());
		}

	}

}
