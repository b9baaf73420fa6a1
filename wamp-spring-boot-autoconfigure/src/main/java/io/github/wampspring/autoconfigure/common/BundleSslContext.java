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

package io.github.wampspring.autoconfigure.common;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * TLS by an SSL bundle as it is at each connect: what was reloaded since counts, and its
 * protocols and ciphers are the only ones.
 */
public final class BundleSslContext extends SSLContext {

	private BundleSslContext(Spi spi, SSLContext example) {
		super(spi, example.getProvider(), example.getProtocol());
	}

	public static SSLContext of(Supplier<SslBundle> bundles) {
		// what is wrong with a bundle fails the start
		return new BundleSslContext(new Spi(bundles), bundles.get().createSslContext());
	}

	public static void apply(SslOptions options, SSLEngine engine) {
		String @Nullable [] ciphers = options.getCiphers();
		if (ciphers != null) {
			engine.setEnabledCipherSuites(ciphers);
		}
		String @Nullable [] protocols = options.getEnabledProtocols();
		if (protocols != null) {
			engine.setEnabledProtocols(protocols);
		}
	}

	/** Asks the bundle of the moment. */
	private static final class Spi extends SSLContextSpi {

		private final Supplier<SslBundle> bundles;

		Spi(Supplier<SslBundle> bundles) {
			this.bundles = bundles;
		}

		private SSLContext current() {
			return this.bundles.get().createSslContext();
		}

		@Override
		protected SSLEngine engineCreateSSLEngine() {
			return configure((context) -> context.createSSLEngine());
		}

		@Override
		protected SSLEngine engineCreateSSLEngine(String host, int port) {
			return configure((context) -> context.createSSLEngine(host, port));
		}

		private SSLEngine configure(Function<SSLContext, SSLEngine> factory) {
			SslBundle bundle = this.bundles.get();
			SSLEngine engine = factory.apply(bundle.createSslContext());
			engine.setUseClientMode(true);
			apply(bundle.getOptions(), engine);
			return engine;
		}

		@Override
		protected void engineInit(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust,
				@Nullable SecureRandom random) throws KeyManagementException {
			throw new KeyManagementException("The SSL bundle tells keys and trust");
		}

		@Override
		protected SSLSocketFactory engineGetSocketFactory() {
			return new BundleSocketFactory(this.bundles.get());
		}

		@Override
		protected SSLServerSocketFactory engineGetServerSocketFactory() {
			return current().getServerSocketFactory();
		}

		@Override
		protected SSLSessionContext engineGetServerSessionContext() {
			return current().getServerSessionContext();
		}

		@Override
		protected SSLSessionContext engineGetClientSessionContext() {
			return current().getClientSessionContext();
		}

	}

}
