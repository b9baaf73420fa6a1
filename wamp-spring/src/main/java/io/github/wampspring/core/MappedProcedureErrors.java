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

package io.github.wampspring.core;

import java.util.List;
import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.client.Invocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Knows the mapped exceptions; of all others nothing is told but that they happened.
 *
 * @param mappings the mapped exceptions
 */
record MappedProcedureErrors(ErrorMappings mappings) implements ProcedureErrors {

	private static final Log logger = LogFactory.getLog(MappedProcedureErrors.class);

	@Override
	public WampException translate(Throwable failure, Invocation invocation) {
		if (failure instanceof WampException error) {
			return error;
		}
		String uri = this.mappings.uriFor(failure);
		if (uri != null) {
			String message = failure.getMessage();
			return new WampException(uri, (message != null) ? List.of(message) : List.of(), Map.of(), failure);
		}
		logger.error("The procedure '" + invocation.procedure() + "' failed", failure);
		return new WampException(ErrorUris.RUNTIME_ERROR, "The procedure failed. The callee's log tells why.");
	}

}
