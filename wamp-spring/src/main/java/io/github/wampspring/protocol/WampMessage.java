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

/**
 * A message of WAMP v2. Each record has the fields of the specification's section
 * "Messages" in their order. Whoever makes a record vouches for its values; what comes
 * from outside is made and checked by {@link MessageType#create}.
 */
public sealed interface WampMessage {

	/**
	 * The type.
	 * @return the type, which has the code
	 */
	MessageType type();

	/**
	 * The fields between the code and the payload, for encoders. Each is a {@link Long},
	 * an {@link Integer}, a {@link String} or a {@link Dict}.
	 * @return the fields in their order
	 */
	Object[] fields();

	/**
	 * The arguments.
	 * @return the payload, {@link Payload#NONE} for messages that have none
	 */
	default Payload payload() {
		return Payload.NONE;
	}

	/** Opens a session: {@code [HELLO, Realm|uri, Details|dict]}. */
	record Hello(String realm, Dict details) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.HELLO;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.realm, this.details };
		}

	}

	/** Accepts a session: {@code [WELCOME, Session|id, Details|dict]}. */
	record Welcome(long session, Dict details) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.WELCOME;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.session, this.details };
		}

	}

	/**
	 * Refuses or ends a session:
	 * {@code [ABORT, Details|dict, Reason|uri, Arguments|list, ArgumentsKw|dict]}.
	 */
	record Abort(Dict details, String reason, Payload payload) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.ABORT;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.details, this.reason };
		}

	}

	/**
	 * Asks for a proof of identity: {@code [CHALLENGE, AuthMethod|string, Extra|dict]}.
	 */
	record Challenge(String method, Dict extra) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.CHALLENGE;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.method, this.extra };
		}

	}

	/** Answers a challenge: {@code [AUTHENTICATE, Signature|string, Extra|dict]}. */
	record Authenticate(String signature, Dict extra) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.AUTHENTICATE;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.signature, this.extra };
		}

	}

	/** Closes a session: {@code [GOODBYE, Details|dict, Reason|uri]}. */
	record Goodbye(Dict details, String reason, Payload payload) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.GOODBYE;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.details, this.reason };
		}

	}

	/**
	 * Tells that a request failed:
	 * {@code [ERROR, REQUEST.Type|int, REQUEST.Request|id, Details|dict, Error|uri, Arguments|list, ArgumentsKw|dict]}.
	 */
	record Error(MessageType requestType, long request, Dict details, String error,
			Payload payload) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.ERROR;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.requestType.code(), this.request, this.details, this.error };
		}

	}

	/**
	 * Publishes an event:
	 * {@code [PUBLISH, Request|id, Options|dict, Topic|uri, Arguments|list, ArgumentsKw|dict]}.
	 */
	record Publish(long request, Dict options, String topic, Payload payload) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.PUBLISH;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.options, this.topic };
		}

	}

	/**
	 * Acknowledges a publication:
	 * {@code [PUBLISHED, PUBLISH.Request|id, Publication|id]}.
	 */
	record Published(long request, long publication) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.PUBLISHED;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.publication };
		}

	}

	/**
	 * Subscribes to a topic: {@code [SUBSCRIBE, Request|id, Options|dict, Topic|uri]}.
	 */
	record Subscribe(long request, Dict options, String topic) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.SUBSCRIBE;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.options, this.topic };
		}

	}

	/**
	 * Acknowledges a subscription:
	 * {@code [SUBSCRIBED, SUBSCRIBE.Request|id, Subscription|id]}.
	 */
	record Subscribed(long request, long subscription) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.SUBSCRIBED;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.subscription };
		}

	}

	/**
	 * Ends a subscription: {@code [UNSUBSCRIBE, Request|id, SUBSCRIBED.Subscription|id]},
	 * options may follow.
	 */
	record Unsubscribe(long request, long subscription, Dict options) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.UNSUBSCRIBE;
		}

		@Override
		public Object[] fields() {
			return this.options.isEmpty() ? new Object[] { this.request, this.subscription }
					: new Object[] { this.request, this.subscription, this.options };
		}

	}

	/**
	 * Acknowledges the end of a subscription:
	 * {@code [UNSUBSCRIBED, UNSUBSCRIBE.Request|id]}; with request 0 and details it
	 * revokes one.
	 */
	record Unsubscribed(long request, Dict details) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.UNSUBSCRIBED;
		}

		@Override
		public Object[] fields() {
			return this.details.isEmpty() ? new Object[] { this.request } : new Object[] { this.request, this.details };
		}

	}

	/**
	 * Delivers an event:
	 * {@code [EVENT, SUBSCRIBED.Subscription|id, PUBLISHED.Publication|id, Details|dict, ...]}.
	 */
	record Event(long subscription, long publication, Dict details, Payload payload) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.EVENT;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.subscription, this.publication, this.details };
		}

	}

	/**
	 * Calls a procedure:
	 * {@code [CALL, Request|id, Options|dict, Procedure|uri, Arguments|list, ArgumentsKw|dict]}.
	 */
	record Call(long request, Dict options, String procedure, Payload payload) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.CALL;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.options, this.procedure };
		}

	}

	/** Cancels a call: {@code [CANCEL, CALL.Request|id, Options|dict]}. */
	record Cancel(long request, Dict options) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.CANCEL;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.options };
		}

	}

	/**
	 * Delivers a result:
	 * {@code [RESULT, CALL.Request|id, Details|dict, YIELD.Arguments|list, YIELD.ArgumentsKw|dict]}.
	 */
	record Result(long request, Dict details, Payload payload) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.RESULT;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.details };
		}

	}

	/**
	 * Registers a procedure: {@code [REGISTER, Request|id, Options|dict, Procedure|uri]}.
	 */
	record Register(long request, Dict options, String procedure) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.REGISTER;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.options, this.procedure };
		}

	}

	/**
	 * Acknowledges a registration:
	 * {@code [REGISTERED, REGISTER.Request|id, Registration|id]}.
	 */
	record Registered(long request, long registration) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.REGISTERED;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.registration };
		}

	}

	/**
	 * Ends a registration: {@code [UNREGISTER, Request|id, REGISTERED.Registration|id]},
	 * options may follow.
	 */
	record Unregister(long request, long registration, Dict options) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.UNREGISTER;
		}

		@Override
		public Object[] fields() {
			return this.options.isEmpty() ? new Object[] { this.request, this.registration }
					: new Object[] { this.request, this.registration, this.options };
		}

	}

	/**
	 * Acknowledges the end of a registration:
	 * {@code [UNREGISTERED, UNREGISTER.Request|id]}; with request 0 and details it
	 * revokes one.
	 */
	record Unregistered(long request, Dict details) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.UNREGISTERED;
		}

		@Override
		public Object[] fields() {
			return this.details.isEmpty() ? new Object[] { this.request } : new Object[] { this.request, this.details };
		}

	}

	/**
	 * Invokes a procedure:
	 * {@code [INVOCATION, Request|id, REGISTERED.Registration|id, Details|dict, ...]}.
	 */
	record Invocation(long request, long registration, Dict details, Payload payload) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.INVOCATION;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.registration, this.details };
		}

	}

	/**
	 * Interrupts an invocation: {@code [INTERRUPT, INVOCATION.Request|id, Options|dict]}.
	 */
	record Interrupt(long request, Dict options) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.INTERRUPT;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.options };
		}

	}

	/**
	 * Yields a result:
	 * {@code [YIELD, INVOCATION.Request|id, Options|dict, Arguments|list, ArgumentsKw|dict]}.
	 */
	record Yield(long request, Dict options, Payload payload) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.YIELD;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.request, this.options };
		}

	}

	/**
	 * Tells how many messages have been received since WELCOME:
	 * {@code [256, Messages|integer]}. An extension message between peers that can resume
	 * the session.
	 */
	record Received(long messages) implements WampMessage {

		@Override
		public MessageType type() {
			return MessageType.RECEIVED;
		}

		@Override
		public Object[] fields() {
			return new Object[] { this.messages };
		}

	}

}
