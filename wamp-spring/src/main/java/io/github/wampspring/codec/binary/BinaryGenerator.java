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

package io.github.wampspring.codec.binary;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.wampspring.codec.Limits;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.Version;
import tools.jackson.core.base.GeneratorBase;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JacksonFeatureSet;
import tools.jackson.core.util.SimpleStreamWriteContext;

/**
 * A Jackson generator over a {@link BinaryWriter}.
 */
final class BinaryGenerator extends GeneratorBase {

	/** Deeper containers get a wide head at once, so that little has to be moved. */
	private static final int NARROW_DEPTH = 16;

	/** Has no buffers to give back. */
	private static final IOContext IO_CONTEXT = new IOContext(StreamReadConstraints.defaults(),
			StreamWriteConstraints.defaults(), ErrorReportConfiguration.defaults(), new BufferRecycler(),
			ContentReference.unknown(), false, JsonEncoding.UTF8)
		.markBufferRecyclerReleased();

	private final BinaryWriter writer;

	private final int maxDepth;

	private SimpleStreamWriteContext context = SimpleStreamWriteContext.createRootContext(null);

	private int[] starts = new int[8];

	BinaryGenerator(ObjectWriteContext writeContext, BinaryWriter writer, int maxDepth) {
		super(writeContext, IO_CONTEXT, 0);
		this.writer = writer;
		this.maxDepth = maxDepth;
	}

	// Containers

	@Override
	public JsonGenerator writeStartArray() throws JacksonException {
		return writeStartArray(null);
	}

	@Override
	public JsonGenerator writeStartArray(@Nullable Object forValue) throws JacksonException {
		_verifyValueWrite("start an array");
		this.context = this.context.createChildArrayContext(forValue);
		return start();
	}

	@Override
	public JsonGenerator writeStartObject() throws JacksonException {
		return writeStartObject(null);
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object forValue) throws JacksonException {
		_verifyValueWrite("start an object");
		this.context = this.context.createChildObjectContext(forValue);
		return start();
	}

