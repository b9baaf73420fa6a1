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

package io.github.wampspring.router.cluster;

import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.protocol.Feature;
import io.github.wampspring.router.cluster.Frame.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Entries and events in frames. Each entry is a block after its kind, so that one of a
 * kind that a later version has can be skipped.
 */
final class EntryCodec {

	private static final int SIZE_HINT = 128;

	private final WampValues values;

	EntryCodec(WampValues values) {
		this.values = values;
	}

	void writeAll(FrameOutput output, List<Entry> entries) {
		output.number(entries.size());
		for (Entry entry : entries) {
			Codes.ENTRIES.write(output, entry.key().kind());
			FrameOutput block = new FrameOutput(SIZE_HINT);
			write(block, entry);
			output.block(block);
		}
	}

	List<Entry> readAll(FrameInput input) {
		int count = input.elements(2);
		List<Entry> entries = new ArrayList<>(Math.min(count, 1024));
		for (int i = 0; i < count; i++) {
			int kind = input.get();
			FrameInput block = input.block();
			if (Codes.ENTRIES.isKnown(kind)) {
				entries.add(read(Codes.ENTRIES.of(kind), block));
			}
		}
		return entries;
	}

	void writeKey(FrameOutput output, Entry.Key key) {
		Codes.ENTRIES.write(output, key.kind());
		output.number(key.id());
		output.number(key.member());
	}

	/**
	 * Reads a key.
	 * @return the key, {@code null} if it is of a kind that a later version has
	 */
	Entry.@Nullable Key readKey(FrameInput input) {
		int kind = input.get();
		long id = input.number();
		long member = input.number();
		return Codes.ENTRIES.isKnown(kind) ? new Entry.Key(Codes.ENTRIES.of(kind), id, member) : null;
	}

	private void write(FrameOutput output, Entry entry) {
		if (entry instanceof Entry.Session session) {
			writeSession(output, session);
		}
		else if (entry instanceof Entry.Callee callee) {
			writeCallee(output, callee);
		}
		else if (entry instanceof Entry.Subscriber subscriber) {
			output.number(subscriber.subscription());
			output.number(subscriber.session());
			Codes.MATCHES.write(output, subscriber.match());
			output.string(subscriber.topic());
			output.number(subscriber.created());
		}
		else if (entry instanceof Entry.Testament testament) {
			output.number(testament.session());
			output.number(testament.number());
			output.bool(testament.detached());
			writeEventBlock(output, testament.event());
		}
		else if (entry instanceof Entry.Retained retained) {
			writeEventBlock(output, retained.event());
			output.number(retained.age());
		}
	}

	private void writeEventBlock(FrameOutput output, Frame.Event event) {
		FrameOutput block = new FrameOutput(SIZE_HINT);
		block.string(event.realm());
		writeEvent(block, event);
		output.block(block);
	}

	private Entry read(Entry.Kind kind, FrameInput input) {
		return switch (kind) {
			case SESSION -> readSession(input);
			case CALLEE -> readCallee(input);
			case SUBSCRIBER -> new Entry.Subscriber(input.number(), input.number(), Codes.MATCHES.read(input),
					input.string(), input.number());
			case TESTAMENT -> new Entry.Testament(input.number(), input.number(), input.bool(), readEventBlock(input));
			case RETAINED -> new Entry.Retained(readEventBlock(input), input.number());
		};
	}

	private void writeSession(FrameOutput output, Entry.Session session) {
		output.number(session.id());
		output.string(session.authId());
		output.string(session.authRole());
		output.string(session.authMethod());
		output.string(session.authProvider());
		output.bool(session.trusted());
		output.string(session.transport());
		output.string(session.serializer());
		output.optional(session.peer());
		output.number(session.joined());
		this.values.writeDict(output, session.claimed());
		this.values.writeDict(output, session.given());
		Codes.FEATURES.writeSet(output, session.features());
	}

	private Entry readSession(FrameInput input) {
		return new Entry.Session(input.number(), input.string(), input.string(), input.string(), input.string(),
				input.bool(), input.string(), input.string(), input.optional(), input.number(),
				this.values.readDict(input), this.values.readDict(input), Codes.FEATURES.readSet(input, Feature.class));
	}

	private void writeCallee(FrameOutput output, Entry.Callee callee) {
		output.number(callee.registration());
		output.number(callee.session());
		Codes.MATCHES.write(output, callee.match());
		output.string(callee.procedure());
		Codes.POLICIES.write(output, callee.policy());
		output.bool(callee.discloseCaller());
		output.bool(callee.forwardTimeout());
		output.number(callee.concurrency());
		output.number(callee.waitingCalls());
		output.number(callee.created());
		output.fixed(callee.stamp());
		output.number(callee.claim());
		output.bool(callee.active());
	}

	private Entry readCallee(FrameInput input) {
		return new Entry.Callee(input.number(), input.number(), Codes.MATCHES.read(input), input.string(),
				Codes.POLICIES.read(input), input.bool(), input.bool(), input.count(), input.count(), input.number(),
				input.fixed(), input.number(), input.bool());
	}

	private Frame.Event readEventBlock(FrameInput input) {
		FrameInput block = input.block();
		return readEvent(block.string(), block);
	}

	/** Writes what is behind the realm's name. */
	void writeEvent(FrameOutput output, Frame.Event event) {
		output.number(event.id());
		output.number(event.publisher());
		output.string(event.topic());
		this.values.writeDict(output, event.details());
		this.values.writeDict(output, event.trace());
		this.values.writePayload(output, event.payload());
		this.values.writeDict(output, event.filter());
		FrameOutput retention = new FrameOutput(SIZE_HINT);
		if (event.retained() != null) {
			retention.string(event.retained().owner());
			retention.number(event.retained().events());
			retention.number(event.retained().size());
		}
		output.block(retention);
		output.fixed(event.stamp());
	}

	Frame.Event readEvent(String realm, FrameInput input) {
		return new Frame.Event(realm, input.number(), input.number(), input.string(), this.values.readDict(input),
				this.values.readDict(input), this.values.readPayload(input), this.values.readDict(input),
				readRetention(input.block()), input.fixed());
	}

	private static Frame.@Nullable Retention readRetention(FrameInput input) {
		return (input.left() > 0) ? new Frame.Retention(input.string(), input.count(), input.number()) : null;
	}

}
