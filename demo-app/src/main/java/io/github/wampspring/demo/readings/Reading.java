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

package io.github.wampspring.demo.readings;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one instance of the demo measured in the time since its last reading. Sizes are in
 * bytes, rates in bytes per second, loads are shares from 0 to 1.
 *
 * @param instance the instance, unique in the realm
 * @param host the name of the machine
 * @param time milliseconds since the epoch
 * @param processor the load of the machine's cores
 * @param memory the machine's memory
 * @param heap the JVM's heap
 * @param gc the JVM's garbage collection
 * @param network the traffic of all of the machine's interfaces but the loopback
 * @param cluster where the instance's router stands in its cluster, or {@code null} where
 * it is in none
 */
public record Reading(String instance, String host, long time, Processor processor, Memory memory, Heap heap, Gc gc,
		Network network, @Nullable Cluster cluster) {

	/**
	 * The load of the machine's cores.
	 *
	 * @param load of all cores together
	 * @param cores of each core
	 * @param process the part of it that is this JVM's
	 */
	public record Processor(double load, List<Double> cores, double process) {

	}

	/**
	 * The machine's memory.
	 *
	 * @param used what is not available to programs
	 * @param total what there is
	 */
	public record Memory(long used, long total) {

	}

	/**
	 * The JVM's heap.
	 *
	 * @param used by objects, reachable or not
	 * @param committed what the JVM has from the system
	 */
	public record Heap(long used, long committed) {

	}

	/**
	 * Garbage collection since the last reading.
	 *
	 * @param collections how many
	 * @param millis how long they took together
	 */
	public record Gc(long collections, long millis) {

	}

	/**
	 * Traffic of the network.
	 *
	 * @param received bytes per second
	 * @param sent bytes per second
	 */
	public record Network(double received, double sent) {

	}

	/**
	 * Where a router stands in its cluster.
	 *
	 * @param connected whether it hears the others, if there are any
	 * @param problem what is wrong, for people, or {@code null} if nothing is
	 * @param others the other instances that are there
	 */
	public record Cluster(boolean connected, @Nullable String problem, List<String> others) {

	}

}
