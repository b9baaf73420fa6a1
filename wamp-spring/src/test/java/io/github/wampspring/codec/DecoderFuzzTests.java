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

package io.github.wampspring.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jazzer looks for bytes that a decoder cannot stand, guided by the code they reach: a
 * fixed number of inputs in every build, more with {@code -Dwamp.fuzz.runs=10000000}. It
 * runs in a JVM of its own, as it instruments classes; an input that fails is kept in
 * {@code target/fuzz}.
 */
class DecoderFuzzTests {

	private static final String RUNS = System.getProperty("wamp.fuzz.runs", "20000");

	@ParameterizedTest
	@ValueSource(strings = { "Json", "Msgpack", "Cbor" })
	void jazzerFindsNoBytesThatADecoderCannotStand(String target, @TempDir Path corpus) throws Exception {
		writeSeeds(target, corpus);
		Path failures = Files.createDirectories(Path.of("target/fuzz", target));
		Path log = failures.resolve("log.txt");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				"com.code_intelligence.jazzer.Jazzer", "--target_class=" + FuzzTargets.class.getName() + "$" + target,
				"--instrumentation_includes=io.github.wampspring.protocol.**:io.github.wampspring.codec.**",
				"--custom_hook_includes=io.github.wampspring.protocol.**:io.github.wampspring.codec.**",
				"--reproducer_path=" + failures, "-artifact_prefix=" + failures + "/", "-runs=" + RUNS, "-max_len=400",
				"-timeout=20", corpus.toString())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		boolean ended = process.waitFor(30, TimeUnit.MINUTES);
		process.destroyForcibly();
		String output = Files.readString(log);
		assertThat(ended).as(output).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		assertThat(output).contains("Done " + RUNS + " runs");
	}

	private static void writeSeeds(String target, Path corpus) throws IOException {
		WampSerializer serializer = Codecs.get(target.toLowerCase());
		Random random = new Random(1);
		for (int i = 0; i < 50; i++) {
			Frame frame = serializer.encode(Messages.message(random));
			byte[] bytes = Codecs.bytes(frame);
			if (bytes.length <= 400) {
				Files.write(corpus.resolve("seed" + i), bytes);
			}
		}
	}

	@Test
	void aMessageWithMutationsIsAMessageOrAViolation() {
		Trials.run(20_000, (random) -> {
			Mutation mutation = mutate(random);
			FuzzTargets.check(mutation.serializer(), mutation.frame());
		});
	}

	private static Mutation mutate(Random random) {
		List<WampSerializer> serializers = Codecs.all();
		WampSerializer serializer = serializers.get(random.nextInt(serializers.size()));
		Frame frame = serializer.encode(Messages.message(random));
		byte[] bytes = Codecs.bytes(frame).clone();
		for (int i = random.nextInt(3); i >= 0; i--) {
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
		}
		return new Mutation(serializer, frame.isText() ? Frame.text(Slice.of(bytes)) : Codecs.binary(bytes));
	}

	private record Mutation(WampSerializer serializer, Frame frame) {
	}

}
