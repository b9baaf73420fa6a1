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

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

import io.github.wampspring.codec.FrameWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes binary values as WAMP wants them in JSON: U+0000, then base64. Refuses what JSON
 * cannot say. See the section "Binary support in JSON" of the specification.
 */
final class JsonPayloadGenerator extends JsonGeneratorDelegate {

	JsonPayloadGenerator(JsonGenerator generator) {
		super(generator, false);
	}

	@Override
	public JsonGenerator writeName(String name) {
		FrameWriter.checkUnicode(name);
		return super.writeName(name);
	}

	@Override
	public JsonGenerator writeString(@Nullable String text) {
		if (text != null) {
			FrameWriter.checkUnicode(text);
		}
		return super.writeString(text);
	}

	@Override
	public JsonGenerator writeString(char[] text, int offset, int length) {
		return writeString(new String(text, offset, length));
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
		byte[] slice = (length == data.length) ? data : Arrays.copyOfRange(data, offset, offset + length);
		return writeString("\0" + Base64.getEncoder().encodeToString(slice));
	}

	@Override
	public int writeBinary(Base64Variant variant, InputStream data, int length) {
		try {
			byte[] bytes = (length < 0) ? data.readAllBytes() : data.readNBytes(length);
			writeBinary(variant, bytes, 0, bytes.length);
			return bytes.length;
		}
		catch (IOException ex) {
			throw JacksonIOException.construct(ex, this);
		}
	}

	@Override
	public JsonGenerator writeNumber(double value) {
		JsonWriter.checkFinite(value);
		return super.writeNumber(value);
	}

	@Override
	public JsonGenerator writeNumber(float value) {
		JsonWriter.checkFinite(value);
		return super.writeNumber(value);
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigInteger value) {
		if (value != null) {
			FrameWriter.checkDigits(value);
		}
		return super.writeNumber(value);
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigDecimal value) {
		if (value != null) {
			FrameWriter.checkDigits(value);
		}
		return super.writeNumber(value);
	}

	@Override
	public JsonGenerator writeEmbeddedObject(@Nullable Object object) {
		return (object instanceof byte[] bytes) ? writeBinary(bytes) : super.writeEmbeddedObject(object);
	}

	@Override
	public JsonGenerator writeArray(double[] array, int offset, int length) {
		writeStartArray(array, length);
		for (int i = offset; i < offset + length; i++) {
			writeNumber(array[i]);
		}
		return writeEndArray();
	}

}
