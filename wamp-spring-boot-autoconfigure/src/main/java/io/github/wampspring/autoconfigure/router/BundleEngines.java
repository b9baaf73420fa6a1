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

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.github.wampspring.autoconfigure.common.BundleSslContext;
import io.github.wampspring.autoconfigure.router.WampRouterProperties.Ssl.ClientAuth;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * A server's TLS by an SSL bundle as it is when a connection comes: what was reloaded
 * since counts.
 */
final class BundleEngines implements Supplier<SSLEngine> {

	private final String name;

	private final Supplier<SslBundle> bundles;

	private final ClientAuth clientAuth;

	private volatile Current current;

	/**
	 * Creates a supplier of engines.
	 * @param name the bundle's name
	 * @param bundles supplies the bundle of the moment; what is wrong with the first one
	 * is thrown
	 * @param clientAuth who has to show a certificate
	 */
	BundleEngines(String name, Supplier<SslBundle> bundles, ClientAuth clientAuth) {
		this.name = name;
		this.bundles = bundles;
		this.clientAuth = clientAuth;
		this.current = current(bundles.get());
	}

	/** A bundle without stores may have managers of its own, which are not asked. */
	private Current current(SslBundle bundle) {
		SslStoreBundle stores = bundle.getStores();
		if (stores != null && stores != SslStoreBundle.NONE) {
			check(stores);
		}
		return new Current(bundle, bundle.createSslContext());
	}

	/**
	 * Without a trust store the JVM's own would count, and with it whoever has a
	 * certificate of any public authority.
	 */
	private void check(SslStoreBundle stores) {
		if (!hasKey(stores.getKeyStore())) {
			throw new InvalidConfigurationPropertyValueException("wamp.router.ssl.bundle", this.name,
					"a server needs a certificate and its private key, and this SSL bundle has none: add"
							+ " keystore.certificate and keystore.private-key, or keystore.location, to it");
		}
		if (this.clientAuth != ClientAuth.NONE && stores.getTrustStore() == null) {
			throw new InvalidConfigurationPropertyValueException("wamp.router.ssl.client-auth", this.clientAuth,
					"the SSL bundle of wamp.router.ssl.bundle must tell whose certificates are trusted:"
							+ " add a trust store to it (truststore.certificate, or truststore.location)");
		}
	}

	private static boolean hasKey(@Nullable KeyStore store) {
		if (store == null) {
			return false;
		}
		try {
			for (String alias : Collections.list(store.aliases())) {
				if (store.isKeyEntry(alias)) {
					return true;
				}
			}
			return false;
		}
		catch (KeyStoreException ex) {
			throw new IllegalStateException("The key store could not be read", ex);
		}
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
