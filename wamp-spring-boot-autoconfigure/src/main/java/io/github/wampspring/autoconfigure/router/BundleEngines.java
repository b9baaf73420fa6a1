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

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.github.wampspring.autoconfigure.common.BundleSslContext;
import io.github.wampspring.autoconfigure.router.WampRouterProperties.Ssl.ClientAuth;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * A server's TLS by an SSL bundle as it is when a connection comes: what was reloaded
 * since counts.
 */
final class BundleEngines implements Supplier<SSLEngine> {

	private final Supplier<SslBundle> bundles;

	private final ClientAuth clientAuth;

	private volatile Current current;

	/**
	 * Creates a supplier of engines.
	 * @param bundles supplies the bundle of the moment; what is wrong with the first one
	 * is thrown
	 * @param clientAuth who has to show a certificate
	 */
	BundleEngines(Supplier<SslBundle> bundles, ClientAuth clientAuth) {
		this.bundles = bundles;
		this.clientAuth = clientAuth;
		this.current = current(bundles.get());
	}

	/**
	 * Without a trust store the JVM's own would count, and with it whoever has a
	 * certificate of any public authority.
	 */
	private Current current(SslBundle bundle) {
		SslStoreBundle stores = bundle.getStores();
		if (this.clientAuth != ClientAuth.NONE && stores != null && stores != SslStoreBundle.NONE
				&& stores.getTrustStore() == null) {
			throw new InvalidConfigurationPropertyValueException("wamp.router.ssl.client-auth", this.clientAuth,
					"the SSL bundle of wamp.router.ssl.bundle must tell whose certificates are trusted:"
							+ " add a trust store to it (truststore.certificate, or truststore.location)");
		}
		return new Current(bundle, bundle.createSslContext());
	}

	@Override
	public SSLEngine get() {
		SslBundle bundle = this.bundles.get();
		Current current = this.current;
		if (current.bundle() != bundle) {
			current = current(bundle);
			this.current = current;
		}
		SSLEngine engine = current.context().createSSLEngine();
		engine.setUseClientMode(false);
		BundleSslContext.apply(bundle.getOptions(), engine);
		// one of these replaces the other
		if (this.clientAuth == ClientAuth.NEED) {
			engine.setNeedClientAuth(true);
		}
		else {
			engine.setWantClientAuth(this.clientAuth == ClientAuth.WANT);
		}
		return engine;
	}

	private record Current(SslBundle bundle, SSLContext context) {
	}

}
