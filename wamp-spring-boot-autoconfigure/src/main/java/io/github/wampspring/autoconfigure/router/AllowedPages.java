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

package io.github.wampspring.autoconfigure.router;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.wampspring.autoconfigure.common.PropertyRules;

/**
 * Looks at the origins and hosts of the properties: whatever no browser would send lets
 * nobody in.
 */
final class AllowedPages {

	private static final PropertyRules RULES = new PropertyRules("wamp.router");

	/** A port may be a list in brackets, see {@code CorsConfiguration}. */
	private static final Pattern ORIGIN = Pattern.compile("[*].*|null|[A-Za-z*][A-Za-z0-9+.*-]*://[^/?#@\\s]+/?",
			Pattern.DOTALL);

	private static final Pattern HOST = Pattern.compile("[*]|\\[[0-9A-Fa-f:.]+]|[^*:/?#@\\s\\[\\]]+");

	private AllowedPages() {
	}

	static void check(WampRouterProperties properties) {
		check("allowed-origins", properties.getAllowedOrigins(), ORIGIN.asMatchPredicate(),
				"an origin is a scheme and a host, maybe a port, and no path, such as https://example.com or"
						+ " https://*.example.com");
		check("allowed-hosts", properties.getAllowedHosts(), HOST.asMatchPredicate(),
				"it must be the name or the address of a host such as example.com, without scheme, port and wildcards,"
						+ " one of IPv6 in brackets; * for all");
	}

	private static void check(String name, List<String> values, Predicate<String> valid, String rule) {
		for (int i = 0; i < values.size(); i++) {
			if (!valid.test(values.get(i))) {
				throw RULES.invalid(name + "[" + i + "]", values.get(i), rule);
			}
		}
	}

}
