package io.github.wampspring.router;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.codec.PayloadMapper;
import io.github.wampspring.protocol.codec.PayloadReader;
import tools.jackson.databind.JavaType;

/**
 * Reads payloads that were never encoded.
 */
class ValuesMapper implements PayloadMapper {

	@Override
	public JavaType type(Type type) {
		throw new AssertionError("a router does not bind arguments");
	}

	@Override
	public PayloadReader reader(Payload payload) {
		throw new AssertionError("a router does not bind arguments");
	}

	@Override
	public List<Object> arguments(Payload payload) {
		return new ArrayList<>(((Payload.Values) payload).arguments());
	}

	@Override
	public Map<String, Object> keywordArguments(Payload payload) {
		return new HashMap<>(((Payload.Values) payload).keywordArguments());
	}

	@Override
	public Payload detach(Payload payload) {
		return payload;
	}

}
