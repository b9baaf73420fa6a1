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

package io.github.wampspring.autoconfigure.proxy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.wampspring.annotation.WampError;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.AheadOfTime;
import io.github.wampspring.autoconfigure.WampClientAutoConfiguration;
import io.github.wampspring.autoconfigure.WampListenerAutoConfiguration;
import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.contract.ClientProxy;
import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.listener.WampListenerMethodProcessor;
import io.github.wampspring.proxy.ImportWampClients;
import io.github.wampspring.proxy.WampClientFactory;
import io.github.wampspring.proxy.WampClientRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients in a context that was made ahead of time.
 */
class ClientAheadOfTimeTests {

	private static final Map<String, Object> PROPERTIES = Map.of("wamp.router.enabled", "true", "wamp.realm", "realm1",
			"wamp.router.realms", "realm1,realm2", "wamp.connections.two.realm", "realm2", "wamp.fail-fast", "true",
			"wamp.keep-alive", "false");

	@Test
	void clientsAreMadeAndAreNoCallees(@TempDir Path directory) throws Exception {
		AheadOfTime generated = new AheadOfTime(directory, PROPERTIES, ClientAheadOfTimeTests.class, Application.class);
		assertThat(generated.run("run")).isEqualTo("found by default, found by two, found by default, 3 clients, "
				+ "[items.find, items.find, items.label], [a1, b2]");
		assertHints(generated.hints());
	}

	private static void assertHints(RuntimeHints hints) {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Items.class, ClientProxy.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(Item.class.getDeclaredConstructors()[0]))
			.accepts(hints);
		for (Class<?> element : List.of(Box.class, Label.class)) {
			assertThat(
					RuntimeHintsPredicates.reflection().onConstructorInvocation(element.getDeclaredConstructors()[0]))
				.accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(GoneException.class.getDeclaredConstructors()[0])).accepts(hints);
	}

	/** Called within the class loader that has the generated classes. */
	static String run(String initializer) throws Exception {
		try (GenericApplicationContext context = AheadOfTime.context(initializer, PROPERTIES)) {
			WampClientRegistry clients = context.getBean(WampClientRegistry.class);
			User user = context.getBean(User.class);
			List<String> listeners = context.getBean(WampListenerMethodProcessor.class)
				.getListeners()
				.stream()
				.map((listener) -> listener.uri())
				.toList();
			return user.items.find("found").by() + ", " + clients.getClient("two", Items.class, "").find("found").by()
					+ ", " + context.getBean("lazyItems", Items.class).find("found").by() + ", "
					+ clients.getClients().size() + " clients, " + listeners + ", "
					+ user.items.label(Flux.just(new Box("a", 1), new Box("b", 2)))
						.map(Label::text)
						.collectList()
						.block(Duration.ofSeconds(60));
		}
	}

	record Item(String by) {
	}

	record Box(String name, int number) {
	}

	record Label(String text) {
	}

	@WampError("com.myapp.error.gone")
	static class GoneException extends Exception {

	}

	interface Finder<T> {

		@WampProcedure
		T find(String what) throws GoneException;

	}

	@WampPrefix("items")
	interface Items extends Finder<Item> {

		@WampProcedure
		Flux<Label> label(Flux<Box> boxes);

	}

	static class ItemsHere {

		@WampProcedure("items.find")
		Item find(String what) {
			return new Item(what + " by default");
		}

		@WampProcedure("items.label")
		Flux<Label> label(Flux<Box> boxes) {
			return boxes.map((box) -> new Label(box.name() + box.number()));
		}

		@WampProcedure(uri = "items.find", connection = "two")
		Item findThere(String what) {
			return new Item(what + " by two");
		}

	}

	static class User {

		final Items items;

		User(@org.springframework.beans.factory.annotation.Qualifier("default") Items items) {
			this.items = items;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, SslAutoConfiguration.class,
			TaskExecutionAutoConfiguration.class, WampSerializerAutoConfiguration.class,
			WampRouterAutoConfiguration.class, WampClientAutoConfiguration.class, WampListenerAutoConfiguration.class })
	@ImportWampClients(Items.class)
	@ImportWampClients(types = Items.class, connection = "two")
	@ImportWampClients(types = Items.class, connection = "two", prefix = "things")
	@Import({ ItemsHere.class, User.class })
	static class Application {

		@Bean
		@Lazy
		Items lazyItems(WampTemplate template) {
			return WampClientFactory.create(template, Items.class);
		}

	}

}
