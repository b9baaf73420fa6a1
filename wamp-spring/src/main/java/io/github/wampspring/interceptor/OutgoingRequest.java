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

package io.github.wampspring.interceptor;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A call or publication of this application.
 *
 * @param kind what it is
 * @param connection the name of the connection that it goes over
 * @param session the ID of the session at this moment; {@code null} while there is none
 * @param uri the procedure or topic
 * @param options {@code CALL.Options} or {@code PUBLISH.Options}
 * @param payload the arguments
 * @param mapper reads payloads
 */
public record OutgoingRequest(Kind kind, String connection, @Nullable Long session, String uri, Dict options,
		Payload payload, PayloadMapper mapper) implements InterceptedRequest<OutgoingRequest> {

	@Override
	public OutgoingRequest with(Dict options, Payload payload) {
		return new OutgoingRequest(this.kind, this.connection, this.session, this.uri, options, payload, this.mapper);
	}

	/**
	 * What goes out.
	 */
	public enum Kind {

		/** A call. Its outcome is the result's arguments. */
		CALL,

		/**
		 * A publication. Its outcome is the publication's ID as the only argument where
		 * it is acknowledged, else no argument.
		 */
		PUBLISH

	}

}
