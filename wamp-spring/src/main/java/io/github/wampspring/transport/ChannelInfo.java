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

package io.github.wampspring.transport;

import java.security.Principal;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is known about the other end of a channel.
 *
 * @param transport {@code websocket} or {@code in-process}
 * @param serializer the name of the serializer, {@code none} in-process
 * @param remoteAddress the peer's address, if there is one
 * @param headers the HTTP headers of the handshake, names in lower case
 * @param principal who the HTTP handshake was authenticated as, if it was
 * @param local whether the peer is in the same JVM, and trusted for that
 */
public record ChannelInfo(String transport, String serializer, @Nullable String remoteAddress,
		Map<String, List<String>> headers, @Nullable Principal principal, boolean local) {
}
