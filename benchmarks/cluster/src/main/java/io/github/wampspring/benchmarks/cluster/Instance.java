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
package io.github.wampspring.benchmarks.cluster;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.benchmarks.client.RouterProcess;

/**
 * A router in a JVM of its own.
 *
 * @param url where it listens
 * @param jvm its process
 */
record Instance(URI url, ChildProcess jvm) implements AutoCloseable {

	static Instance start(List<String> options) throws IOException {
		String listen = "127.0.0.1:" + ChildProcess.freePort();
		List<String> all = new ArrayList<>(options);
		all.add("--wamp.router.listen=" + listen);
		return new Instance(URI.create("ws://" + listen + "/ws"), ChildProcess.java(ClusterRouter.class, all));
	}

	/** Waits until all of so many other instances is known. */
	void awaitOthers(int count) throws InterruptedException {
		while (Long.parseLong(this.jvm.ask("others").split(" ")[0]) != count) {
			Thread.sleep(10);
		}
	}

	long sentFrames() {
		return Long.parseLong(this.jvm.ask("sent"));
	}

	RouterProcess usage() {
		return new RouterProcess(this.jvm.pid());
	}

	@Override
	public void close() {
		this.jvm.close();
	}

}
