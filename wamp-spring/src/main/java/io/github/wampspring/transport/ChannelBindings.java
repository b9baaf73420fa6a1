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

import io.github.wampspring.ChannelBinding;

/**
 * What a channel tells about the TLS connection that it goes over, for authentication
 * that is bound to it. See {@link ChannelBinding}.
 */
@FunctionalInterface
public interface ChannelBindings {

	/**
	 * Those of a channel whose transport tells nothing.
	 */
	ChannelBindings NONE = none("this transport does not tell what is known about TLS");

	/**
	 * What both ends of the connection know, and nobody else can have in common with
	 * both. Any thread may ask, as often as it wants.
	 * @param binding which
	 * @return the channel binding data, as the RFC of the binding defines it
	 * @throws ChannelBindingException if the connection has none, with the reason
	 */
	byte[] get(ChannelBinding binding);

	/**
	 * Those of a channel that has none.
	 * @param reason why, such as "the connection has no TLS"
	 * @return bindings that are never to be had
	 */
	static ChannelBindings none(String reason) {
		return (binding) -> {
			throw new ChannelBindingException(binding, reason);
		};
	}

}
