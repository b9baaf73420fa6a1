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
package io.github.wampspring.autoconfigure.listener;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.autoconfigure.common.PropertyRules;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.WampDeadLetterRecoverer;
import io.github.wampspring.core.WampEventErrorPolicy;
import io.github.wampspring.core.WampEventRecoverer;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.protocol.Uris;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.core.retry.RetryPolicy;

/**
 * Auto-configuration for the error policy of subscriptions that name none. It is found by
 * its name only, so that the application's other policies do not take its place.
 */
@AutoConfiguration
@ConditionalOnClass(WampConnection.class)
@ConditionalOnBooleanProperty(name = "wamp.enabled", matchIfMissing = true)
@EnableConfigurationProperties(WampEventProperties.class)
public final class WampEventErrorAutoConfiguration {

	static final String BEAN_NAME = "wampEventErrorPolicy";

	@Bean(name = BEAN_NAME, defaultCandidate = false)
	@ConditionalOnMissingBean(name = BEAN_NAME)
	WampEventErrorPolicy wampEventErrorPolicy(WampEventProperties properties, BeanFactory beanFactory,
			ObjectProvider<ErrorMappings> mappings) {
		return new WampEventErrorPolicy(retry(properties.getRetry()),
				deadLetters(properties.getDeadLetterTopic(), beanFactory, mappings));
	}

	private static RetryPolicy retry(WampEventProperties.Retry properties) {
		PropertyRules rules = new PropertyRules("wamp.listener.events.retry");
		RetryPolicy.Builder policy = RetryPolicy.builder()
			.maxRetries(rules.atLeast(0L, "max-retries", properties.getMaxRetries()))
			.delay(rules.notNegative("initial-interval", properties.getInitialInterval()))
			.maxDelay(rules.positive("max-interval", properties.getMaxInterval()))
			.jitter(rules.notNegative("jitter", properties.getJitter()));
		if (!(properties.getMultiplier() >= 1)) {
			throw new InvalidConfigurationPropertyValueException("wamp.listener.events.retry.multiplier",
					properties.getMultiplier(), "it must be at least 1");
		}
		policy.multiplier(properties.getMultiplier());
		return properties.isEnabled() ? policy.build() : RetryPolicy.withMaxRetries(0);
	}

	private static @Nullable WampEventRecoverer deadLetters(@Nullable String topic, BeanFactory beanFactory,
			ObjectProvider<ErrorMappings> mappings) {
		if (topic == null || topic.isEmpty()) {
			return null;
		}
		if (!Uris.isValid(topic, MatchPolicy.EXACT, false)) {
			throw new InvalidConfigurationPropertyValueException("wamp.listener.events.dead-letter-topic", topic,
					"it must be a URI, such as 'com.myapp.failed'");
		}
		return new WampDeadLetterRecoverer((connection) -> template(beanFactory, connection), topic,
				mappings.getIfAvailable(ErrorMappings::new));
	}

	private static WampOperations template(BeanFactory beanFactory, String connection) {
		try {
			return BeanFactoryAnnotationUtils.qualifiedBeanOfType(beanFactory, WampOperations.class, connection);
		}
		catch (NoSuchBeanDefinitionException ex) {
			// the application's own template need not have a qualifier
			return beanFactory.getBean(WampOperations.class);
		}
	}

}
