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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.wampspring.codec.WampSerializer;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.cluster.link.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Frames as bytes. A frame is an envelope and a body:
 * <ul>
 * <li>a byte with the {@linkplain #VERSION version} of the format</li>
 * <li>a byte with the kind</li>
 * <li>eight bytes with the number of the frame among those to its receiver alone, 0 for a
 * broadcast</li>
 * <li>eight bytes with the number of broadcasts that were sent so far, with this
 * frame</li>
 * <li>the sender: its name, and eight bytes with its incarnation</li>
 * <li>the fields of the frame in their order</li>
 * </ul>
 * Numbers of fixed size are big-endian, others have seven bits in each byte, the lowest
 * first, and a bit that tells whether more follow. Strings and blocks have their length
 * before them. A version reads what a later one with the same version byte writes: kinds
 * that it does not know are ignored, and so is what stands behind the last field.
 */
final class FrameCodec {

	/** The version of the format. */
	static final int VERSION = 1;

	/** Up to here, kinds are those of {@link Frame.OfNode}, or not known. */
	private static final int LAST_OF_NODE = 15;

	// The number of a kind is never given to another one
	static final int HEARTBEAT = 1;

	static final int RESYNC = 2;

	static final int BEGIN = 3;

	static final int END = 4;

	static final int LEAVING = 5;

	static final int GOODBYE = 6;

	static final int SYNC = 7;

	static final int SYNCED = 8;

	static final int PUT = 16;

	static final int REMOVE = 17;

	static final int VERDICT = 18;

	static final int INVOKE = 19;

	static final int PROCEED = 20;

	static final int CANCEL = 21;

	static final int RESULT = 22;

	static final int FAILURE = 23;

	static final int REFUSAL = 24;

	static final int ROOM = 25;

	static final int EVENT = 26;

	static final int KILL = 27;

	static final int MODIFY = 28;

	static final int REVOKE = 29;

	static final int STORED = 30;

	static final int PLACE = 31;

	private static final int NUMBERS = 2;

	private static final int SIZE_HINT = 256;

	private static final int SENDERS = 64;

	private final WampValues values;

	private final EntryCodec entries;

	/** The last nodes that were read, by their incarnations. */
	private final @Nullable Sender[] senders = new Sender[SENDERS];

	/**
	 * Creates a codec.
	 * @param serializers what reads payloads of clients: all that any node of the cluster
	 * may use, and CBOR
	 */
	FrameCodec(Iterable<WampSerializer> serializers) {
		this.values = new WampValues(serializers);
		this.entries = new EntryCodec(this.values);
	}

	/**
	 * Encodes a frame whose numbers are 0 still.
	 * @param sender this node
	 * @param frame the frame
	 * @return the bytes
	 * @throws io.github.wampspring.PayloadException if a value cannot be written
	 */
	ByteBuffer encode(NodeId sender, Frame frame) {
		FrameOutput output = new FrameOutput(SIZE_HINT + payloadSize(frame));
		output.put(VERSION);
		output.put(kind(frame));
		output.fixed(0);
		output.fixed(0);
		writeNode(output, sender);
		if (frame instanceof Frame.OfRealm ofRealm) {
			output.string(ofRealm.realm());
			write(output, ofRealm);
		}
		else if (frame instanceof Frame.OfNode ofNode) {
			write(output, ofNode);
		}
		return output.toBuffer();
	}

	/**
	 * Gives an encoded frame its numbers.
	 * @param frame the bytes
	 * @param unicast the number among the frames to the receiver alone, 0 for a broadcast
	 * @param broadcasts how many broadcasts were sent, with this frame
	 */
	static void number(ByteBuffer frame, long unicast, long broadcasts) {
		frame.putLong(NUMBERS, unicast);
		frame.putLong(NUMBERS + Long.BYTES, broadcasts);
	}

	/**
	 * The same bytes, which get numbers of their own.
	 * @param frame the bytes
	 * @return a copy
	 */
	static ByteBuffer copy(ByteBuffer frame) {
		return ByteBuffer.allocate(frame.remaining()).put(frame.duplicate()).flip();
	}

	/**
	 * Opens a frame.
	 * @param bytes the bytes
	 * @return the envelope, and what is in it
	 * @throws MalformedFrameException if it is malformed or of another version
	 */
	Received open(ByteBuffer bytes) {
		FrameInput input = new FrameInput(bytes);
		int version = input.get();
		if (version != VERSION) {
			throw new MalformedFrameException(
					"its format has version " + version + ", and this instance speaks version " + VERSION
							+ ". Run instances whose versions of the library go together");
		}
		int kind = input.get();
		long unicast = input.fixed();
		long broadcasts = input.fixed();
		return new Received(kind, unicast, broadcasts, readNode(input), input);
	}

	private static int payloadSize(Frame frame) {
		Payload payload = (frame instanceof Frame.Event event) ? event.payload()
				: (frame instanceof Frame.Invoke invoke) ? invoke.payload()
						: (frame instanceof Frame.Result result) ? result.payload() : Payload.NONE;
		return (payload instanceof Payload.Encoded encoded) ? encoded.length() : 0;
	}

	private static void writeNode(FrameOutput output, NodeId node) {
		output.string(node.name());
		output.fixed(node.incarnation());
	}

	/** Reads a node; the same object as for the last frames of its sender, mostly. */
	private NodeId readNode(FrameInput input) {
		byte[] name = input.bytes();
		long incarnation = input.fixed();
		int slot = (int) (incarnation & (this.senders.length - 1));
		Sender known = this.senders[slot];
		if (known != null && known.node.incarnation() == incarnation && Arrays.equals(known.name, name)) {
			return known.node;
		}
		try {
			NodeId node = new NodeId(new String(name, StandardCharsets.US_ASCII), incarnation);
			this.senders[slot] = new Sender(node, name);
			return node;
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedFrameException("a node has a name that is none", ex);
		}
	}

	private static int kind(Frame frame) {
		return (frame instanceof Frame.OfRealm ofRealm) ? kind(ofRealm) : kind((Frame.OfNode) frame);
	}

	private static int kind(Frame.OfNode frame) {
		if (frame instanceof Frame.Heartbeat) {
			return HEARTBEAT;
		}
		if (frame instanceof Frame.Resync) {
			return RESYNC;
		}
		if (frame instanceof Frame.Begin) {
			return BEGIN;
		}
		if (frame instanceof Frame.End) {
			return END;
		}
		if (frame instanceof Frame.Leaving) {
			return LEAVING;
		}
		if (frame instanceof Frame.Goodbye) {
			return GOODBYE;
		}
		return (frame instanceof Frame.Sync) ? SYNC : SYNCED;
	}

	private static int kind(Frame.OfRealm frame) {
		if (frame instanceof Frame.Event) {
			return EVENT;
		}
		if (frame instanceof Frame.Invoke) {
			return INVOKE;
		}
		if (frame instanceof Frame.Result) {
			return RESULT;
		}
		if (frame instanceof Frame.Failure) {
			return FAILURE;
		}
		if (frame instanceof Frame.Proceed) {
			return PROCEED;
		}
		if (frame instanceof Frame.Cancel) {
			return CANCEL;
		}
		if (frame instanceof Frame.Refusal) {
			return REFUSAL;
		}
		if (frame instanceof Frame.Put) {
			return PUT;
		}
		if (frame instanceof Frame.Remove) {
			return REMOVE;
		}
		if (frame instanceof Frame.Verdict) {
			return VERDICT;
		}
		if (frame instanceof Frame.Room) {
			return ROOM;
		}
		if (frame instanceof Frame.Place) {
			return PLACE;
		}
		if (frame instanceof Frame.Kill) {
			return KILL;
		}
		if (frame instanceof Frame.Stored) {
			return STORED;
		}
		return (frame instanceof Frame.Modify) ? MODIFY : REVOKE;
	}

	private static void write(FrameOutput output, Frame.OfNode frame) {
		if (frame instanceof Frame.Heartbeat heartbeat) {
			output.fixed(heartbeat.stamp());
			output.number(heartbeat.sent().size());
			heartbeat.sent().forEach((node, sent) -> {
				writeNode(output, node);
				output.number(sent);
			});
		}
		else if (frame instanceof Frame.Begin begin) {
			output.fixed(begin.stamp());
		}
		else if (frame instanceof Frame.Sync sync) {
			output.number(sync.id());
		}
		else if (frame instanceof Frame.Synced synced) {
			output.number(synced.id());
		}
	}

	private void write(FrameOutput output, Frame.OfRealm frame) {
		if (frame instanceof Frame.Event event) {
			this.entries.writeEvent(output, event);
		}
		else if (frame instanceof Frame.Put put) {
			this.entries.writeAll(output, put.entries());
		}
		else if (frame instanceof Frame.Remove remove) {
			this.entries.writeKey(output, remove.key());
			output.bool(remove.quietly());
		}
		else if (!writeCall(output, frame)) {
			writeRequest(output, frame);
		}
	}

	private boolean writeCall(FrameOutput output, Frame.OfRealm frame) {
		if (frame instanceof Frame.Invoke invoke) {
			output.number(invoke.call());
			output.number(invoke.registration());
			output.number(invoke.session());
			output.bool(invoke.progress());
			output.bool(invoke.passesPayloads());
			output.bool(invoke.trusted());
			output.bool(invoke.offered());
			output.bool(invoke.waits());
			this.values.writeDict(output, invoke.details());
			this.values.writePayload(output, invoke.payload());
		}
		else if (frame instanceof Frame.Proceed proceed) {
			output.number(proceed.call());
			this.values.writeDict(output, proceed.details());
			this.values.writePayload(output, proceed.payload());
		}
		else if (frame instanceof Frame.Cancel cancel) {
			output.number(cancel.call());
			Codes.CANCEL_MODES.write(output, cancel.mode());
			output.string(cancel.reason());
		}
		else if (frame instanceof Frame.Result result) {
			output.number(result.call());
			output.bool(result.progress());
			this.values.writeDict(output, result.attributes());
			this.values.writePayload(output, result.payload());
		}
		else if (frame instanceof Frame.Failure failure) {
			output.number(failure.call());
			output.string(failure.uri());
			this.values.writeDict(output, failure.attributes());
			this.values.writePayload(output, failure.payload());
		}
		else if (frame instanceof Frame.Refusal refusal) {
			output.number(refusal.call());
			output.bool(refusal.full());
			output.bool(refusal.later());
		}
		else {
			return false;
		}
		return true;
	}

	private void writeRequest(FrameOutput output, Frame.OfRealm frame) {
		if (frame instanceof Frame.Verdict verdict) {
			output.number(verdict.claim());
			output.optional(verdict.error());
			output.optional(verdict.message());
		}
		else if (frame instanceof Frame.Place place) {
			output.number(place.registration());
			output.number(place.session());
			Codes.PLACES.write(output, place.what());
		}
		else if (frame instanceof Frame.Room room) {
			output.number(room.session());
			output.bool(room.free());
		}
		else if (frame instanceof Frame.Kill kill) {
			output.number(kill.session());
			output.string(kill.reason());
			output.optional(kill.message());
			output.bool(kill.quietly());
		}
		else if (frame instanceof Frame.Modify modify) {
			output.number(modify.session());
			this.values.writeDict(output, modify.changes());
		}
		else if (frame instanceof Frame.Revoke revoke) {
			output.bool(revoke.registration());
			output.number(revoke.id());
			output.number(revoke.session());
			output.optional(revoke.reason());
		}
		else if (frame instanceof Frame.Stored stored) {
			output.number(stored.claim());
		}
	}

	private @Nullable Frame read(int kind, FrameInput input) {
		if (kind > LAST_OF_NODE) {
			return (kind <= PLACE) ? read(kind, input.string(), input) : null;
		}
		return switch (kind) {
			case HEARTBEAT -> new Frame.Heartbeat(input.fixed(), readSent(input));
			case RESYNC -> new Frame.Resync();
			case BEGIN -> new Frame.Begin(input.fixed());
			case END -> new Frame.End();
			case LEAVING -> new Frame.Leaving();
			case GOODBYE -> new Frame.Goodbye();
			case SYNC -> new Frame.Sync(input.number());
			case SYNCED -> new Frame.Synced(input.number());
			default -> null;
		};
	}

	private Map<NodeId, Long> readSent(FrameInput input) {
		int count = input.elements(11);
		Map<NodeId, Long> sent = new LinkedHashMap<>();
		for (int i = 0; i < count; i++) {
			sent.put(readNode(input), input.number());
		}
		return sent;
	}

	private @Nullable Frame read(int kind, String realm, FrameInput input) {
		return switch (kind) {
			case PUT -> new Frame.Put(realm, this.entries.readAll(input));
			case REMOVE -> {
				Frame.Entry.Key key = this.entries.readKey(input);
				boolean quietly = input.bool();
				yield (key != null) ? new Frame.Remove(realm, key, quietly) : null;
			}
			case VERDICT -> new Frame.Verdict(realm, input.number(), input.optional(), input.optional());
			case INVOKE -> new Frame.Invoke(realm, input.number(), input.number(), input.number(), input.bool(),
					input.bool(), input.bool(), input.bool(), input.bool(), this.values.readDict(input),
					this.values.readPayload(input));
			case PROCEED ->
				new Frame.Proceed(realm, input.number(), this.values.readDict(input), this.values.readPayload(input));
			case CANCEL -> new Frame.Cancel(realm, input.number(), Codes.CANCEL_MODES.read(input), input.string());
			case RESULT -> new Frame.Result(realm, input.number(), input.bool(), this.values.readDict(input),
					this.values.readPayload(input));
			case FAILURE -> new Frame.Failure(realm, input.number(), input.string(), this.values.readDict(input),
					this.values.readPayload(input));
			case REFUSAL -> new Frame.Refusal(realm, input.number(), input.bool(), input.bool());
			case ROOM -> new Frame.Room(realm, input.number(), input.bool());
			case EVENT -> this.entries.readEvent(realm, input);
			case KILL -> new Frame.Kill(realm, input.number(), input.string(), input.optional(), input.bool());
			case MODIFY -> new Frame.Modify(realm, input.number(), this.values.readDict(input));
			case PLACE -> new Frame.Place(realm, input.number(), input.number(), Codes.PLACES.read(input));
			case REVOKE -> new Frame.Revoke(realm, input.bool(), input.number(), input.number(), input.optional());
			case STORED -> new Frame.Stored(realm, input.number());
			default -> null;
		};
	}

	private record Sender(NodeId node, byte[] name) {
	}

	/**
	 * A frame that has come. Its envelope has been read, its body not yet.
	 */
	final class Received {

		private final int kind;

		private final long unicast;

		private final long broadcasts;

		private final NodeId sender;

		private final FrameInput body;

		private Received(int kind, long unicast, long broadcasts, NodeId sender, FrameInput body) {
			this.kind = kind;
			this.unicast = unicast;
			this.broadcasts = broadcasts;
			this.sender = sender;
			this.body = body;
		}

		int kind() {
			return this.kind;
		}

		/** The number among the frames to this node alone, 0 for a broadcast. */
		long unicast() {
			return this.unicast;
		}

		/** How many broadcasts the sender has sent, with this frame. */
		long broadcasts() {
			return this.broadcasts;
		}

		NodeId sender() {
			return this.sender;
		}

		boolean isOfNode() {
			return this.kind <= LAST_OF_NODE;
		}

		/**
		 * Reads the body, once.
		 * @return the frame; {@code null} if it is of a kind that a later version has
		 * @throws MalformedFrameException if it is malformed
		 */
		@Nullable Frame frame() {
			return read(this.kind, this.body);
		}

	}

}
