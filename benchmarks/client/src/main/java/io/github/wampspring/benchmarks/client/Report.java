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
