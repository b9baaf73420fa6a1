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

import java.nio.charset.StandardCharsets;

import io.github.wampspring.codec.EncodedPayload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * A payload in JSON.
 *
 * @param text the arguments and, after a comma, the keyword arguments
 * @param argumentsEnd where the arguments end
 * @param keywordsStart where the keyword arguments begin; behind the end if there are
 * none
 */
record JsonPayload(String text, int argumentsEnd, int keywordsStart) implements EncodedPayload {

	/** Jackson copies so much into a buffer of its own, more it would read in pieces. */
	private static final int COPIED = 0x8000;

	private static final String ESCAPED_NULL = "\\u0000";

	@Override
	public String encoding() {
		return JsonSerializer.NAME;
	}

	@Override
	public boolean isTransparent() {
		return this.text.charAt(0) == '"';
	}

	@Override
	public byte[] bytes() {
		return this.text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public int length() {
		return this.text.length();
	}

	@Override
	public boolean hasKeywords() {
		return this.keywordsStart < this.text.length();
	}

	@Override
	public JsonParser openArguments(ObjectReadContext context) {
		return open(context, this.text.substring(0, this.argumentsEnd));
	}

	@Override
	public @Nullable JsonParser openKeywords(ObjectReadContext context) {
		return hasKeywords() ? open(context, this.text.substring(this.keywordsStart)) : null;
	}

	private static JsonParser open(ObjectReadContext context, String json) {
		JsonParser parser = (json.length() <= COPIED) ? JsonSerializer.FACTORY.createParser(context, json)
				: JsonSerializer.FACTORY.createParser(context, json.toCharArray());
		return json.contains(ESCAPED_NULL) ? new JsonPayloadParser(parser) : parser;
	}

	@Override
	public String toString() {
		return "JsonPayload[length=" + length() + "]";
	}

}
