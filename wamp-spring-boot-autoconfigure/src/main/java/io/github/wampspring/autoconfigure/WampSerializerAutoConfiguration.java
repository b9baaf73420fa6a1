package io.github.wampspring.autoconfigure;

import io.github.wampspring.protocol.codec.JacksonPayloadMapper;
import io.github.wampspring.protocol.codec.WampSerializers;
import tools.jackson.databind.json.JsonMapper;

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
	@ConditionalOnMissingBean
	JacksonPayloadMapper wampPayloadMapper(ObjectProvider<JsonMapper> mapper) {
		return new JacksonPayloadMapper(mapper.getIfUnique(JsonMapper::shared));
	}

	@Bean
	@ConditionalOnMissingBean
	WampSerializers wampSerializers(JacksonPayloadMapper mapper) {
		return new WampSerializers(mapper);
	}

}
