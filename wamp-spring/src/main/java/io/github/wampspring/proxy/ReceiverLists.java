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

package io.github.wampspring.proxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.wampspring.annotation.WampPublish;
import io.github.wampspring.core.WampOperations.PublicationOptionsSpec;

/**
 * Who receives the events of a method, as its annotation says.
 */
final class ReceiverLists {

	private static final String[] NONE = {};

	private final String[] eligibleAuthIds;

	private final String[] excludeAuthIds;

	private final String[] eligibleAuthRoles;

	private final String[] excludeAuthRoles;

	private final Map<String, List<String>> eligibleBy;

	private final Map<String, List<String>> excludeBy;

	private ReceiverLists(WampPublish annotation, UnaryOperator<String> attributes,
			BiFunction<String, String, WampClientException> problem) {
		this.eligibleAuthIds = resolve(annotation.eligibleAuthIds(), attributes);
		this.excludeAuthIds = resolve(annotation.excludeAuthIds(), attributes);
		this.eligibleAuthRoles = resolve(annotation.eligibleAuthRoles(), attributes);
		this.excludeAuthRoles = resolve(annotation.excludeAuthRoles(), attributes);
		this.eligibleBy = byAttribute("eligible", resolve(annotation.eligibleBy(), attributes), problem);
		this.excludeBy = byAttribute("exclude", resolve(annotation.excludeBy(), attributes), problem);
	}

	/**
	 * Reads an annotation.
	 * @param annotation the annotation
	 * @param attributes resolves its attributes
	 * @param problem makes the exception of what is wrong and what to do about it
	 * @return the lists
	 * @throws WampClientException if an attribute cannot be read
	 */
	static ReceiverLists of(WampPublish annotation, UnaryOperator<String> attributes,
			BiFunction<String, String, WampClientException> problem) {
		return new ReceiverLists(annotation, attributes, problem);
	}

	private static String[] resolve(String[] values, UnaryOperator<String> attributes) {
		return Arrays.stream(values).map(attributes).toArray(String[]::new);
	}

	private static Map<String, List<String>> byAttribute(String list, String[] entries,
			BiFunction<String, String, WampClientException> problem) {
		Map<String, List<String>> values = new LinkedHashMap<>();
		for (String entry : entries) {
			int end = entry.indexOf('=');
			String name = (end > 0) ? entry.substring(0, end).trim() : "";
			if (name.isEmpty() || name.equals("me")) {
				throw problem.apply("\"" + entry + "\" is no entry of " + list + "By",
						"Give the name of an attribute of HELLO and a value, as in \"org=acme\".");
			}
			String own = name.equals("authid") ? "AuthIds" : name.equals("authrole") ? "AuthRoles" : null;
			if (own != null) {
				throw problem.apply("\"" + entry + "\" in " + list + "By is no attribute that clients make up",
						"Use " + list + own + " instead.");
			}
			values.computeIfAbsent(name, (key) -> new ArrayList<>()).add(entry.substring(end + 1).trim());
		}
		return values;
	}

	void apply(PublicationOptionsSpec<?> publication) {
		set(this.eligibleAuthIds, publication::eligibleAuthIds);
		set(this.excludeAuthIds, publication::excludeAuthIds);
		set(this.eligibleAuthRoles, publication::eligibleAuthRoles);
		set(this.excludeAuthRoles, publication::excludeAuthRoles);
		set(this.eligibleBy, publication::eligibleBy);
		set(this.excludeBy, publication::excludeBy);
	}

	private static void set(String[] values, Consumer<String[]> list) {
		if (values.length > 0) {
			list.accept(values);
		}
	}

	private static void set(Map<String, List<String>> values, BiConsumer<String, String[]> list) {
		values.forEach((name, entries) -> list.accept(name, entries.toArray(NONE)));
	}

}
