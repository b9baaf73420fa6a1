package io.github.wampspring.benchmarks.client;

/**
 * What a peer does once it has joined.
 */
interface Workload {

	void run() throws Exception;

}
