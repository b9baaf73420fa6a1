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

package io.github.wampspring.autoconfigure;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.autoconfigure.common.WampSerializerAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterAutoConfiguration;
import io.github.wampspring.autoconfigure.router.WampRouterListenerAutoConfiguration;
import io.github.wampspring.core.WampTemplate;
import io.netty.handler.codec.http.HttpClientCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose context was made ahead of time.
 */
class AheadOfTimeTests {

	private static final Map<String, Object> PROPERTIES = Map.of("wamp.router.enabled", "true", "wamp.router.listen",
			"localhost:0", "wamp.router.anonymous.enabled", "true", "wamp.fail-fast", "true", "wamp.keep-alive",
			"false");

	@Test
	void aContextWithAListenerIsMadeAheadOfTime() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", PROPERTIES));
		context.register(Application.class);
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(Application.class)), files);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		assertThat(files.getGeneratedFiles(GeneratedFiles.Kind.SOURCE).keySet())
			.anyMatch((file) -> file.contains("WampRouterListenerAutoConfiguration"));
		assertThat(RuntimeHintsPredicates.reflection().onType(HttpClientCodec.class))
			.accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Twice.class, "twice"))
			.accepts(generation.getRuntimeHints());
	}

	@Test
	void namedConnectionsAreMadeAheadOfTime(@TempDir Path directory) throws Exception {
		AheadOfTime generated = new AheadOfTime(directory, withTwo(), AheadOfTimeTests.class, Application.class,
				OfTwo.class);
		assertThat(generated.run("run")).isEqualTo("one, two");
	}

	private static Map<String, Object> withTwo() {
		Map<String, Object> properties = new HashMap<>(PROPERTIES);
		properties.put("wamp.realm", "realm1");
		properties.put("wamp.router.realms", "realm1,realm2");
		properties.put("wamp.connections.two.realm", "realm2");
		return properties;
	}

	/** Called within the class loader that has the generated classes. */
	static String run(String initializer) throws Exception {
		try (GenericApplicationContext context = AheadOfTime.context(initializer, withTwo())) {
			WampTemplate two = BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(),
					WampTemplate.class, "two");
			return context.getBean(WampTemplate.class).call("com.myapp.where", String.class) + ", "
					+ two.call("com.myapp.where", String.class);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, SslAutoConfiguration.class,
			TaskExecutionAutoConfiguration.class, WampSerializerAutoConfiguration.class,
			WampRouterAutoConfiguration.class, WampRouterListenerAutoConfiguration.class,
			WampClientAutoConfiguration.class, WampListenerAutoConfiguration.class })
	@Import(Twice.class)
	static class Application {

	}

	static class Twice {

		@WampProcedure("com.myapp.twice")
		int twice(int value) {
			return 2 * value;
		}

	}

	static class OfTwo {

		@WampProcedure("com.myapp.where")
		String here() {
			return "one";
		}

		@WampProcedure(uri = "com.myapp.where", connection = "two")
		String there() {
			return "two";
		}

	}

}
