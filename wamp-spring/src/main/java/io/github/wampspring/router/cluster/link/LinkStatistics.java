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
 * Where a link stands.
 *
 * @param connected whether the engine is there
 * @param queuedFrames how many frames wait for the engine
 * @param queuedBytes how large these are together
 * @param sent how many frames were given to the engine since the start
 * @param received how many frames the listener got
 * @param full how many frames were not taken as the queue was full
 * @param dropped how many frames were taken and lost with the engine
 * @param missed how many frames came and were dropped, as the listener was too slow
 */
public record LinkStatistics(boolean connected, int queuedFrames, long queuedBytes, long sent, long received, long full,
		long dropped, long missed) {
}
