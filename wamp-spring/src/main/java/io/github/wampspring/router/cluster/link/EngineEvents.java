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

/**
 * What a connection to an engine tells its {@link EngineLink}. May be called by any
 * thread, and never blocks; what comes after the connection was lost is ignored.
 */
public interface EngineEvents {

	/**
	 * A frame has come. Those of one sender are told in their order.
	 * @param frame the bytes, which nobody else uses
	 */
	void received(ByteBuffer frame);

	/**
	 * The engine had no receiver for a frame.
	 * @param node the node that it was for
	 */
	void suspect(NodeId node);

	/**
	 * The engine has taken frames.
	 * @param frames how many more than those that were told before
	 */
	void confirmed(int frames);

	/**
	 * The connection is lost.
	 * @param reason why, for people
	 */
	void lost(String reason);

}