	private JsonGenerator start() {
		int depth = this.context.getNestingDepth();
		if (depth > this.maxDepth) {
			_reportError("Nested deeper than " + Limits.DEPTH);
		}
		if (depth > this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, depth * 2);
		}
		this.starts[depth - 1] = this.writer.reserveHead(depth > NARROW_DEPTH);
		return this;
	}

	@Override
	public JsonGenerator writeEndArray() throws JacksonException {
		if (!this.context.inArray()) {
			_reportError("Current context is not an array");
		}
		return end(false);
	}

	@Override
	public JsonGenerator writeEndObject() throws JacksonException {
		if (!this.context.inObject()) {
			_reportError("Current context is not an object");
		}
		return end(true);
	}

	private JsonGenerator end(boolean dict) {
		int depth = this.context.getNestingDepth();
		this.writer.writeHead(this.starts[depth - 1], depth > NARROW_DEPTH, this.context.getEntryCount(), dict);
		this.context = this.context.clearAndGetParent();
		return this;
	}

	@Override
	public JsonGenerator writeName(String name) throws JacksonException {
		if (!this.context.writeName(name)) {
			_reportError("Can not write a property name, expecting a value");
		}
		this.writer.key(name);
		return this;
	}

	@Override
	public JsonGenerator writePropertyId(long id) throws JacksonException {
		return writeName(Long.toString(id));
	}

	// Strings and bytes

	@Override
	public JsonGenerator writeString(@Nullable String text) throws JacksonException {
		if (text == null) {
			return writeNull();
		}
		_verifyValueWrite(WRITE_STRING);
		this.writer.string(text);
		return this;
	}

	@Override
	public JsonGenerator writeString(char[] buffer, int offset, int length) throws JacksonException {
		return writeString(new String(buffer, offset, length));
	}

	@Override
	public JsonGenerator writeString(Reader reader, int length) throws JacksonException {
		StringBuilder text = new StringBuilder();
		char[] buffer = new char[4096];
		try {
			int count = 0;
			while (count >= 0 && (length < 0 || text.length() < length)) {
				text.append(buffer, 0, count);
				count = reader.read(buffer, 0,
						(length < 0) ? buffer.length : Math.min(buffer.length, length - text.length()));
			}
		}
		catch (IOException ex) {
			throw _wrapIOFailure(ex);
		}
		return writeString(text.toString());
	}

	@Override
	public JsonGenerator writeRawUTF8String(byte[] buffer, int offset, int length) throws JacksonException {
		return writeUTF8String(buffer, offset, length);
	}

	@Override
	public JsonGenerator writeUTF8String(byte[] buffer, int offset, int length) throws JacksonException {
		return writeString(new String(buffer, offset, length, StandardCharsets.UTF_8));
	}

	@Override
	public JsonGenerator writeRaw(String text) throws JacksonException {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeRaw(String text, int offset, int length) throws JacksonException {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeRaw(char[] text, int offset, int length) throws JacksonException {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeRaw(char c) throws JacksonException {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length)
			throws JacksonException {
		_verifyValueWrite(WRITE_BINARY);
		this.writer.binary(data, offset, length);
		return this;
	}

	@Override
	public int writeBinary(Base64Variant variant, InputStream data, int length) throws JacksonException {
		try {
			byte[] bytes = (length < 0) ? data.readAllBytes() : data.readNBytes(length);
			writeBinary(variant, bytes, 0, bytes.length);
			return bytes.length;
		}
		catch (IOException ex) {
			throw _wrapIOFailure(ex);
		}
	}

	// Numbers and other scalars

	@Override
	public JsonGenerator writeNumber(short value) throws JacksonException {
		return writeNumber((long) value);
	}

	@Override
	public JsonGenerator writeNumber(int value) throws JacksonException {
		return writeNumber((long) value);
	}

	@Override
	public JsonGenerator writeNumber(long value) throws JacksonException {
		_verifyValueWrite(WRITE_NUMBER);
		this.writer.integer(value);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigInteger value) throws JacksonException {
		if (value == null) {
			return writeNull();
		}
		_verifyValueWrite(WRITE_NUMBER);
		this.writer.integer(value);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(double value) throws JacksonException {
		_verifyValueWrite(WRITE_NUMBER);
		this.writer.floating(value);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(float value) throws JacksonException {
		_verifyValueWrite(WRITE_NUMBER);
		this.writer.floating(value);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigDecimal value) throws JacksonException {
		if (value == null) {
			return writeNull();
		}
		_verifyValueWrite(WRITE_NUMBER);
		this.writer.decimal(value);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(String encoded) throws JacksonException {
		BigDecimal value = new BigDecimal(encoded);
		return (value.scale() == 0) ? writeNumber(value.unscaledValue()) : writeNumber(value);
	}

	@Override
	public JsonGenerator writeBoolean(boolean value) throws JacksonException {
		_verifyValueWrite(WRITE_BOOLEAN);
		this.writer.bool(value);
		return this;
	}

	@Override
	public JsonGenerator writeNull() throws JacksonException {
		_verifyValueWrite(WRITE_NULL);
		this.writer.nil();
		return this;
	}

	// Housekeeping

	@Override
	protected void _verifyValueWrite(String what) throws JacksonException {
		if (!this.context.writeValue()) {
			_reportError("Can not " + what + ", expecting a property name");
		}
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public TokenStreamContext streamWriteContext() {
		return this.context;
	}

	@Override
	public @Nullable Object streamWriteOutputTarget() {
		return null;
	}

	@Override
	public int streamWriteOutputBuffered() {
		return -1;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.context.currentValue();
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.context.assignCurrentValue(value);
	}

	/**
	 * As of JSON, so that types which have a short binary form (UUIDs) are the same
	 * strings with all serializers.
	 */
	@Override
	public JacksonFeatureSet<StreamWriteCapability> streamWriteCapabilities() {
		return DEFAULT_TEXTUAL_WRITE_CAPABILITIES;
	}

	@Override
	public void flush() {
	}

	@Override
	protected void _closeInput() {
	}

	@Override
	protected void _releaseBuffers() {
	}

}
