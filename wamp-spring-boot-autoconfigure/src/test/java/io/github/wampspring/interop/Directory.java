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

package io.github.wampspring.interop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.wampspring.core.WampTemplate;

import org.springframework.core.ParameterizedTypeReference;

/**
 * What a realm consists of, as an instance tells.
 *
 * @param sessions the IDs of the sessions
 * @param callees those who have registered, by registration
 * @param subscribers those who have subscribed, by subscription
 */
record Directory(List<Long> sessions, Map<Long, List<Long>> callees, Map<Long, List<Long>> subscribers) {

	private static final ParameterizedTypeReference<List<Long>> IDS = new ParameterizedTypeReference<>() {
	};

	private static final ParameterizedTypeReference<Map<String, List<Long>>> IDS_BY_MATCH = new ParameterizedTypeReference<>() {
	};

	/**
	 * Asks an instance.
	 * @param wamp a client of it
	 * @return what there is
	 */
	static Directory of(WampTemplate wamp) {
		return new Directory(wamp.call("wamp.session.list", IDS).stream().sorted().toList(),
				members(wamp, "wamp.registration.list", "wamp.registration.list_callees"),
				members(wamp, "wamp.subscription.list", "wamp.subscription.list_subscribers"));
	}

	private static Map<Long, List<Long>> members(WampTemplate wamp, String list, String members) {
		return wamp.call(list, IDS_BY_MATCH)
			.values()
			.stream()
			.flatMap(List::stream)
			.collect(Collectors.toMap((id) -> id, (id) -> wamp.call(members, IDS, id).stream().sorted().toList(),
					(first, second) -> first, TreeMap::new));
	}

}
