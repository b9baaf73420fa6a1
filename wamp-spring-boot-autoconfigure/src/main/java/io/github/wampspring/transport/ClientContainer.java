package io.github.wampspring.transport;

import java.net.URI;
import java.util.List;
import java.util.Map;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import org.apache.tomcat.websocket.WsWebSocketContainer;

import org.springframework.http.HttpHeaders;

/**
 * Tomcat's client with small buffers, that keeps the headers of the handshake's response.
 */
final class ClientContainer extends WsWebSocketContainer {

	/** Larger messages come in parts. */
	private static final int BUFFER_SIZE = 8192;

	private static final String RESPONSE = ClientContainer.class.getName() + ".response";

	ClientContainer() {
		setDefaultMaxTextMessageBufferSize(BUFFER_SIZE);
		setDefaultMaxBinaryMessageBufferSize(BUFFER_SIZE);
		// looks each second for peers that do not answer a close
		setProcessPeriod(1);
	}

	/**
	 * The response's headers.
	 */
	static HttpHeaders response(Session session) {
		return (session.getUserProperties().get(RESPONSE) instanceof HttpHeaders headers) ? headers : new HttpHeaders();
	}

	@Override
	public Session connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI url) throws DeploymentException {
		HttpHeaders headers = new HttpHeaders();
		ClientEndpointConfig keeping = ClientEndpointConfig.Builder.create()
			.configurator(new Keeping(config.getConfigurator(), headers))
			.preferredSubprotocols(config.getPreferredSubprotocols())
			.extensions(config.getExtensions())
			.sslContext(config.getSSLContext())
			.build();
		keeping.getUserProperties().putAll(config.getUserProperties());
		keeping.getUserProperties().put(RESPONSE, headers);
		return super.connectToServer(endpoint, keeping, url);
	}

	private static final class Keeping extends ClientEndpointConfig.Configurator {

		private final ClientEndpointConfig.Configurator delegate;

		private final HttpHeaders headers;

		Keeping(ClientEndpointConfig.Configurator delegate, HttpHeaders headers) {
			this.delegate = delegate;
			this.headers = headers;
		}

		@Override
		public void beforeRequest(Map<String, List<String>> headers) {
			this.delegate.beforeRequest(headers);
		}

		@Override
		public void afterResponse(HandshakeResponse response) {
			response.getHeaders().forEach(this.headers::addAll);
			this.delegate.afterResponse(response);
		}

	}

}
