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
package io.github.wampspring.codec;

import java.io.IOException;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.Version;
import tools.jackson.core.base.ParserMinimalBase;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.util.SimpleStreamReadContext;

/**
 * A Jackson parser of a slice of bytes: what the formats have in common. There is nothing
 * to set up and no buffer, so that opening one costs little.
 */
public abstract class SliceParser extends ParserMinimalBase {

	private SimpleStreamReadContext context = SimpleStreamReadContext.createRootContext(null);

	protected SliceParser(ObjectReadContext readContext) {
		super(readContext);
	}

	/**
	 * Moves on.
	 * @return the next token, {@code null} at the end
	 */
	protected abstract @Nullable JsonToken advance();

	/** Moves on to the end of the list or dictionary that has just begun. */
	protected abstract void skipContent();

	/**
	 * The string or the dictionary's key at this token.
	 * @return the string
	 */
	protected abstract String text();

	/**
	 * The binary value at this token.
	 * @return a copy
	 */
	protected abstract byte[] data();

	/**
	 * The number at this token, for those who ask for text.
	 * @return its digits
	 */
	protected abstract String digits();

	/**
	 * Where the token begins.
	 * @return its offset in the array
	 */
	public abstract int start();

	/**
	 * Where the token ends.
	 * @return the offset behind it
	 */
	public abstract int end();

	public final StreamReadException malformed(String message) {
		return new StreamReadException(this, message);
	}

	protected final void requireNumber() {
		if (this._currToken != JsonToken.VALUE_NUMBER_INT && this._currToken != JsonToken.VALUE_NUMBER_FLOAT) {
			throw malformed("not a number");
		}
	}

	@Override
	public final @Nullable JsonToken nextToken() {
		JsonToken token = advance();
		if (token == JsonToken.START_ARRAY) {
			this.context = this.context.createChildArrayContext(-1, -1);
		}
		else if (token == JsonToken.START_OBJECT) {
			this.context = this.context.createChildObjectContext(-1, -1);
		}
		else if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
			this.context = this.context.clearAndGetParent();
		}
		else if (token == JsonToken.PROPERTY_NAME) {
			this.context.setCurrentName(text());
		}
		this._currToken = token;
		return token;
	}

	@Override
	public final SliceParser skipChildren() {
		if (this._currToken == JsonToken.START_ARRAY || this._currToken == JsonToken.START_OBJECT) {
			skipContent();
			this.context = this.context.clearAndGetParent();
			this._currToken = (this._currToken == JsonToken.START_OBJECT) ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
		}
		return this;
	}

	// Text

	@Override
	public @Nullable String currentName() {
		boolean started = this._currToken == JsonToken.START_ARRAY || this._currToken == JsonToken.START_OBJECT;
		TokenStreamContext named = started ? this.context.getParent() : this.context;
		return (named != null) ? named.currentName() : null;
	}

	@Override
	public @Nullable String getString() {
		if (this._currToken == null) {
			return null;
		}
		return switch (this._currToken) {
			case VALUE_STRING -> text();
			case PROPERTY_NAME -> this.context.currentName();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> digits();
			default -> this._currToken.asString();
		};
	}

	@Override
	public char @Nullable [] getStringCharacters() {
		String string = getString();
		return (string != null) ? string.toCharArray() : null;
	}

	@Override
	public int getStringLength() {
		String string = getString();
		return (string != null) ? string.length() : 0;
	}

	@Override
	public int getStringOffset() {
		return 0;
	}

	@Override
	public boolean hasStringCharacters() {
		return false;
	}

	// Binary values

	@Override
	public @Nullable Object getEmbeddedObject() {
		return (this._currToken == JsonToken.VALUE_EMBEDDED_OBJECT) ? data() : null;
	}

	@Override
	public byte[] getBinaryValue(Base64Variant variant) {
		if (this._currToken == JsonToken.VALUE_EMBEDDED_OBJECT) {
			return data();
		}
		if (this._currToken == JsonToken.VALUE_STRING) {
			try {
				return variant.decode(text());
			}
			catch (IllegalArgumentException ex) {
				throw malformed("not valid base64");
			}
		}
		throw malformed("not a binary value");
	}

	@Override
	public int readBinaryValue(Base64Variant variant, OutputStream target) {
		byte[] value = getBinaryValue(variant);
		try {
			target.write(value);
		}
		catch (IOException ex) {
			throw JacksonIOException.construct(ex, this);
		}
		return value.length;
	}

	// Housekeeping

	@Override
	public TokenStreamContext streamReadContext() {
		return this.context;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.context.currentValue();
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.context.assignCurrentValue(value);
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public StreamReadConstraints streamReadConstraints() {
		return Limits.CONSTRAINTS;
	}

	@Override
	public TokenStreamLocation currentTokenLocation() {
		return new TokenStreamLocation(ContentReference.unknown(), start(), -1, -1, -1);
	}

	@Override
	public TokenStreamLocation currentLocation() {
		return new TokenStreamLocation(ContentReference.unknown(), end(), -1, -1, -1);
	}

	@Override
	public @Nullable Object streamReadInputSource() {
		return null;
	}

	@Override
	protected void _closeInput() {
	}

	@Override
	protected void _releaseBuffers() {
	}

	@Override
	protected void _handleEOF() {
		throw malformed("cut off");
	}

}
