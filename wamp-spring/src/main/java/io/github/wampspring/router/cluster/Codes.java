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

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.wampspring.CancelMode;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Feature;

/**
 * The numbers that stand for values in frames: their places in these lists. What is in a
 * list stays where it is, and new values come at its end, whatever the order of the enum.
 *
 * @param <E> what has numbers
 */
final class Codes<E extends Enum<E>> {

	static final Codes<CancelMode> CANCEL_MODES = new Codes<>(
			List.of(CancelMode.SKIP, CancelMode.KILL, CancelMode.KILLNOWAIT));

	static final Codes<Frame.Place.What> PLACES = new Codes<>(
			List.of(Frame.Place.What.GIVEN_BACK, Frame.Place.What.OFFERED, Frame.Place.What.FREE));

	static final Codes<MatchPolicy> MATCHES = new Codes<>(
			List.of(MatchPolicy.EXACT, MatchPolicy.PREFIX, MatchPolicy.WILDCARD));

	static final Codes<InvocationPolicy> POLICIES = new Codes<>(List.of(InvocationPolicy.SINGLE,
			InvocationPolicy.ROUNDROBIN, InvocationPolicy.RANDOM, InvocationPolicy.FIRST, InvocationPolicy.LAST));

	static final Codes<Frame.Entry.Kind> ENTRIES = new Codes<>(
			List.of(Frame.Entry.Kind.SESSION, Frame.Entry.Kind.CALLEE, Frame.Entry.Kind.SUBSCRIBER,
					Frame.Entry.Kind.TESTAMENT, Frame.Entry.Kind.RETAINED));

	static final Codes<Feature> FEATURES = new Codes<>(
			List.of(Feature.PROGRESSIVE_CALL_RESULTS, Feature.PROGRESSIVE_CALL_INVOCATIONS, Feature.CALL_CANCELING,
					Feature.CALL_TIMEOUT, Feature.CALLER_IDENTIFICATION, Feature.CALL_TRUSTLEVELS, Feature.CALL_REROUTE,
					Feature.PATTERN_BASED_REGISTRATION, Feature.SHARED_REGISTRATION, Feature.REGISTRATION_REVOCATION,
					Feature.REGISTRATION_META_API, Feature.SESSION_META_API, Feature.TESTAMENT_META_API,
					Feature.SUBSCRIBER_BLACKWHITE_LISTING, Feature.PUBLISHER_EXCLUSION,
					Feature.PUBLISHER_IDENTIFICATION, Feature.PUBLICATION_TRUSTLEVELS,
					Feature.PATTERN_BASED_SUBSCRIPTION, Feature.SUBSCRIPTION_REVOCATION, Feature.SUBSCRIPTION_META_API,
					Feature.EVENT_HISTORY, Feature.EVENT_RETENTION, Feature.PAYLOAD_PASSTHRU_MODE));

	private final List<E> values;

	private Codes(List<E> values) {
		this.values = values;
	}

	List<E> values() {
		return this.values;
	}

	void write(FrameOutput output, E value) {
		output.put(code(value));
	}

	int code(E value) {
		int code = this.values.indexOf(value);
		if (code < 0) {
			throw new IllegalStateException(value + " has no number in frames of a cluster");
		}
		return code;
	}

	E read(FrameInput input) {
		int code = input.get();
		if (!isKnown(code)) {
			throw new MalformedFrameException("there is no value " + code);
		}
		return of(code);
	}

	boolean isKnown(int code) {
		return code < this.values.size();
	}

	E of(int code) {
		return this.values.get(code);
	}

	void writeSet(FrameOutput output, Set<E> set) {
		long bits = 0;
		for (E value : set) {
			bits |= 1L << code(value);
		}
		output.number(bits);
	}

	/** The values of the bits that are known here. */
	Set<E> readSet(FrameInput input, Class<E> type) {
		long bits = input.number();
		Set<E> set = EnumSet.noneOf(type);
		for (int code = 0; code < this.values.size(); code++) {
			if ((bits >>> code & 1) != 0) {
				set.add(this.values.get(code));
			}
		}
		return set;
	}

}
