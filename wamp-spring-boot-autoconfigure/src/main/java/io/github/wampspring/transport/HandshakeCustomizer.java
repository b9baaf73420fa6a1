package io.github.wampspring.transport;

import java.net.URI;

import org.springframework.http.HttpHeaders;

/**
 * Adds headers, such as cookies or an authorization, to the HTTP request that opens a
 * WebSocket. Called for each attempt to connect.
 */
@FunctionalInterface
public interface HandshakeCustomizer {

	/** Adds nothing. */
	HandshakeCustomizer NONE = (url, headers) -> {
	};

	/**
	 * Customizes a request.
	 * @param url where to connect to
	 * @param headers the request's headers, to be changed
	 */
	void customize(URI url, HttpHeaders headers);

}
