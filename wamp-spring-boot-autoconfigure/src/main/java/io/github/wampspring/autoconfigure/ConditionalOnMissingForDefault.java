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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;

/**
 * Matches where the application has no bean of a type for the connection {@code default}:
 * those that a {@code @Qualifier} gives to other connections do not count.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnMissingForDefault.OnMissing.class)
@interface ConditionalOnMissingForDefault {

	/**
	 * The type.
	 * @return the class
	 */
	Class<?> value();

	/**
	 * Types that do not count either.
	 * @return the classes
	 */
	Class<?>[] ignored() default {};

	/** Looks for the beans. */
	class OnMissing extends SpringBootCondition implements ConfigurationCondition {

		@Override
		public ConfigurationPhase getConfigurationPhase() {
			return ConfigurationPhase.REGISTER_BEAN;
		}

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			MergedAnnotation<ConditionalOnMissingForDefault> annotation = metadata.getAnnotations()
				.get(ConditionalOnMissingForDefault.class);
			Assert.state(context.getBeanFactory() != null, "There is no bean factory");
			BeansOfConnection beans = BeansOfConnection.of(context.getBeanFactory(), context.getEnvironment());
			List<String> found = names(beans, annotation.getClass("value"));
			for (Class<?> ignored : annotation.getClassArray("ignored")) {
				found.removeAll(names(beans, ignored));
			}
			ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnMissingForDefault.class,
					annotation.getClass("value").getName());
			return found.isEmpty() ? ConditionOutcome.match(message.didNotFind("any beans").atAll())
					: ConditionOutcome.noMatch(message.found("bean", "beans").items(found));
		}

		private static List<String> names(BeansOfConnection beans, Class<?> type) {
			List<String> names = new ArrayList<>(beans.namesFor(type, ConnectionNames.DEFAULT));
			beans.namesForNone(type).stream().filter((name) -> !names.contains(name)).forEach(names::add);
			return names;
		}

	}

}
