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

package io.github.wampspring.autoconfigure.security;

import io.github.wampspring.router.AuthorizationRequest;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.authorization.AuthorizationManager;

/**
 * Whether the application has an {@link AuthorizationManager} for WAMP. It may have
 * others, for HTTP and for methods.
 */
class OnAuthorizationManagerCondition extends SpringBootCondition implements ConfigurationCondition {

	/** What is looked for. */
	static final ResolvableType TYPE = ResolvableType.forClassWithGenerics(AuthorizationManager.class,
			AuthorizationRequest.class);

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("WAMP AuthorizationManager");
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		String[] names = (beans != null) ? BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, TYPE, true, false)
				: new String[0];
		return (names.length > 0) ? ConditionOutcome.match(message.found("bean").items((Object[]) names))
				: ConditionOutcome.noMatch(message.didNotFind("any bean").atAll());
	}

}
