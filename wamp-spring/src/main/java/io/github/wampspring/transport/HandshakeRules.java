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

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which web pages may connect: those of this server, and those of the allowed origins.
 * Clients that are no browser, and so have no {@code Origin}, always may. Refusals are
 * logged with the property to change.
 *
 * <p>
 * That pages of this server may connect has to be guarded against names that do not
 * belong to it: a page whose host name was made to point here (DNS rebinding) is of the
 * same origin by its {@code Host} header.
 */
public final class HandshakeRules implements HandshakeGuard {

	private static final int MAX_LENGTH = 200;

	private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host");

	private final LogLimiter limiter = new LogLimiter(LogFactory.getLog(HandshakeRules.class));

	private final CorsConfiguration origins = new CorsConfiguration();

	private final List<String> hosts;

	/**
	 * Creates rules.
	 * @param allowedOrigins the origins of other pages that may connect, such as
	 * {@code https://example.com} or {@code https://*.example.com}; {@code *} for all
	 * @param allowedHosts the names of this server; without any, a browser of this
	 * machine must use one of its local names; {@code *} for all
	 */
	public HandshakeRules(List<String> allowedOrigins, List<String> allowedHosts) {
		this.origins.setAllowedOriginPatterns(allowedOrigins);
		this.hosts = allowedHosts.stream().map((host) -> host.toLowerCase(Locale.ROOT)).toList();
	}

	@Override
	public boolean permits(URI url, HttpHeaders headers, @Nullable InetSocketAddress remote) {
		String origin = headers.getOrigin();
		if (origin == null) {
			return true;
		}
		if (!isSameServer(origin, url)) {
			if (this.origins.checkOrigin(origin) != null) {
				return true;
			}
			this.limiter.warn(() -> "Refused a WebSocket of a page from " + printable(origin)
					+ ": if such pages may connect, add their origin to wamp.router.allowed-origins");
			return false;
		}
		if (isOwnName(headers, remote)) {
			return true;
		}
		this.limiter.warn(() -> "Refused a web page, since this server may not be meant by the host of its origin "
				+ printable(origin) + ". If it is, name it in wamp.router.allowed-hosts");
		return false;
	}

	/**
	 * Whether the pages of anybody may connect, be it in a frame that hides its origin.
	 * Nothing that browsers send by themselves says then who wants to connect.
	 * @return {@code true} if the allowed origins let any host's pages in by http or
	 * https
	 */
	public boolean isOpenToAnyPage() {
		return Stream.of("https://anybody.invalid", "http://anybody.invalid", "null")
			.anyMatch((origin) -> this.origins.checkOrigin(origin) != null);
	}

	/** Behind a proxy the scheme may be called {@code ws} and {@code wss}. */
	private static boolean isSameServer(String origin, URI url) {
		try {
			UriComponents page = UriComponentsBuilder.fromUriString(origin).build();
			UriComponents own = UriComponentsBuilder.fromUriString(url.toString()).build();
			return own.getHost() != null && own.getHost().equalsIgnoreCase(page.getHost())
					&& scheme(own).equals(scheme(page)) && port(own) == port(page);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			return false;
		}
	}

	private static String scheme(UriComponents url) {
		String scheme = (url.getScheme() != null) ? url.getScheme().toLowerCase(Locale.ROOT) : "";
		return switch (scheme) {
			case "ws" -> "http";
			case "wss" -> "https";
			default -> scheme;
		};
	}

	private static int port(UriComponents url) {
		return (url.getPort() != -1) ? url.getPort() : scheme(url).equals("https") ? 443 : 80;
	}

	private boolean isOwnName(HttpHeaders headers, @Nullable InetSocketAddress remote) {
		String host = host(headers);
		if (!this.hosts.isEmpty()) {
			return this.hosts.contains("*") || this.hosts.contains(host);
		}
		boolean sameMachine = remote != null && remote.getAddress() != null && remote.getAddress().isLoopbackAddress();
		return !sameMachine || isLocal(host) || FORWARDED.stream().anyMatch(headers::containsHeader);
	}

	private static String host(HttpHeaders headers) {
		try {
			InetSocketAddress header = headers.getHost();
			return (header != null) ? header.getHostString().toLowerCase(Locale.ROOT) : "";
		}
		catch (IllegalArgumentException ex) {
			// there is no such port
			return "";
		}
	}

	private static boolean isLocal(String host) {
		return host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("127.") || host.equals("::1")
				|| host.equals("[::1]") || host.equals("0:0:0:0:0:0:0:1");
	}

	/** What a stranger sent, fit for a line of the log. */
	private static String printable(String origin) {
		String text = origin.replaceAll("\\p{Cntrl}", "?");
		return "'" + ((text.length() <= MAX_LENGTH) ? text : text.substring(0, MAX_LENGTH) + "...") + "'";
	}

}
