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
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * A link that puts something around the frames of another one.
 */
abstract class LinkDecorator implements ClusterLink {

	private final ClusterLink link;

	private final AtomicBoolean started = new AtomicBoolean();

	LinkDecorator(ClusterLink link) {
		this.link = link;
	}

	/**
	 * Checks what the link would check, before anything of an earlier start is changed.
	 * @param cluster the name of the cluster
	 */
	final void checkStart(String cluster) {
		NodeId.checkName("cluster", cluster);
		if (!this.started.compareAndSet(false, true)) {
			throw new IllegalStateException("A cluster link is started once");
		}
	}

	final ClusterLink link() {
		return this.link;
	}

	/**
	 * What goes out for a frame.
	 * @param to the node, {@code null} for all
	 * @param frame the frame
	 * @param target takes it
	 */
	abstract void wrap(@Nullable NodeId to, ByteBuffer frame, List<ByteBuffer> target);

	private List<ByteBuffer> wrap(@Nullable NodeId to, List<ByteBuffer> frames) {
		List<ByteBuffer> wrapped = new ArrayList<>(frames.size());
		for (ByteBuffer frame : frames) {
			wrap(to, frame, wrapped);
		}
		return wrapped;
	}

	@Override
	public Sent send(NodeId to, List<ByteBuffer> frames) {
		return this.link.send(to, wrap(to, frames));
	}

	@Override
	public Sent broadcast(List<ByteBuffer> frames) {
		return this.link.broadcast(wrap(null, frames));
	}

	@Override
	public final LinkStatistics statistics() {
		return this.link.statistics();
	}

	@Override
	public final boolean hasRoom(long bytes) {
		return this.link.hasRoom(bytes);
	}

	@Override
	public final boolean isBusy() {
		return this.link.isBusy();
	}

	@Override
	public final void close() {
		this.link.close();
	}

	/**
	 * Passes on what it does not handle.
	 */
	abstract static class Unwrapping implements Listener {

		private final Listener listener;

		Unwrapping(Listener listener) {
			this.listener = listener;
		}

		final Listener listener() {
			return this.listener;
		}

		@Override
		public void suspect(NodeId node) {
			this.listener.suspect(node);
		}

		@Override
		public void connected() {
			this.listener.connected();
		}

		@Override
		public void disconnected(String reason, long dropped) {
			this.listener.disconnected(reason, dropped);
		}

		@Override
		public void missed(long frames) {
			this.listener.missed(frames);
		}

		@Override
		public void refused(String reason) {
			this.listener.refused(reason);
		}

	}

}
