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

import io.github.wampspring.WampException;

/**
 * To be thrown by an authentication provider or an authorizer that asks a WAMP procedure,
 * and has no answer from it. Who asks has told the log what to do, once, so that the
 * router does not do so for each client.
 *
 * @see ProcedureBacked
 */
public final class ProcedureFailedException extends WampException {

	/**
	 * Creates an exception.
	 * @param uri the error of the procedure, or of the call
	 * @param message what the log was told
	 */
	public ProcedureFailedException(String uri, String message) {
		super(uri, message);
	}

}
