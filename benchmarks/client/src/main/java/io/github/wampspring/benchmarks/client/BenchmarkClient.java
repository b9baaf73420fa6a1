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

package io.github.wampspring.benchmarks.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * One peer of a benchmark, written as an application would be. Options come as
 * {@code --name value}; what it measures goes to standard output, one JSON object a line.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BenchmarkClient {

	private static final Map<String, String> OF_THE_STARTER = Map.of("url", "wamp.urls", "realm", "wamp.realm");

	public static void main(String[] args) {
		List<String> arguments = new ArrayList<>();
		for (int i = 0; i + 1 < args.length; i += 2) {
			String name = args[i].substring(2);
			arguments.add("--" + OF_THE_STARTER.getOrDefault(name, "bench." + name) + "=" + args[i + 1]);
		}
		try {
			SpringApplication.run(BenchmarkClient.class, arguments.toArray(String[]::new));
		}
		catch (Exception ex) {
			Report.fail(ex);
		}
	}

}
