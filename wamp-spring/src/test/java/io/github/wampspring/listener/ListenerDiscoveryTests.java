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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.protocol.Dict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for finding annotated methods, their URIs and options.
 */
class ListenerDiscoveryTests {

	@Test
	void attributesBecomeOptions() {
		try (ListenerContext context = ListenerContext.of(AllOptions.class)) {
			assertThat(context.connection().options)
				.containsEntry("com.myapp.",
						Dict.of("match", "prefix", "invoke", "roundrobin")
							.with("concurrency", 4)
							.with("disclose_caller", true)
							.with("force_reregister", true))
				.containsEntry("com..topic", Dict.of("match", "wildcard", "get_retained", true))
				.containsEntry("plain", Dict.EMPTY);
		}
	}

	@Test
	void placeholdersAndExpressionsAreResolvedInAllAttributes() {
		Map<String, Object> properties = Map.of("app.name", "shop", "app.calls", "3", "app.router", "backend");
		try (ListenerContext context = ListenerContext.with(properties, Placeholders.class)) {
			assertThat(context.backend().options).containsOnly(Map.entry("com.shop.add", Dict.of("concurrency", 3)));
			assertThat(context.connection().topics).containsOnlyKeys("com.shop.SALES");
		}
	}

	@Test
	void methodMayHaveSeveralAnnotations() {
		try (ListenerContext context = ListenerContext.of(Several.class)) {
			assertThat(context.connection().procedures).containsOnlyKeys("a", "b");
			assertThat(context.connection().topics).containsOnlyKeys("c", "d");
			assertThat(context.call("b", 1).results()).isEqualTo(List.of(1));
		}
	}

	@Test
	void annotationsMayStandOnAnnotations() {
		try (ListenerContext context = ListenerContext.of(MetaAnnotated.class)) {
			assertThat(context.connection().options).containsEntry("shared.procedure",
					Dict.of("invoke", "random", "disclose_caller", true));
		}
	}

	@Test
	void annotationsOfInterfacesAndSuperclassesCount() {
		try (ListenerContext context = ListenerContext.of(Implementation.class)) {
			assertThat(context.call("interface.echo", "x").results()).isEqualTo(List.of("x"));
			assertThat(context.call("interface.default").results()).isEqualTo(List.of("default"));
			assertThat(context.call("base.inherited").results()).isEqualTo(List.of("inherited"));
		}
	}

	@Test
	void annotationOfTheOverridingMethodReplacesTheOneOfTheOverridden() {
		try (ListenerContext context = ListenerContext.of(Overriding.class)) {
			assertThat(context.connection().procedures).containsOnlyKeys("own.echo", "interface.default");
		}
	}

	@Test
	void prefixOfTheClassIsPutBefore() {
		try (ListenerContext context = ListenerContext.of(Prefixed.class)) {
			assertThat(context.connection().procedures).containsOnlyKeys("com.myapp.add2", "com.myapp.sub.tract");
			assertThat(context.connection().topics).containsOnlyKeys("com.myapp.oncounter", "wamp.session.on_join",
					"com.myapp", "com.myapp..changed");
		}
	}

	@Test
	void prefixOfTheInterfaceCountsWhereTheClassHasNone() {
		try (ListenerContext context = ListenerContext.of(PrefixFromInterface.class, PrefixFromSuperclass.class)) {
			assertThat(context.connection().procedures).containsOnlyKeys("contract.ping", "class.ping");
		}
	}

	@Test
	void prefixOfAnInterfaceIsNotForMethodsThatItDoesNotHave() {
		try (ListenerContext context = ListenerContext.of(MoreThanTheInterface.class)) {
			assertThat(context.connection().procedures).containsOnlyKeys("contract.ping", "own.extra");
		}
	}

