package io.github.wampspring.autoconfigure;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the router is. A bean of this type takes the place of the properties.
 */
public interface WampConnectionDetails extends ConnectionDetails {

	/**
	 * The router's URLs, tried in their order.
	 * @return the URLs; none for the embedded router or, where it is not enabled, the
	 * default URL
	 */
	List<URI> getUrls();

	/**
	 * The keys and the trust for {@code wss}.
	 * @return the bundle, or {@code null} for those of the JVM
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
