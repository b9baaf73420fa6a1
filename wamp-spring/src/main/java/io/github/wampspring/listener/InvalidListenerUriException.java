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

package io.github.wampspring.listener;

/**
 * A URI in an annotation that is not well-formed, or missing.
 */
public class InvalidListenerUriException extends WampListenerException {

	/**
	 * Creates an exception.
	 * @param uri the URI as it is after prefix, placeholders and expressions
	 * @param method the method, for people
	 * @param remedy what to do about it
	 */
	public InvalidListenerUriException(String uri, String method, String remedy) {
		super(uri.isEmpty() ? "There is no URI for " + method : "'" + uri + "' is not a valid URI for " + method,
				remedy, null);
	}

}
