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

package io.github.wampspring.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.wampspring.autoconfigure.WampAutoConfigurations;
import io.github.wampspring.client.HelloCustomizer;
import io.github.wampspring.client.WampConnection;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature.Announcement;
import io.github.wampspring.protocol.Feature.Role;
import io.github.wampspring.protocol.Feature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/conformance.md claims names tests that exist, and is what HELLO and WELCOME
 * announce, no more and no less.
 */
class ConformanceTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern CODE = Pattern.compile("`([\\w.]+)`");

	private static final List<String> MODULES = List.of("wamp-spring", "wamp-spring-boot-autoconfigure");

	private static final Set<Role> ROUTER = Set.of(Role.BROKER, Role.DEALER);

	@Test
	void everyRowNamesTestsThatExist() throws IOException {
		List<Row> rows = rows();
		assertThat(rows).hasSizeGreaterThan(30).allSatisfy((row) -> {
			List<String> tests = words(row.tests);
			assertThat(tests).as(row.feature).isNotEmpty().allSatisfy((test) -> assertThat(exists(test)).isTrue());
		});
	}

	@Test
	void everyFlagIsAFeature() throws IOException {
		for (Row row : rows()) {
			for (String flag : words(row.feature)) {
				assertThat(Feature.values()).as(flag).anyMatch((feature) -> feature.key().equals(flag));
			}
		}
	}

	@Test
	void whatIsAnnouncedIsWhatThePageSays() throws IOException {
		Map<Role, Set<String>> claimed = new TreeMap<>();
		for (Row row : rows()) {
			for (String flag : words(row.feature)) {
				for (Role role : Role.values()) {
					String cell = ROUTER.contains(role) ? row.router : row.client;
					if (List.of(cell.split(", ")).contains(role.key())) {
						claimed.computeIfAbsent(role, (any) -> new TreeSet<>()).add(flag);
					}
				}
			}
		}
		assertThat(announced()).isEqualTo(claimed);
	}

	private static Map<Role, Set<String>> announced() {
		List<Map<String, @Nullable Object>> roles = new ArrayList<>();
		HelloCustomizer customizer = (connection, hello) -> roles.add(hello.getRoles());
		WampAutoConfigurations.withRouter()
			.withPropertyValues("wamp.router.history[0].uri=com.myapp.topic")
			.withBean(HelloCustomizer.class, () -> customizer)
			.run((context) -> {
				Object welcome = context.getBean(WampConnection.class).getSession().getDetails().get("roles");
				roles.add(Dict.copyOf((Map<?, ?>) welcome).toMap());
			});
		assertThat(roles).hasSize(2);
		Map<Role, Set<String>> announced = new TreeMap<>();
		for (Map<String, @Nullable Object> peer : roles) {
			Announcement.of(Dict.of("roles", Dict.copyOf(peer))).roles().forEach((role, features) -> {
				Set<String> flags = new TreeSet<>();
				features.forEach((feature) -> flags.add(feature.key()));
				announced.put(role, flags);
			});
		}
		return announced;
	}

	private static boolean exists(String test) {
		return MODULES.stream()
			.map((module) -> module + "/src/test/java/io/github/wampspring/" + test.replace('.', '/') + ".java")
			.anyMatch((file) -> Files.exists(ROOT.resolve(file)));
	}

	private static List<String> words(String cell) {
		return CODE.matcher(cell).results().map((MatchResult match) -> match.group(1)).toList();
	}

	/** The rows of all tables of five columns. */
	private static List<Row> rows() throws IOException {
		return Files.readAllLines(ROOT.resolve("docs/conformance.md"))
			.stream()
			.filter((line) -> line.startsWith("| ") && !line.startsWith("| feature") && !line.startsWith("| ---"))
			.map((line) -> line.split(" ?(?<!\\\\)\\| ?", -1))
			.filter((cells) -> cells.length == 7)
			.map((cells) -> new Row(cells[1], cells[2], cells[3], cells[4]))
			.toList();
	}

	/**
	 * A feature.
	 *
	 * @param feature its name, its flag as code
	 * @param client the client's roles, or a word
	 * @param router the router's roles, or a word
	 * @param tests what shows it
	 */
	private record Row(String feature, String client, String router, String tests) {
	}

}
