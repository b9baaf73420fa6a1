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

package io.github.wampspring.router;

/**
 * What a router had to refuse or end, in all realms, since it was made.
 *
 * @param refusedChannels the channels that were refused at once, since too many were open
 * @param cutOffPeers the sessions that were ended since their clients did not read, or
 * did not answer a ping
 * @param violations the sessions that were ended for a violation of the protocol
 */
public record RouterStatistics(long refusedChannels, long cutOffPeers, long violations) {
}
