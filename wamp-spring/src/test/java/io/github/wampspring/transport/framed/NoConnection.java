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

package io.github.wampspring.transport.framed;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;

import io.github.wampspring.codec.Frame;
import io.github.wampspring.transport.ChannelClose;

/** A connection that takes everything, and leads nowhere. */
public class NoConnection implements FrameConnection {

	@Override
	public Executor executor() {
		return Runnable::run;
	}

	@Override
	public void send(List<Frame> frames, Completion completion) {
		completion.done(null);
	}

	@Override
	public boolean isInline(Frame frame) {
		return false;
	}

	@Override
	public void ping(ByteBuffer content, Runnable written) {
	}

	@Override
	public boolean isWaiting() {
		return false;
	}

	@Override
	public long progress() {
		return 0;
	}

	@Override
	public void hurry() {
	}

	@Override
	public void close(ChannelClose close) {
	}

	@Override
	public void abort(ChannelClose close) {
	}

}
