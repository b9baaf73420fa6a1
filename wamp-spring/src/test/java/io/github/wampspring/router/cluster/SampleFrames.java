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

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.wampspring.CancelMode;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.codec.Codecs;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.cluster.link.NodeId;

/**
 * A frame of each kind, with something in all of its fields.
 */
final class SampleFrames {

	static final NodeId SENDER = new NodeId("shop-1.eu", 0x0123456789abcdefL);

	static final long STAMP = (1_790_000_000_000L << 16) + 3;

	private static final long SESSION = 9_007_199_254_740_992L;

	private SampleFrames() {
	}

	/**
	 * The frames by name. What is recorded has these names.
	 */
	static Map<String, Frame> all() {
		Map<String, Frame> frames = new LinkedHashMap<>();
		Map<NodeId, Long> sent = new LinkedHashMap<>();
		sent.put(new NodeId("shop-2", -1), 300L);
		sent.put(new NodeId("x", 1), 0L);
		frames.put("heartbeat", new Frame.Heartbeat(STAMP, sent));
		frames.put("heartbeat-alone", new Frame.Heartbeat(STAMP, Map.of()));
		frames.put("resync", new Frame.Resync());
		frames.put("begin", new Frame.Begin(STAMP));
		frames.put("end", new Frame.End());
		frames.put("leaving", new Frame.Leaving());
		frames.put("goodbye", new Frame.Goodbye());
		frames.put("sync", new Frame.Sync(128));
		frames.put("synced", new Frame.Synced(Long.MAX_VALUE));
		frames.put("put", new Frame.Put("realm1", List.of(session(), anonymous(), callee(), subscriber(),
				new Entry.Testament(SESSION, 2, true, event()), new Entry.Retained(event(), 60_000))));
		frames.put("put-nothing", new Frame.Put("realm1", List.of()));
		for (Entry.Kind kind : Codes.ENTRIES.values()) {
			frames.put("remove-" + kind.name().toLowerCase(java.util.Locale.ROOT),
					new Frame.Remove("realm1", new Entry.Key(kind, 77, 1), kind == Entry.Kind.SESSION));
		}
		frames.put("verdict",
				new Frame.Verdict("realm1", 5, "wamp.error.procedure_already_exists", "Es gibt sie schön"));
		frames.put("verdict-good", new Frame.Verdict("realm1", 5, null, null));
		frames.put("invoke", new Frame.Invoke("realm1", 1_000_000, 11, SESSION, true, false, true, true, false,
				Dict.of("caller", SESSION, "procedure", "com.example.add"), json()));
		frames.put("invoke-bare",
				new Frame.Invoke("realm1", 1, 11, 12, false, true, false, false, true, Dict.EMPTY, Payload.NONE));
		frames.put("proceed", new Frame.Proceed("realm1", 1, Dict.of("progress", true), msgpack()));
		for (CancelMode mode : CancelMode.values()) {
			frames.put("cancel-" + mode.value(), new Frame.Cancel("realm1", 1, mode, "wamp.error.canceled"));
		}
		frames.put("result", new Frame.Result("realm1", 1, true, Dict.of("ppt_scheme", "x_a"), cbor()));
		frames.put("failure", new Frame.Failure("realm1", 1, "com.example.error", Dict.of("a", null), transparent()));
		frames.put("refusal", new Frame.Refusal("realm1", 1, true, true));
		frames.put("place", new Frame.Place("realm1", 11, SESSION, Frame.Place.What.OFFERED));
		frames.put("room", new Frame.Room("realm1", SESSION, false));
		frames.put("event", event());
		frames.put("event-plain",
				new Frame.Event("realm1", 5, 0, "t", Dict.EMPTY, Dict.EMPTY, Payload.NONE, Dict.EMPTY, null, STAMP));
		frames.put("kill", new Frame.Kill("realm1", SESSION, "wamp.close.killed", "enough", true));
		frames.put("kill-silent", new Frame.Kill("realm1", SESSION, "wamp.close.killed", null, false));
		frames.put("modify", new Frame.Modify("realm1", SESSION, Dict.of("color", "red", "size", null)));
		frames.put("revoke", new Frame.Revoke("realm1", true, 3, 4, "wamp.registration.revocation"));
		frames.put("revoke-subscription", new Frame.Revoke("realm1", false, 3, 4, null));
		frames.put("stored", new Frame.Stored("realm1", 6));
		return frames;
	}

	private static Entry session() {
		return new Entry.Session(SESSION, "joe", "user", "wampcra", "dynamic", true, "websocket", "cbor", "[::1]:4711",
				1_790_000_000_000L, Dict.of("agent", "x", "nested", Map.of("a", List.of(1, 2.5, true))),
				Dict.of("team", "blue"), Set.copyOf(Codes.FEATURES.values()));
	}

	private static Entry anonymous() {
		return new Entry.Session(1, "", "anonymous", "anonymous", "static", false, "local", "json", null, 0, Dict.EMPTY,
				Dict.EMPTY, Set.of(Feature.CALL_CANCELING, Feature.PAYLOAD_PASSTHRU_MODE));
	}

	private static Entry callee() {
		return new Entry.Callee(11, SESSION, MatchPolicy.WILDCARD, "com..add", InvocationPolicy.LAST, true, true, 5,
				1000, 1_790_000_000_001L, STAMP, 9, true);
	}

	private static Entry subscriber() {
		return new Entry.Subscriber(21, SESSION, MatchPolicy.PREFIX, "com.example.", 1_790_000_000_002L);
	}

	private static Frame.Event event() {
		return new Frame.Event("realm1", 4711, SESSION, "com.example.topic", Dict.of("publisher", SESSION),
				Dict.of("traceparent", "00-1-2-03"), json(), Dict.of("eligible", List.of(1, 2)),
				new Frame.Retention("user:joe", 100, 1 << 20), STAMP + 1);
	}

	private static Payload json() {
		return Codecs.JSON.payload("[1,\"ä\", null],{\"x\": [true]}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
	}

	private static Payload msgpack() {
		return Codecs.MSGPACK.payload(HexFormat.of().parseHex("92010281a17803"));
	}

	private static Payload cbor() {
		return Codecs.CBOR.encode(Payload.of(List.of("a", 2), Map.of("k", "v")));
	}

	private static Payload transparent() {
		return Codecs.CBOR.payload(new byte[] { 0x43, 1, 2, 3 });
	}

	/**
	 * What can be compared: payloads by their encoding and their bytes.
	 */
	static Object plain(Object value) {
		if (value instanceof Payload.Values values && values.isEmpty()) {
			return "no payload";
		}
		if (value instanceof Payload.Encoded payload) {
			return payload.encoding() + (payload.isTransparent() ? "!" : "")
					+ HexFormat.of().formatHex(payload.bytes());
		}
		if (value instanceof List<?> list) {
			return list.stream().map(SampleFrames::plain).toList();
		}
		if (value instanceof Record && !(value instanceof NodeId)) {
			List<Object> fields = new ArrayList<>(List.of(value.getClass().getName()));
			for (RecordComponent component : value.getClass().getRecordComponents()) {
				fields.add(Arrays.asList(component.getName(), plain(read(component, value))));
			}
			return fields;
		}
		return value;
	}

	private static Object read(RecordComponent component, Object of) {
		try {
			component.getAccessor().setAccessible(true);
			return component.getAccessor().invoke(of);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
