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

package io.github.wampspring.client;

import java.util.List;
import java.util.Map;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampException;
import io.github.wampspring.WampTimeoutException;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Error;
import org.jspecify.annotations.Nullable;

/**
 * From ERROR messages to exceptions.
 */
final class RemoteErrors {

	private RemoteErrors() {
	}

	static WampException exception(String error, Payload payload, PayloadMapper mapper) {
		List<@Nullable Object> arguments = arguments(payload, mapper);
		Map<String, @Nullable Object> keywordArguments = keywordArguments(payload, mapper);
		return switch (error) {
			case ErrorUris.TIMEOUT -> new WampTimeoutException(arguments, keywordArguments);
			case ErrorUris.CANCELED, ErrorUris.CANCELLED -> new WampCanceledException(arguments, keywordArguments);
			default -> new WampException(error, arguments, keywordArguments, null);
		};
	}

	static List<@Nullable Object> arguments(Payload payload, PayloadMapper mapper) {
		try {
			return payload.isEmpty() ? List.of() : mapper.arguments(payload);
		}
		catch (PayloadException ex) {
			return List.of();
		}
	}

	private static Map<String, @Nullable Object> keywordArguments(Payload payload, PayloadMapper mapper) {
		try {
			return payload.isEmpty() ? Map.of() : mapper.keywordArguments(payload);
		}
		catch (PayloadException ex) {
			return Map.of();
		}
	}

}
