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

package io.github.wampspring.autoconfigure.common;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.codec.jackson.JacksonPayloadMapper;
import io.github.wampspring.codec.jackson.WampSerializers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for payloads and serializers, by the application's
 * {@link JsonMapper}.
 */
@AutoConfiguration(after = JacksonAutoConfiguration.class)
public final class WampSerializerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(PayloadMapper.class)
	JacksonPayloadMapper wampPayloadMapper(ObjectProvider<JsonMapper> mapper) {
		return jackson(mapper);
	}

	@Bean
	@ConditionalOnMissingBean
	WampSerializers wampSerializers(ObjectProvider<JacksonPayloadMapper> payloads, ObjectProvider<JsonMapper> mapper) {
		return new WampSerializers(payloads.getIfUnique(() -> jackson(mapper)));
	}

	private static JacksonPayloadMapper jackson(ObjectProvider<JsonMapper> mapper) {
		try {
			return new JacksonPayloadMapper(mapper.getIfAvailable(JsonMapper::shared));
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new IllegalStateException("WAMP payloads need one JsonMapper, but there are several beans, "
					+ ex.getBeanNamesFound() + ", and none is @Primary: mark the one to use with @Primary, or define a"
					+ " bean of the type JacksonPayloadMapper that is made of it", ex);
		}
	}

}
