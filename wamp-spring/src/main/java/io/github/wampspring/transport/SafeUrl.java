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

import java.net.URI;

/**
 * URLs for logs, exceptions and states: user information and queries often are secrets.
 */
public final class SafeUrl {

	private SafeUrl() {
	}

	/**
	 * Leaves out what may be secret.
	 * @param url a URL
	 * @return its text without user information, query and fragment
	 */
	public static String of(URI url) {
		if (url.isOpaque()) {
			// such as one without slashes by mistake
			String rest = url.getRawSchemeSpecificPart();
			int query = rest.indexOf('?');
			rest = (query >= 0) ? rest.substring(0, query) : rest;
			return url.getScheme() + ":" + rest.substring(rest.lastIndexOf('@') + 1);
		}
		StringBuilder text = new StringBuilder();
		if (url.getScheme() != null) {
			text.append(url.getScheme()).append(':');
		}
		String authority = url.getRawAuthority();
		if (authority != null) {
			text.append("//").append(authority.substring(authority.lastIndexOf('@') + 1));
		}
		return text.append(url.getRawPath()).toString();
	}

}
