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

package io.github.wampspring.router.history;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What else is asked for by somebody who has got an event of another instance, where the
 * order was another one: events that stand before it here, and that may not have come to
 * him.
 *
 * @param length how long before that event they can have been published
 * @param since since when nothing of other instances can be missing here; {@code null}
 * for ever
 */
public record HistoryOverlap(Duration length, @Nullable Instant since) {
}
