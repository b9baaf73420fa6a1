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

package io.github.wampspring.transport.resume;

import io.github.wampspring.transport.ChannelClose;

/**
 * Told of what happens to a channel that can be resumed. Called under its lock: must be
 * short, and not call it.
 */
public interface ResumeListener {

	/**
	 * The transport is lost.
	 * @param close how
	 * @return {@code false} to end the channel with it
	 */
	boolean onLoss(ChannelClose close);

	/**
	 * Another transport has been attached.
	 */
	void onResume();

	/**
	 * The first message came over a transport: the peer has got what it was told there.
	 */
	default void onHeard() {
	}

	/**
	 * Who counts for what is kept for several channels together.
	 * @return a key that channels of the same owner have in common
	 */
	default String owner() {
		return "";
	}

	/**
	 * The channel ends, and cannot be resumed any more. Called once.
	 */
	void onEnd();

}
