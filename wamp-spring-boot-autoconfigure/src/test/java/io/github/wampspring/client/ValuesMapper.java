package io.github.wampspring.client;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.codec.PayloadException;
import io.github.wampspring.protocol.codec.PayloadMapper;
import io.github.wampspring.protocol.codec.PayloadReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Reads payloads that were never encoded.
 */
class ValuesMapper implements PayloadMapper {

	private static Payload.Values values(Payload payload) {
		if (payload instanceof Payload.Values values) {
			return values;
		}
		throw new PayloadException("an encoded payload", null);
	}

	@Override
	public JavaType type(Type type) {
		return TypeFactory.createDefaultInstance().constructType(type);
	}

	@Override
	public PayloadReader reader(Payload payload) {
		throw new IllegalStateException("not needed here");
	}

	@Override
	public List<@Nullable Object> arguments(Payload payload) {
		return new ArrayList<>(values(payload).arguments());
	}

	@Override
	public Map<String, @Nullable Object> keywordArguments(Payload payload) {
		return new LinkedHashMap<>(values(payload).keywordArguments());
	}

	@Override
	public Payload detach(Payload payload) {
		return payload;
	}

}
