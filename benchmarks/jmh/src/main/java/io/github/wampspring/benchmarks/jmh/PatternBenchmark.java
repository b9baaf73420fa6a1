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

package io.github.wampspring.benchmarks.jmh;

import java.util.Collections;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.router.routing.PatternIndex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to add and remove a pattern, and to find those that match, by the number
 * of patterns that are there and do not match.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PatternBenchmark {

	/** Patterns that do not match. */
	@Param({ "10", "1000", "10000", "100000" })
	public int patterns = 10;

	/** Components of what is looked for, and of each wildcard pattern. */
	@Param("4")
	public int components = 4;

	/** How they match. */
	@Param({ "WILDCARD", "PREFIX" })
	public MatchPolicy match = MatchPolicy.WILDCARD;

	private PatternIndex<String> index = new PatternIndex<>();

	private String uri = "";

	private String pattern = "";

	@Setup
	public void prepare() {
		boolean wildcard = this.match == MatchPolicy.WILDCARD;
		this.index = new PatternIndex<>();
		String first = String.join(".", Collections.nCopies(this.components - 2, "com"));
		for (int i = 0; i < this.patterns; i++) {
			String other = wildcard ? first + "..sensor" + i : first + ".sensor" + i + ".";
			this.index.put(this.match, other, other);
		}
		this.uri = first + ".device.temperature";
		this.pattern = wildcard ? first + "..temperature" : first + ".device.";
		this.index.put(this.match, this.pattern, this.pattern);
	}

	@Benchmark
	public void match(Blackhole blackhole) {
		this.index.forEachPattern(this.uri, blackhole::consume);
	}

	@Benchmark
	public Object best() {
		return this.index.best(this.uri);
	}

	@Benchmark
	public void addAndRemove() {
		this.index.remove(this.match, this.pattern);
		this.index.put(this.match, this.pattern, this.pattern);
	}

}
