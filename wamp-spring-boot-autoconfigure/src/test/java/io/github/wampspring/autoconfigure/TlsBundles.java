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

package io.github.wampspring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.util.Set;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.core.io.ClassPathResource;

/**
 * Bundles for a server that is localhost, and for clients that trust it.
 */
public final class TlsBundles {

	private static final Provider BOUNCY_CASTLE = new BouncyCastleJsseProvider(new BouncyCastleProvider());

	private static final String PASSWORD = "changeit";

	private TlsBundles() {
	}

	/** With the TLS of the JDK. */
	public static SslBundles jdk(String protocol) {
		return bundles(protocol, null);
	}

	/** With the TLS of Bouncy Castle. */
	public static SslBundles bouncyCastle(String protocol) {
		return bundles(protocol, BOUNCY_CASTLE);
	}

	private static SslBundles bundles(String protocol, Provider provider) {
		try {
			KeyStore keys = KeyStore.getInstance("PKCS12");
			try (InputStream stream = new ClassPathResource("tls/localhost.p12").getInputStream()) {
				keys.load(stream, PASSWORD.toCharArray());
			}
			KeyStore trust = KeyStore.getInstance("PKCS12");
			trust.load(null, null);
			trust.setCertificateEntry("server", keys.getCertificate("server"));
			DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
			bundles.registerBundle("server", bundle(SslStoreBundle.of(keys, PASSWORD, null), protocol, provider));
			bundles.registerBundle("client", bundle(SslStoreBundle.of(null, null, trust), protocol, provider));
			return bundles;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SslBundle bundle(SslStoreBundle stores, String protocol, Provider provider)
			throws GeneralSecurityException {
		SslOptions options = SslOptions.of(null, Set.of(protocol));
		if (provider == null) {
			return SslBundle.of(stores, SslBundleKey.NONE, options);
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX", provider);
		keys.init(stores.getKeyStore(), PASSWORD.toCharArray());
		TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", provider);
		trust.init(stores.getTrustStore());
		return SslBundle.of(stores, SslBundleKey.NONE, options, "TLS", new SslManagerBundle() {

			@Override
			public KeyManagerFactory getKeyManagerFactory() {
				return keys;
			}

			@Override
			public TrustManagerFactory getTrustManagerFactory() {
				return trust;
			}

			@Override
			public SSLContext createSslContext(String name) {
				try {
					SSLContext context = SSLContext.getInstance(name, provider);
					context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
					return context;
				}
				catch (GeneralSecurityException ex) {
					throw new IllegalStateException(ex);
				}
			}

		});
	}

}
