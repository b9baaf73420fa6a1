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

package io.github.wampspring.protocol;

import io.github.wampspring.ErrorUris;

/**
 * What came over a transport is not a WAMP message, or not one that is allowed here. Ends
 * the session that sent it: ABORT with {@link ErrorUris#PROTOCOL_VIOLATION}, then the
 * transport is closed. See the section "Protocol Violations" of the specification.
 */
public class ProtocolViolation extends RuntimeException {

	/**
	 * Creates a violation.
	 * @param message what is wrong; goes to the peer, so it must not quote secrets
	 */
	public ProtocolViolation(String message) {
		super(message, null, false, false);
	}

}
