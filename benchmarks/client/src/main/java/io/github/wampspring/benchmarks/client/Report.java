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

import java.util.Locale;

/**
 * Writes what the harness reads: one JSON object a line.
 */
final class Report {

	private Report() {
	}

	static synchronized void emit(String event, Object... more) {
		StringBuilder line = new StringBuilder("{\"event\":\"").append(event).append('"');
		for (int i = 0; i < more.length; i += 2) {
			line.append(",\"").append(more[i]).append("\":");
			if (more[i + 1] instanceof Double number) {
				line.append(String.format(Locale.ROOT, "%.3f", number));
			}
			else if (more[i + 1] instanceof String text) {
				line.append('"').append(text.replaceAll("[\"\\\\\\s]+", " ")).append('"');
			}
			else {
				line.append(more[i + 1]);
			}
		}
		System.out.println(line.append('}'));
		System.out.flush();
	}

	static void fail(Object message) {
		emit("error", "message", String.valueOf(message));
		Runtime.getRuntime().halt(1);
	}

	static void end() {
		Runtime.getRuntime().halt(0);
	}

}
