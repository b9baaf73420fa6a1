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

package io.github.wampspring.router.cluster.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what it is told.
 */
final class RecordingListener implements ClusterLink.Listener {

	final List<ByteBuffer> frames = new ArrayList<>();

	final List<String> refusals = new ArrayList<>();

	final List<String> events = new ArrayList<>();

	@Override
	public synchronized void received(ByteBuffer frame) {
		this.frames.add(frame);
		this.events.add("frame");
	}

	@Override
	public synchronized void suspect(NodeId node) {
		this.events.add("suspect " + node.name());
	}

	@Override
	public synchronized void connected() {
		this.events.add("connected");
	}

	@Override
	public synchronized void disconnected(String reason, long dropped) {
		this.events.add("disconnected " + reason + " " + dropped);
	}

	@Override
	public synchronized void missed(long frames) {
		this.events.add("missed " + frames);
	}

	@Override
	public synchronized void refused(String reason) {
		this.refusals.add(reason);
	}

	synchronized List<String> texts() {
		return this.frames.stream()
			.map((frame) -> StandardCharsets.UTF_8.decode(frame.duplicate()).toString())
			.toList();
	}

	synchronized List<String> events() {
		return List.copyOf(this.events);
	}

}
