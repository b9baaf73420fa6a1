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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a router's process uses, as Linux and {@code jcmd} tell it.
 *
 * @param pid its ID
 */
public record RouterProcess(String pid) {

	private static final double TICKS_PER_SECOND = 100;

	/** What all its threads have used of the processors since it was started. */
	public double cpuSeconds() throws IOException {
		String stat = Files.readString(Path.of("/proc", this.pid, "stat"));
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
	}

	double residentBytes() throws IOException {
		for (String line : Files.readAllLines(Path.of("/proc", this.pid, "status"))) {
			if (line.startsWith("VmRSS:")) {
				return Long.parseLong(line.replaceAll("\\D", "")) * 1024.0;
			}
		}
		throw new IOException("no VmRSS");
	}

	/** The heap that is in use after a collection. */
	public double liveBytes() throws IOException, InterruptedException {
		Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), this.pid,
				"GC.class_histogram")
			.redirectErrorStream(true)
			.start();
		String last = "";
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(jcmd.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				last = line.isBlank() ? last : line;
			}
		}
		jcmd.waitFor();
		return Long.parseLong(last.strip().split("\\s+")[2]);
	}

}
