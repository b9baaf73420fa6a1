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

import java.util.Base64;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Reads strings of U+0000 and base64 as the binary values that they are in WAMP. See the
 * section "Binary support in JSON" of the specification.
 */
final class JsonPayloadParser extends JsonParserDelegate {

	private byte @Nullable [] binary;

	JsonPayloadParser(JsonParser parser) {
		super(parser);
	}

	/**
	 * The bytes that a string stands for.
	 * @param string the string
	 * @return the bytes, {@code null} if it is an ordinary string
	 */
	static byte @Nullable [] decode(String string) {
		if (string.isEmpty() || string.charAt(0) != 0) {
			return null;
		}
		try {
			return Base64.getDecoder().decode(string.substring(1));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	@Override
	public @Nullable JsonToken nextToken() {
		return convert(this.delegate.nextToken());
	}

	@Override
	public @Nullable JsonToken nextValue() {
		return convert(this.delegate.nextValue());
	}

	private @Nullable JsonToken convert(@Nullable JsonToken token) {
		this.binary = (token == JsonToken.VALUE_STRING) ? decode(this.delegate.getString()) : null;
		return (this.binary != null) ? JsonToken.VALUE_EMBEDDED_OBJECT : token;
	}

	@Override
	public @Nullable String nextName() {
		return (nextToken() == JsonToken.PROPERTY_NAME) ? currentName() : null;
	}

	@Override
	public boolean nextName(SerializableString name) {
		return nextToken() == JsonToken.PROPERTY_NAME && name.getValue().equals(currentName());
	}

	@Override
	public int nextNameMatch(PropertyNameMatcher matcher) {
		this.binary = null;
		return super.nextNameMatch(matcher);
	}

	@Override
	public JsonParser skipChildren() {
		super.skipChildren();
		return this;
	}

	@Override
	public @Nullable JsonToken currentToken() {
		return (this.binary != null) ? JsonToken.VALUE_EMBEDDED_OBJECT : this.delegate.currentToken();
	}

	@Override
	public int currentTokenId() {
		return (this.binary != null) ? JsonToken.VALUE_EMBEDDED_OBJECT.id() : this.delegate.currentTokenId();
	}

	@Override
	public boolean hasTokenId(int id) {
		return currentTokenId() == id;
	}

	@Override
	public boolean hasToken(JsonToken token) {
		return currentToken() == token;
	}

	@Override
	public void clearCurrentToken() {
		this.binary = null;
		super.clearCurrentToken();
	}

	@Override
	public @Nullable Object getEmbeddedObject() {
		return (this.binary != null) ? this.binary : super.getEmbeddedObject();
	}

	@Override
	public byte[] getBinaryValue(Base64Variant variant) {
		return (this.binary != null) ? this.binary : super.getBinaryValue(variant);
	}

}
