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

package io.github.wampspring.autoconfigure.router;

import java.net.InetSocketAddress;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Where the router listens by itself.
 *
 * @param host the host, empty for all interfaces
 * @param port the port, 0 for any that is free
 */
record ListenAddress(String host, int port) {

	static final String PROPERTY = "wamp.router.listen";

	private static final int MAX_PORT = 65_535;

	/**
	 * Reads the value of the property.
	 * @param text {@code host:port}, {@code [IPv6 address]:port}, or {@code :port} for
	 * all interfaces
	 * @throws InvalidConfigurationPropertyValueException if it is another text
	 */
	static ListenAddress parse(String text) {
		int colon = text.lastIndexOf(':');
		String host = (colon > 0) ? text.substring(0, colon) : "";
		boolean brackets = host.startsWith("[") && host.endsWith("]");
		if (colon < 0 || (host.contains(":") && !brackets)) {
			throw invalid(text);
		}
		return new ListenAddress(brackets ? host.substring(1, host.length() - 1) : host,
				port(text, text.substring(colon + 1)));
	}

	private static int port(String text, String port) {
		try {
			int number = Integer.parseInt(port);
			if (number >= 0 && number <= MAX_PORT) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// so it is none
		}
		throw invalid(text);
	}

	private static InvalidConfigurationPropertyValueException invalid(String text) {
		return new InvalidConfigurationPropertyValueException(PROPERTY, text,
				"it must be like localhost:9000, [::1]:9000, or :9000 for all interfaces");
	}

	InetSocketAddress toSocketAddress() {
		InetSocketAddress address = this.host.isEmpty() ? new InetSocketAddress(this.port)
				: new InetSocketAddress(this.host, this.port);
		if (address.isUnresolved()) {
			throw new InvalidConfigurationPropertyValueException(PROPERTY, toString(),
					"this machine does not know the host");
		}
		return address;
	}

	/**
	 * The URL to connect to.
	 * @param secure whether over TLS
	 * @param port the port that was found
	 * @param path the path
	 */
	String url(boolean secure, int port, String path) {
		return (secure ? "wss://" : "ws://") + new ListenAddress(this.host.isEmpty() ? "localhost" : this.host, port)
				+ path;
	}

	@Override
	public String toString() {
		return (this.host.contains(":") ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

}
