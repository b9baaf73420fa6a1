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

import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Payload;

/**
 * What a callee failed with, as interceptors see it: the error's arguments are not
 * decoded on their way.
 */
final class CalleeError extends WampException {

	private final transient Payload payload;

	CalleeError(String uri, Payload payload) {
		super(uri);
		this.payload = payload;
	}

	Payload payload() {
		return this.payload;
	}

}
