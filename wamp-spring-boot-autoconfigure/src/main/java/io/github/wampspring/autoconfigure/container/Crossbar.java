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

package io.github.wampspring.autoconfigure.container;

import java.net.URI;
import java.util.Map;

/**
 * What the image of Crossbar.io is like.
 */
final class Crossbar {

	static final String IMAGE = "crossbario/crossbar";

	/** The label with the name of the connection. */
	static final String CONNECTION = "io.github.wampspring.connection";

	/** The label with the port within the container. */
	private static final String PORT = "io.github.wampspring.port";

	/** The label with the path of the URL. */
	private static final String PATH = "io.github.wampspring.path";

	private Crossbar() {
	}

	static int port(Map<String, String> labels) {
		return Integer.parseInt(labels.getOrDefault(PORT, "8080"));
	}

	static URI url(boolean secure, String host, int port, Map<String, String> labels) {
		String literal = (host.contains(":") && !host.startsWith("[")) ? "[" + host + "]" : host;
		String path = labels.getOrDefault(PATH, "/ws");
		return URI
			.create((secure ? "wss://" : "ws://") + literal + ":" + port + (path.startsWith("/") ? path : "/" + path));
	}

}
