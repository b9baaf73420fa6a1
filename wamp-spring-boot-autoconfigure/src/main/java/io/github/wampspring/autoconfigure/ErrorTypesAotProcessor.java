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

import java.util.Arrays;
import java.util.List;

import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.listener.WampErrorScanner;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.javapoet.CodeBlock;

/**
 * Looks for exceptions with {@code @WampError} at build time.
 */
class ErrorTypesAotProcessor implements BeanFactoryInitializationAotProcessor {

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		if (!AutoConfigurationPackages.has(beanFactory)
				|| beanFactory.getBeanNamesForType(ErrorMappings.class, true, false).length == 0) {
			return null;
		}
		List<Class<? extends Throwable>> types = new WampErrorScanner(
				new DefaultResourceLoader(beanFactory.getBeanClassLoader()))
			.find(AutoConfigurationPackages.get(beanFactory));
		return new Contribution(types);
	}

	private record Contribution(
			List<Class<? extends Throwable>> types) implements BeanFactoryInitializationAotContribution {

		@Override
		public void applyTo(GenerationContext context, BeanFactoryInitializationCode code) {
			this.types.forEach((type) -> context.getRuntimeHints()
				.reflection()
				.registerType(type, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS));
			CodeBlock names = CodeBlock.join(Arrays.stream(this.types.toArray(Class[]::new))
				.map((type) -> CodeBlock.of("$S", type.getName()))
				.toList(), ", ");
			code.addInitializer(code.getMethods().add("registerWampErrorTypes", (method) -> {
				method.addJavadoc("Register the exceptions that stand for WAMP errors.");
				method.addParameter(DefaultListableBeanFactory.class, "beanFactory");
				method.addStatement("beanFactory.registerSingleton($S, new $T($T.of($L)))", "wampErrorTypes",
						ErrorTypes.class, List.class, names);
			}).toMethodReference());
		}

	}

}
