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

package io.github.wampspring.protocol;

import java.util.List;

import io.github.wampspring.protocol.WampMessage.Abort;
import io.github.wampspring.protocol.WampMessage.Authenticate;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Received;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage.Yield;
import org.jspecify.annotations.Nullable;

/**
 * The types of messages: code, fields before the payload, and how a record is made of
 * them. See the sections "Messages" and "Extension Messages" of the specification.
 */
public enum MessageType {

	/** A client opens a session. */
	HELLO(1, (f, p) -> new Hello(f.string(0), f.dict(1)), FieldKind.URI, FieldKind.DICT),

	/** The router accepts a session. */
	WELCOME(2, (f, p) -> new Welcome(f.number(0), f.dict(1)), FieldKind.ID, FieldKind.DICT),

	/** Either side refuses a session, or ends it because of a violation. */
	ABORT(3, (f, p) -> new Abort(f.dict(0), f.string(1), p), FieldKind.DETAILS, FieldKind.URI),

	/** The router asks for a proof of identity. */
	CHALLENGE(4, (f, p) -> new Challenge(f.string(0), f.dict(1)), FieldKind.STRING, FieldKind.DETAILS),

	/** The client answers a challenge. */
	AUTHENTICATE(5, (f, p) -> new Authenticate(f.string(0), f.dict(1)), FieldKind.STRING, FieldKind.DICT),

	/** Either side closes the session. */
	GOODBYE(6, (f, p) -> new Goodbye(f.dict(0), f.string(1), p), FieldKind.DETAILS, FieldKind.URI),

	/** A request failed. */
	ERROR(8, (f, p) -> new Error(f.requestType(0), f.number(1), f.dict(2), f.string(3), p), FieldKind.REQUEST_TYPE,
			FieldKind.ID, FieldKind.DETAILS, FieldKind.URI),

	/** A publisher publishes an event. */
	PUBLISH(16, (f, p) -> new Publish(f.number(0), f.dict(1), f.string(2), p), FieldKind.ID, FieldKind.DICT,
			FieldKind.URI),

	/** The broker acknowledges a publication. */
	PUBLISHED(17, (f, p) -> new Published(f.number(0), f.number(1)), FieldKind.ID, FieldKind.ID),

	/** A subscriber subscribes to a topic. */
	SUBSCRIBE(32, (f, p) -> new Subscribe(f.number(0), f.dict(1), f.string(2)), FieldKind.ID, FieldKind.DICT,
			FieldKind.URI),

	/** The broker acknowledges a subscription. */
	SUBSCRIBED(33, (f, p) -> new Subscribed(f.number(0), f.number(1)), FieldKind.ID, FieldKind.ID),

	/** A subscriber ends a subscription. */
	UNSUBSCRIBE(34, (f, p) -> new Unsubscribe(f.number(0), f.number(1), f.dict(2)), FieldKind.ID, FieldKind.ID,
			FieldKind.OPTIONAL_DICT),

	/** The broker acknowledges the end of a subscription, or revokes it. */
	UNSUBSCRIBED(35, (f, p) -> new Unsubscribed(f.number(0), f.dict(1)), FieldKind.ID_OR_ZERO,
			FieldKind.OPTIONAL_DETAILS),

	/** The broker delivers an event. */
	EVENT(36, (f, p) -> new Event(f.number(0), f.number(1), f.dict(2), p), FieldKind.ID, FieldKind.ID,
			FieldKind.DETAILS),

	/** A caller calls a procedure. */
	CALL(48, (f, p) -> new Call(f.number(0), f.dict(1), f.string(2), p), FieldKind.ID, FieldKind.DICT, FieldKind.URI),

	/** A caller cancels a call. */
	CANCEL(49, (f, p) -> new Cancel(f.number(0), f.dict(1)), FieldKind.ID, FieldKind.DICT),

	/** The dealer delivers a result. */
	RESULT(50, (f, p) -> new Result(f.number(0), f.dict(1), p), FieldKind.ID, FieldKind.DETAILS),

	/** A callee registers a procedure. */
	REGISTER(64, (f, p) -> new Register(f.number(0), f.dict(1), f.string(2)), FieldKind.ID, FieldKind.DICT,
			FieldKind.URI),

	/** The dealer acknowledges a registration. */
	REGISTERED(65, (f, p) -> new Registered(f.number(0), f.number(1)), FieldKind.ID, FieldKind.ID),

	/** A callee ends a registration. */
	UNREGISTER(66, (f, p) -> new Unregister(f.number(0), f.number(1), f.dict(2)), FieldKind.ID, FieldKind.ID,
			FieldKind.OPTIONAL_DICT),

