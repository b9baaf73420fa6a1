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

import java.util.List;
import java.util.concurrent.Executor;

import io.github.wampspring.autoconfigure.common.ConnectionsByName;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.core.ErrorTranslator;
import io.github.wampspring.core.EventErrors;
import io.github.wampspring.core.ProcedureErrors;
import io.github.wampspring.listener.BeanListenerValidator;
import io.github.wampspring.listener.ListenerValidator;
import io.github.wampspring.listener.WampListenerMethodProcessor;
import jakarta.validation.Validator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for annotated bean methods.
 */
@AutoConfiguration(after = WampClientAutoConfiguration.class,
		afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
@ConditionalOnBean(WampConnection.class)
public final class WampListenerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	WampListenerMethodProcessor wampListenerMethodProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<WampConnection> connections, PayloadMapper mapper,
			ObjectProvider<ProcedureErrors> procedureErrors, ObjectProvider<EventErrors> eventErrors,
			ObjectProvider<ListenerValidator> validator,
			@Qualifier(HandlerExecutorConfiguration.BEAN_NAME) ObjectProvider<Executor> executor) {
		WampListenerMethodProcessor processor = new WampListenerMethodProcessor(beanFactory,
				ConnectionsByName.of(beanFactory, connections).values(), mapper,
				procedureErrors.getIfAvailable(() -> new ErrorTranslator(new ErrorMappings(), List::of, false)),
				eventErrors.getIfAvailable(() -> new EventErrors(List::of)), validator.getIfAvailable());
		executor.ifAvailable(processor::setExecutor);
		return processor;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Validator.class)
	@ConditionalOnSingleCandidate(Validator.class)
	@ConditionalOnMissingBean(ListenerValidator.class)
	static class ValidationConfiguration {

		@Bean
		BeanListenerValidator wampListenerValidator(Validator validator) {
			return new BeanListenerValidator(validator);
		}

	}

}
