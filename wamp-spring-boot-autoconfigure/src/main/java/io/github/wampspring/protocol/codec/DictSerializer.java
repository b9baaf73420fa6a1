package io.github.wampspring.protocol.codec;

import io.github.wampspring.protocol.Dict;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes details and options that are passed on as arguments.
 */
final class DictSerializer extends StdSerializer<Dict> {

	DictSerializer() {
		super(Dict.class);
	}

	@Override
	public void serialize(Dict value, JsonGenerator generator, SerializationContext context) {
		context.writeValue(generator, value.asMap());
	}

}
