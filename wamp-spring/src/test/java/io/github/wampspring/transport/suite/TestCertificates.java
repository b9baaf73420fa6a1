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

package io.github.wampspring.transport.suite;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/** The certificates of the tests. */
public final class TestCertificates {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private TestCertificates() {
	}

	/** Has the key of a host. */
	public static SSLContext identity(String host) {
		return identity(host, null);
	}

	/** Has the key of a host, with the TLS of a provider. */
	public static SSLContext identity(String host, @Nullable Provider provider) {
		try {
			SSLContext context = context(provider);
			context.init(keys(host, provider).getKeyManagers(), null, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static KeyManagerFactory keys(String host) {
		return keys(host, null);
	}

	private static KeyManagerFactory keys(String host, @Nullable Provider provider) {
		try {
			KeyManagerFactory managers = (provider != null) ? KeyManagerFactory.getInstance("PKIX", provider)
					: KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			managers.init(store(host), PASSWORD);
			return managers;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SSLContext context(@Nullable Provider provider) throws GeneralSecurityException {
		return (provider != null) ? SSLContext.getInstance("TLS", provider) : SSLContext.getInstance("TLS");
	}

	/** Trusts a host's certificate and no other. */
	public static SSLContext trusting(String host) {
		return trusting(host, null);
	}

	/** Trusts a host's certificate and no other, with the TLS of a provider. */
	public static SSLContext trusting(String host, @Nullable Provider provider) {
		try {
			KeyStore trust = KeyStore.getInstance("PKCS12");
			trust.load(null, null);
			trust.setCertificateEntry("server", store(host).getCertificate("server"));
			TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			managers.init(trust);
			SSLContext context = context(provider);
			context.init(null, managers.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyStore store(String host) throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = TestCertificates.class.getResourceAsStream("/tls/" + host + ".p12")) {
			store.load(in, PASSWORD);
		}
		return store;
	}

}
