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

package io.github.wampspring.codec.json;

import io.github.wampspring.codec.FrameTokens;
import io.github.wampspring.codec.FrameWriter;
import io.github.wampspring.codec.PayloadWriter;
import io.github.wampspring.codec.Slice;
import io.github.wampspring.codec.SliceSerializer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * WAMP in JSON.
 */
public final class JsonSerializer extends SliceSerializer {

	/**
	 * Creates the serializer.
	 * @param payloads writes arguments
	 */
	public JsonSerializer(PayloadWriter payloads) {
		super("json", payloads, Slice.of(new byte[] { ']' }));
	}

	@Override
	public boolean isBinary() {
		return false;
	}

	@Override
	protected FrameWriter writer(int sizeHint) {
		return new JsonWriter(sizeHint);
	}

	@Override
	protected FrameTokens tokens(Slice bytes, boolean payload) {
		return new JsonScanner(bytes, payload);
	}

	@Override
	protected JsonParser open(ObjectReadContext context, Slice value) {
		return new JsonSliceParser(context, value);
	}

}
