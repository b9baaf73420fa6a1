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
import java.util.ArrayList;
import java.util.List;

/**
 * A link that keeps what is sent.
 */
class StubLink implements ClusterLink {

	final List<ByteBuffer> sent = new ArrayList<>();

	final List<List<ByteBuffer>> calls = new ArrayList<>();

	Listener listener = (frame) -> {
	};

	int maxFrame = 1024;

	Sent answer = Sent.QUEUED;

	boolean closed;

	@Override
	public void start(String cluster, NodeId self, Listener listener) {
		this.listener = listener;
	}

	@Override
	public Sent send(NodeId to, List<ByteBuffer> frames) {
		for (ByteBuffer frame : frames) {
			if (frame.remaining() > this.maxFrame) {
				return Sent.TOO_LARGE;
			}
		}
		if (this.answer == Sent.QUEUED) {
			this.calls.add(frames);
			this.sent.addAll(frames);
		}
		return this.answer;
	}

	@Override
	public Sent broadcast(List<ByteBuffer> frames) {
		return send(NodeId.create("all"), frames);
	}

	@Override
	public int maxFrame() {
		return this.maxFrame;
	}

	@Override
	public LinkStatistics statistics() {
		return new LinkStatistics(true, 0, 0, 0, 0, 0, 0, 0);
	}

	@Override
	public void close() {
		this.closed = true;
	}

}
