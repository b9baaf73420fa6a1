package io.github.wampspring.protocol.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one message from a parser of whatever format: the fields into objects, the
 * arguments only as far as their end.
 */
abstract class FrameReader {

	private static final int MESSAGE_LENGTH = 200;

	private final JsonParser parser;

	private int fieldValues;

	FrameReader(JsonParser parser) {
		this.parser = parser;
	}

	/**
	 * Where the current token begins.
	 * @return its offset in the frame
	 */
	abstract int tokenStart();

	/**
	 * Where the current token ends.
	 * @return the offset behind it
	 */
	abstract int tokenEnd();

	/**
	 * The payload between offsets.
	 * @param start where the arguments begin
	 * @param argumentsEnd where they end
	 * @param keywordsStart where the keyword arguments begin; the end if there are none
	 * @param end where the last of them ends
	 * @param transparent whether a string or binary value stands in the arguments' place
	 * @return the payload
	 */
	abstract Payload payload(int start, int argumentsEnd, int keywordsStart, int end, boolean transparent);

	/**
	 * The string at the parser in the form that options have.
	 * @param string the string
	 * @return the string, or the binary value that it stands for
	 */
	abstract Object fieldValue(String string);

	final WampMessage read() {
		try (this.parser) {
			return readMessage();
		}
		catch (JacksonException ex) {
			String message = String.valueOf(ex.getOriginalMessage());
			throw new ProtocolViolation(
					"the message is malformed: " + message.substring(0, Math.min(message.length(), MESSAGE_LENGTH)));
		}
	}

	final WampSerializer.@Nullable Head readHead(int available) {
		try (this.parser) {
			MessageType type = readType();
			if (type == MessageType.ERROR) {
				this.parser.nextToken();
			}
			if (this.parser.nextToken() != JsonToken.VALUE_NUMBER_INT || tokenEnd() >= available) {
				return null;
			}
			return new WampSerializer.Head(type, this.parser.getLongValue());
		}
		catch (JacksonException | ProtocolViolation ex) {
			return null;
		}
	}

	private WampMessage readMessage() {
		MessageType type = readType();
		List<@Nullable Object> fields = new ArrayList<>(4);
		JsonToken token = next();
		while (token != JsonToken.END_ARRAY && fields.size() < type.fieldCount()) {
			fields.add(readField(token));
			token = next();
		}
		Payload payload = Payload.NONE;
		if (token != JsonToken.END_ARRAY) {
			if (!type.hasPayload()) {
				throw new ProtocolViolation(type + " has too many elements");
			}
			payload = readPayload(type, token);
		}
		if (this.parser.nextToken() != null) {
			throw new ProtocolViolation("there is something after the message");
		}
		return type.create(fields, payload);
	}

	private MessageType readType() {
		if (this.parser.nextToken() != JsonToken.START_ARRAY) {
			throw new ProtocolViolation("a message must be a list");
		}
		if (this.parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
			throw new ProtocolViolation("a message must begin with its type, an integer");
		}
		return MessageType.of(this.parser.getLongValue());
	}

	private Payload readPayload(MessageType type, JsonToken first) {
		int start = tokenStart();
		boolean transparent = first == JsonToken.VALUE_STRING || first == JsonToken.VALUE_EMBEDDED_OBJECT;
		if (!transparent && first != JsonToken.START_ARRAY) {
			throw new ProtocolViolation("the arguments of " + type + " must be a list");
		}
		boolean empty = !transparent && skipContent(JsonToken.END_ARRAY);
		int argumentsEnd = tokenEnd();
		int keywordsStart = argumentsEnd;
		int end = argumentsEnd;
		JsonToken token = next();
		if (token == JsonToken.START_OBJECT && !transparent) {
			int position = tokenStart();
			if (!skipContent(JsonToken.END_OBJECT)) {
				keywordsStart = position;
				end = tokenEnd();
				empty = false;
			}
			token = next();
		}
		if (token != JsonToken.END_ARRAY) {
			throw new ProtocolViolation("after the arguments of " + type + " only keyword arguments may follow");
		}
		return empty ? Payload.NONE : payload(start, argumentsEnd, keywordsStart, end, transparent);
	}

	/**
	 * Skips the content of a list or dictionary.
	 * @param last the token that ends it
	 * @return whether it is empty
	 */
	private boolean skipContent(JsonToken last) {
		JsonToken token = next();
		if (token == last) {
			return true;
		}
		while (token != last) {
			this.parser.skipChildren();
			token = next();
		}
		return false;
	}

	private @Nullable Object readField(JsonToken token) {
		if (++this.fieldValues > Limits.FIELD_VALUES) {
			throw new ProtocolViolation("there are too many options");
		}
		return switch (token) {
			case START_OBJECT -> readDict();
			case START_ARRAY -> readList();
			case VALUE_STRING -> readString();
			case VALUE_NUMBER_INT -> this.parser.getNumberValue();
			case VALUE_NUMBER_FLOAT -> this.parser.getDoubleValue();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_EMBEDDED_OBJECT -> this.parser.getEmbeddedObject();
			default -> null;
		};
	}

	private Object readString() {
		String string = this.parser.getString();
		if (!Utf8.isWellFormed(string)) {
			throw new ProtocolViolation("a string is not valid Unicode");
		}
		return fieldValue(string);
	}

	private Dict readDict() {
		JsonToken token = next();
		if (token == JsonToken.END_OBJECT) {
			return Dict.EMPTY;
		}
		Map<String, @Nullable Object> entries = new LinkedHashMap<>();
		while (token != JsonToken.END_OBJECT) {
			String key = this.parser.currentName();
			if (entries.containsKey(key)) {
				throw new ProtocolViolation("a dictionary has the same key twice");
			}
			entries.put(key, readField(next()));
			token = next();
		}
		return Dict.copyOf(entries);
	}

	private List<@Nullable Object> readList() {
		JsonToken token = next();
		if (token == JsonToken.END_ARRAY) {
			return List.of();
		}
		List<@Nullable Object> elements = new ArrayList<>();
		while (token != JsonToken.END_ARRAY) {
			elements.add(readField(token));
			token = next();
		}
		return Collections.unmodifiableList(elements);
	}

	private JsonToken next() {
		JsonToken token = this.parser.nextToken();
		if (token == null) {
			throw new ProtocolViolation("the message is cut off");
		}
		return token;
	}

}
