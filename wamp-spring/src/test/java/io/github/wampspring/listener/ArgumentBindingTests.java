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

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the binding of arguments to the parameters of procedures.
 */
class ArgumentBindingTests {

	private static ListenerContext context;

	@BeforeAll
	static void start() {
		context = ListenerContext.with(Map.of("app.limit", "7"), Procedures.class, Orders.class,
				NonNullByDefault.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void positionalArgumentsGoToParametersInTheirOrder() {
		assertThat(context.call("add2", 2, 3).results()).isEqualTo(List.of(5));
	}

	@Test
	void missingArgumentsOfNullableTypesAreNull() {
		assertThat(context.call("describe").results()).isEqualTo(List.of("null null"));
		assertThat(context.call("describe", "a").results()).isEqualTo(List.of("a null"));
		assertThat(context.call("describe", "a", 1).results()).isEqualTo(List.of("a 1"));
	}

	@Test
	void missingArgumentsOfOptionalTypesAreEmpty() {
		assertThat(context.call("optional").results()).isEqualTo(List.of("Optional.empty OptionalInt.empty"));
		assertThat(context.call("optional", List.of("a"), 1).results())
			.isEqualTo(List.of("Optional[[a]] OptionalInt[1]"));
		assertThat(context.call("optional", null, null).results())
			.isEqualTo(List.of("Optional.empty OptionalInt.empty"));
	}

	@Test
	void missingArgumentOfPrimitiveTypeIsRefusedByName() {
		FakeInvocation invocation = context.call("add2", 2);
		assertThat(invocation.error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(invocation.errorArguments()).isEqualTo(List.of("argument 2 (y) is missing"));
	}

	@Test
	void nullForPrimitiveTypeIsRefusedByName() {
		FakeInvocation invocation = context.call("add2", 2, null);
		assertThat(invocation.error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(invocation.errorArguments()).isEqualTo(List.of("argument 2 (y) must not be null"));
	}

	@Test
	void missingArgumentOfNonNullTypeIsRefused() {
		assertThat(context.call("nonnull.type").errorArguments()).isEqualTo(List.of("argument 1 (text) is missing"));
		assertThat(context.call("nonnull.marked").errorArguments()).isEqualTo(List.of("argument 1 (text) is missing"));
	}

	@Test
	void missingArgumentOfNullableTypeInNullMarkedCodeIsNull() {
		assertThat(context.call("nonnull.nullable").results()).isEqualTo(Collections.singletonList(null));
	}

	@Test
	void argumentOfAnotherTypeIsRefusedByNameAndPath() {
		FakeInvocation invocation = context.call("add2", 2, "three");
		assertThat(invocation.error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(invocation.errorArguments()).isEqualTo(List.of("argument 2 (y) cannot be read as Integer"));
		invocation = context.call("total", Map.of("items", List.of(Map.of("count", 1), Map.of("count", "many"))));
		assertThat(invocation.errorArguments())
			.isEqualTo(List.of("argument 1 (order) cannot be read as Order, at items[1].count"));
	}

	@Test
	void moreArgumentsThanParametersAreRefused() {
		FakeInvocation invocation = context.call("add2", 2, 3, 4);
		assertThat(invocation.error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(invocation.errorArguments()).isEqualTo(List.of("at most 2 positional arguments are taken"));
		assertThat(context.call("none", 1).error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(context.call("none").results()).isEmpty();
	}

	@Test
	void recordsAndJavaTimeAreBound() {
		assertThat(context.call("total", Map.of("items", List.of(Map.of("count", 1), Map.of("count", 2)))).results())
			.isEqualTo(List.of(3));
		assertThat(context.call("tomorrow", "2026-02-28").results()).isEqualTo(List.of(LocalDate.of(2026, 3, 1)));
	}

	@Test
	void genericTypesAreResolvedAgainstTheClassOfTheBean() {
		assertThat(context.call("orders.first", List.of(Map.of("items", List.of(Map.of("count", 5))))).results())
			.isEqualTo(List.of(new Order(List.of(new Item(5)))));
	}

	@Test
	void varargsTakeTheRemainingArguments() {
		assertThat(context.call("sum", "total", 1, 2, 3).results()).isEqualTo(List.of("total 6"));
		assertThat(context.call("sum", "total").results()).isEqualTo(List.of("total 0"));
		assertThat(context.call("sum", "total", 1, null).error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(context.call("sum", "total", 1, "x").error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(context.call("join", "a", null, "c").results()).isEqualTo(List.of("[a, null, c]"));
	}

	@Test
	void keywordArgumentsAreBoundByName() {
		assertThat(context.callWith("search", List.of("x"), Map.of("max", 3, "order-by", "name", "unknown", true))
			.results()).isEqualTo(List.of("x 3 name"));
	}

	@Test
	void missingKeywordArgumentsAreNullOrTheirDefault() {
		assertThat(context.call("search", "x").results()).isEqualTo(List.of("x 7 null"));
		assertThat(context.callWith("search", List.of("x"), Collections.singletonMap("max", null)).results())
			.isEqualTo(List.of("x 7 null"));
	}

	@Test
	void defaultValuesAreConverted() {
		assertThat(context.call("defaults").results()).isEqualTo(List.of("PT5S [1, 2] Optional[x]"));
		assertThat(context.callWith("defaults", List.of(), Map.of("tags", List.of(3))).results())
			.isEqualTo(List.of("PT5S [3] Optional[x]"));
	}

	@Test
	void missingKeywordArgumentOfPrimitiveTypeIsRefusedByName() {
		FakeInvocation invocation = context.call("required");
		assertThat(invocation.error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(invocation.errorArguments()).isEqualTo(List.of("keyword argument 'count' is missing"));
	}

	@Test
	void unreadableKeywordArgumentIsRefused() {
		FakeInvocation invocation = context.callWith("required", List.of(), Map.of("count", "many"));
		assertThat(invocation.error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(invocation.errorArguments())
			.isEqualTo(List.of("keyword argument 'count' cannot be read as Integer"));
	}

	@Test
	void allKeywordArgumentsAreBoundAsOneObject() {
		Map<String, Object> kwargs = Map.of("text", "x", "max", 3);
		assertThat(context.callWith("kwargs.record", List.of(), kwargs).results())
			.isEqualTo(List.of(new Query("x", 3)));
		assertThat(context.callWith("kwargs.bean", List.of(), kwargs).results()).isEqualTo(List.of("x"));
		assertThat(context.callWith("kwargs.map", List.of(), kwargs).results()).isEqualTo(List.of(kwargs));
		assertThat(context.call("kwargs.record").results()).isEqualTo(List.of(new Query(null, null)));
		assertThat(context.call("kwargs.map").results()).isEqualTo(List.of(Map.of()));
	}

	@Test
	void keywordArgumentsAreBoundByNameAndAsAWholeAtOnce() {
		assertThat(context.callWith("kwargs.both", List.of(1), Map.of("text", "x", "max", 3)).results())
			.isEqualTo(List.of("1 x Query[text=x, max=3] 2"));
	}

	@Test
	void unreadableKeywordObjectIsRefused() {
		FakeInvocation invocation = context.callWith("kwargs.record", List.of(), Map.of("max", "many"));
		assertThat(invocation.error()).isEqualTo(ErrorUris.INVALID_ARGUMENT);
		assertThat(invocation.errorArguments()).isEqualTo(List.of("the keyword arguments cannot be read, at max"));
	}

	@Test
	void contextParametersStandAnywhereAndTakeNoArgument() {
		Dict details = Dict.of("caller", 17L, "caller_authid", "joe").with("caller_authrole", "user");
		FakeInvocation invocation = new FakeInvocation(context.session, "context.some.thing", details,
				ListenerContext.json(Payload.of(1, 2)));
		context.invoke("context", invocation);
		assertThat(invocation.results()).isEqualTo(List.of("context.some.thing 17 joe user false 3"));
	}

	@Test
	void sessionOfTheInvocationIsBound() {
		context.call("session");
		assertThat(context.bean(Procedures.class).session).isSameAs(context.session);
	}

	record Item(int count) {
	}

	record Order(List<Item> items) {
	}

	record Query(@Nullable String text, @Nullable Integer max) {
	}

	static class QueryBean {

		private String text;

		public void setText(String text) {
			this.text = text;
		}

	}

	@NullUnmarked
	static class Procedures {

		private WampSession session;

		@WampProcedure("add2")
		int add2(int x, int y) {
			return x + y;
		}

		@WampProcedure("none")
		void none() {
		}

		@WampProcedure("describe")
		String describe(String text, Integer number) {
			return text + " " + number;
		}

		@WampProcedure("optional")
		String optional(Optional<List<String>> list, OptionalInt number) {
			return list + " " + number;
		}

		@WampProcedure("nonnull.type")
		String nonNull(@NonNull String text) {
			return text;
		}

		@WampProcedure("total")
		int total(Order order) {
			return order.items().stream().mapToInt(Item::count).sum();
		}

		@WampProcedure("tomorrow")
		LocalDate tomorrow(LocalDate today) {
			return today.plusDays(1);
		}

		@WampProcedure("sum")
		String sum(String label, int... numbers) {
			return label + " " + Arrays.stream(numbers).sum();
		}

		@WampProcedure("join")
		String join(String... texts) {
			return Arrays.toString(texts);
		}

		@WampProcedure("search")
		String search(String text, @WampKwarg(defaultValue = "${app.limit}") int max,
				@WampKwarg("order-by") String order) {
			return text + " " + max + " " + order;
		}

		@WampProcedure("required")
		int required(@WampKwarg int count) {
			return count;
		}

		@WampProcedure("defaults")
		String defaults(@WampKwarg(defaultValue = "PT5S") Duration timeout,
				@WampKwarg(defaultValue = "1,2") List<Integer> tags,
				@WampKwarg(defaultValue = "#{'X'.toLowerCase()}") Optional<String> text) {
			return timeout + " " + tags + " " + text;
		}

		@WampProcedure("kwargs.record")
		Query kwargsRecord(@WampKwargs Query query) {
			return query;
		}

		@WampProcedure("kwargs.bean")
		String kwargsBean(@WampKwargs QueryBean query) {
			return query.text;
		}

		@WampProcedure("kwargs.map")
		Map<String, Object> kwargsMap(@WampKwargs Map<String, Object> all) {
			return all;
		}

		@WampProcedure("kwargs.both")
		String kwargsBoth(@WampKwargs Query query, @WampKwarg String text, @WampKwargs Map<String, ?> all, int number) {
			return number + " " + text + " " + query + " " + all.size();
		}

		@WampProcedure(uri = "context", match = MatchPolicy.PREFIX)
		String context(int x, InvocationDetails details, int y) {
			return details.procedure() + " " + details.caller() + " " + details.callerAuthid() + " "
					+ details.callerAuthrole() + " " + details.progressWanted() + " " + (x + y);
		}

		@WampProcedure("session")
		void session(WampSession session) {
			this.session = session;
		}

	}

	abstract static class Repository<T> {

		@WampProcedure("orders.first")
		T first(List<T> all) {
			return all.get(0);
		}

	}

	static class Orders extends Repository<Order> {

	}

	@NullMarked
	static class NonNullByDefault {

		@WampProcedure("nonnull.marked")
		String marked(String text) {
			return text;
		}

		@WampProcedure("nonnull.nullable")
		@Nullable String nullable(@Nullable String text) {
			return text;
		}

	}

}