	@Test
	void listenersAreKnownWithTheirBeanMethods() {
		try (ListenerContext context = ListenerContext.of(Several.class)) {
			assertThat(context.listeners()).extracting(WampListener::uri).containsExactlyInAnyOrder("a", "b", "c", "d");
			WampListener listener = context.listeners().get(0);
			assertThat(listener.connection()).isEqualTo("default");
			assertThat(listener.method().getName()).isEqualTo("method");
			assertThat(listener).hasToString("procedure 'a' by " + Several.class.getName()
					+ ".method(int) of bean 'listenerDiscoveryTests.Several'");
			assertThat(context.connection().procedures.get("a")).hasToString(listener.describe());
		}
	}

	@Test
	void twoMethodsOnOneProcedureStopTheStart() {
		assertThatExceptionOfType(DuplicateProcedureException.class)
			.isThrownBy(() -> ListenerContext.of(First.class, Second.class))
			.withMessageContaining("'twice'")
			.withMessageContaining(First.class.getName() + ".first(")
			.withMessageContaining(Second.class.getName() + ".second(")
			.satisfies((ex) -> assertThat(ex.getRemedy()).contains("another URI"));
	}

	@Test
	void twoMethodsOnOneTopicAreFineAndSoIsTheSameProcedureElsewhere() {
		try (ListenerContext context = ListenerContext.of(First.class, Elsewhere.class)) {
			assertThat(context.connection().procedures).containsOnlyKeys("twice");
			assertThat(context.backend().procedures).containsOnlyKeys("twice");
			assertThat(context.listeners()).hasSize(4);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { NoUri.class, InvalidUri.class, EmptyComponent.class })
	void invalidUriStopsTheStart(Class<?> component) {
		assertThatExceptionOfType(InvalidListenerUriException.class).isThrownBy(() -> ListenerContext.of(component))
			.withMessageContaining(component.getName() + ".method(")
			.satisfies((ex) -> assertThat(ex.getRemedy()).contains("com.myapp.add2"));
	}

	@Test
	void everyListenerHasAnIdOfItsOwn() {
		try (ListenerContext context = ListenerContext.of(WithIds.class)) {
			assertThat(context.listeners()).extracting(WampListener::id)
				.containsExactlyInAnyOrder("mine", "withIds.other", "withIds.other-2", "withIds.twice",
						"withIds.twice-2");
		}
	}

	@Test
	void oneIdForTwoStopsTheStart() {
		assertThatExceptionOfType(WampListenerException.class).isThrownBy(() -> ListenerContext.of(SameIds.class))
			.withMessageContaining("\"mine\"")
			.withMessageContaining("SameIds.one()")
			.withMessageContaining("SameIds.two()");
	}

	@Test
	void unknownConnectionStopsTheStart() {
		assertThatExceptionOfType(UnknownConnectionException.class)
			.isThrownBy(() -> ListenerContext.of(UnknownConnection.class))
			.withMessageContaining("'elsewhere'")
			.satisfies((ex) -> assertThat(ex.getRemedy()).contains("[default, backend]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "many" })
	void invalidConcurrencyStopsTheStart(String value) {
		Map<String, Object> properties = Map.of("app.name", "x", "app.calls", value, "app.router", "backend");
		assertThatExceptionOfType(WampListenerException.class)
			.isThrownBy(() -> ListenerContext.with(properties, Placeholders.class))
			.withMessageContaining("concurrency \"" + value + "\"");
	}

	@Test
	void missingPlaceholderStopsTheStart() {
		assertThatExceptionOfType(WampListenerException.class).isThrownBy(() -> ListenerContext.of(Placeholders.class))
			.withMessageContaining("'app.calls'")
			.withMessageContaining(Placeholders.class.getName());
	}

	static class AllOptions {

		@WampProcedure(uri = "com.myapp.", match = MatchPolicy.PREFIX, invoke = InvocationPolicy.ROUNDROBIN,
				concurrency = "4", discloseCaller = true, forceReregister = true)
		void procedure() {
		}

		@WampSubscribe(topic = "com..topic", match = MatchPolicy.WILDCARD, getRetained = true)
		void topic() {
		}

		@WampProcedure("plain")
		void plain() {
		}

	}

	@WampPrefix("com.${app.name}")
	static class Placeholders {

		@WampProcedure(uri = "#{'ADD'.toLowerCase()}", concurrency = "${app.calls}", connection = "${app.router}")
		void add() {
		}

		@WampSubscribe("#{'sales'.toUpperCase()}")
		void sales() {
		}

	}

	static class Several {

		@WampProcedure("a")
		@WampProcedure("b")
		@WampSubscribe("c")
		@WampSubscribe("d")
		int method(int x) {
			return x;
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@WampProcedure(invoke = InvocationPolicy.RANDOM, discloseCaller = true)
	@interface Shared {

		@AliasFor(annotation = WampProcedure.class, attribute = "uri")
		String value();

	}

	static class MetaAnnotated {

		@Shared("shared.procedure")
		void method() {
		}

	}

	interface Contract {

		@WampProcedure("interface.echo")
		String echo(String text);

		@WampProcedure("interface.default")
		default String defaultMethod() {
			return "default";
		}

	}

	abstract static class Base {

		@WampProcedure("base.inherited")
		String inherited() {
			return "inherited";
		}

	}

	static class Implementation extends Base implements Contract {

		@Override
		public String echo(String text) {
			return text;
		}

	}

	static class Overriding implements Contract {

		@Override
		@WampProcedure("own.echo")
		public String echo(String text) {
			return text;
		}

	}

	@WampPrefix("com.myapp")
	static class Prefixed {

		@WampProcedure
		void add2() {
		}

		@WampProcedure("sub.tract")
		void subtract() {
		}

		@WampSubscribe("oncounter")
		@WampSubscribe("wamp.session.on_join")
		void counted() {
		}

		@WampSubscribe(match = MatchPolicy.PREFIX)
		void all() {
		}

		@WampSubscribe(topic = "..changed", match = MatchPolicy.WILDCARD)
		@WampSubscribe(topic = "com.myapp", connection = "backend")
		void changed() {
		}

	}

	@WampPrefix("contract")
	interface PrefixedContract {

		@WampProcedure
		void ping();

	}

	static class PrefixFromInterface implements PrefixedContract {

		@Override
		public void ping() {
		}

	}

	static class MoreThanTheInterface implements PrefixedContract {

		@Override
		@WampProcedure
		public void ping() {
		}

		@WampProcedure("own.extra")
		void extra() {
		}

	}

	@WampPrefix("class")
	abstract static class PrefixedBase implements PrefixedContract {

	}

	static class PrefixFromSuperclass extends PrefixedBase {

		@Override
		public void ping() {
		}

	}

	static class First {

		@WampProcedure("twice")
		@WampSubscribe("topic")
		void first() {
		}

	}

	static class Second {

		@WampProcedure(uri = "twice", invoke = InvocationPolicy.ROUNDROBIN)
		void second() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Elsewhere {

		@Bean
		ElsewhereComponent component() {
			return new ElsewhereComponent();
		}

	}

	static class ElsewhereComponent {

		@WampProcedure(uri = "twice", connection = "backend")
		@WampSubscribe("topic")
		void third() {
		}

	}

	static class NoUri {

		@WampProcedure
		void method() {
		}

	}

	static class InvalidUri {

		@WampProcedure("com.my app")
		void method() {
		}

	}

	static class EmptyComponent {

		@WampSubscribe("com..myapp")
		void method() {
		}

	}

	static class UnknownConnection {

		@WampProcedure(uri = "a", connection = "elsewhere")
		void method() {
		}

	}

	@Component("withIds")
	static class WithIds {

		@WampProcedure(uri = "a", id = "#{'mi' + 'ne'}")
		void one() {
		}

		@WampProcedure("b")
		void other() {
		}

		@WampProcedure("c")
		void other(int value) {
		}

		@WampSubscribe("d")
		@WampSubscribe("e")
		void twice() {
		}

	}

	static class SameIds {

		@WampProcedure(uri = "a", id = "mine")
		void one() {
		}

		@WampSubscribe(topic = "b", id = "mine")
		void two() {
		}

	}

}
