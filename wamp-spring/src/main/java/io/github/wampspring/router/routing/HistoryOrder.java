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

package io.github.wampspring.router.routing;

import java.time.Duration;
import java.time.Instant;

/**
 * The order in which events stand in the histories of this instance, where the realm has
 * several: events of different publishers may be in another order elsewhere.
 *
 * @param id tells this order from those of other instances, and from that of before
 * something of them was lost
 * @param overlap how long before an event others may have been published that come after
 * it elsewhere
 * @param since since when nothing of other instances was lost
 */
public record HistoryOrder(String id, Duration overlap, Instant since) {
}
