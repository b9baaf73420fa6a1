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

package io.github.wampspring.codec.jackson;

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
