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

package io.github.wampspring.observation;

import io.github.wampspring.WampException;
import org.jspecify.annotations.Nullable;

/**
 * What failures are called.
 */
final class ErrorNames {

	private static final int LIMIT = 100;

	/** Peers choose the URIs of their errors. */
	private final BoundedNames uris = new BoundedNames(LIMIT);

	String of(@Nullable Throwable failure) {
		if (failure == null) {
			return "none";
		}
		return (failure instanceof WampException error) ? this.uris.of(error.getUri())
				: failure.getClass().getSimpleName();
	}

}