	/** The dealer acknowledges the end of a registration, or revokes it. */
	UNREGISTERED(67, (f, p) -> new Unregistered(f.number(0), f.dict(1)), FieldKind.ID_OR_ZERO,
			FieldKind.OPTIONAL_DETAILS),

	/** The dealer invokes a procedure. */
	INVOCATION(68, (f, p) -> new Invocation(f.number(0), f.number(1), f.dict(2), p), FieldKind.ID, FieldKind.ID,
			FieldKind.DETAILS),

	/** The dealer interrupts an invocation. */
	INTERRUPT(69, (f, p) -> new Interrupt(f.number(0), f.dict(1)), FieldKind.ID, FieldKind.DETAILS),

	/** A callee yields a result. */
	YIELD(70, (f, p) -> new Yield(f.number(0), f.dict(1), p), FieldKind.ID, FieldKind.DICT),

	/**
	 * Either side of a session that can be resumed tells what it has received. An
	 * extension message, which goes only to peers that have announced that they count.
	 */
	RECEIVED(256, (f, p) -> new Received(f.number(0)), FieldKind.ID_OR_ZERO);

	private static final @Nullable MessageType[] BY_CODE = new @Nullable MessageType[257];

	static {
		for (MessageType type : values()) {
			BY_CODE[type.code] = type;
		}
	}

	private final int code;

	private final Factory factory;

	private final List<FieldKind> fields;

	MessageType(int code, Factory factory, FieldKind... fields) {
		this.code = code;
		this.factory = factory;
		this.fields = List.of(fields);
	}

	/**
	 * The code.
	 * @return what stands first in a message
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Finds a type.
	 * @param code the code
	 * @return the type
	 * @throws ProtocolViolation if there is none of that code
	 */
	public static MessageType of(long code) {
		MessageType type = (code > 0 && code < BY_CODE.length) ? BY_CODE[(int) code] : null;
		if (type == null) {
			throw new ProtocolViolation("there is no message of type " + code);
		}
		return type;
	}

	/**
	 * The number of fields between the code and the payload, at the most.
	 * @return how many elements a decoder has to read before the payload begins
	 */
	public int fieldCount() {
		return this.fields.size();
	}

	/**
	 * Whether arguments may follow the fields.
	 * @return {@code false} if elements after the fields are a violation
	 */
	public boolean hasPayload() {
		return switch (this) {
			case ABORT, GOODBYE, ERROR, PUBLISH, EVENT, CALL, RESULT, INVOCATION, YIELD -> true;
			default -> false;
		};
	}

	/**
	 * Makes a message of what a decoder has read, and checks it.
	 * @param values the fields after the code, at most {@link #fieldCount()} of them, as
	 * strings, integers, booleans, lists, maps or {@link Dict}s
	 * @param payload what followed the fields, {@link Payload#NONE} for nothing
	 * @return the message
	 * @throws ProtocolViolation if a field is missing, or of a wrong type or range
	 */
	public WampMessage create(List<? extends @Nullable Object> values, Payload payload) {
		Object[] checked = new Object[this.fields.size()];
		for (int i = 0; i < checked.length; i++) {
			FieldKind kind = this.fields.get(i);
			if (i < values.size()) {
				checked[i] = kind.check(values.get(i), this, i + 1);
				if (checked[i] instanceof Dict dict && !dict.isEmpty()) {
					OptionRules.check(this, dict);
				}
			}
			else if (kind.isOptional()) {
				checked[i] = Dict.EMPTY;
			}
			else {
				throw new ProtocolViolation(this + " has too few elements: " + (values.size() + 1));
			}
		}
		Fields fields = new Fields(checked);
		if (payload instanceof Payload.Encoded encoded && encoded.isTransparent()) {
			checkTransparent(checked);
		}
		return this.factory.create(fields, payload);
	}

	private void checkTransparent(Object[] fields) {
		for (Object field : fields) {
			if (field instanceof Dict dict && PayloadAttributes.isUsed(dict)) {
				return;
			}
		}
		throw new ProtocolViolation("the arguments of " + this + " must be a list");
	}

	private interface Factory {

		WampMessage create(Fields fields, Payload payload);

	}

	private record Fields(Object[] values) {

		String string(int index) {
			return (String) this.values[index];
		}

		long number(int index) {
			return (Long) this.values[index];
		}

		Dict dict(int index) {
			return (Dict) this.values[index];
		}

		MessageType requestType(int index) {
			MessageType type = of(number(index));
			return switch (type) {
				case PUBLISH, SUBSCRIBE, UNSUBSCRIBE, CALL, CANCEL, REGISTER, UNREGISTER, INVOCATION, INTERRUPT -> type;
				default -> throw new ProtocolViolation("an ERROR cannot answer " + type);
			};
		}

	}

}
