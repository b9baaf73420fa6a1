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

/**
 * What became of frames that were given to a {@link ClusterLink}.
 */
public enum Sent {

	/**
	 * Taken. They go out unless the engine is lost before, which
	 * {@link ClusterLink.Listener#disconnected} tells.
	 */
	QUEUED,

	/** Not taken: the queue to the engine is full. Nothing of them goes out. */
	FULL,

	/** Not taken: the engine is not there, or the link is not started or is closed. */
	DISCONNECTED,

	/** Not taken: one is larger than {@link ClusterLink#maxFrame()} is now. */
	TOO_LARGE

}
