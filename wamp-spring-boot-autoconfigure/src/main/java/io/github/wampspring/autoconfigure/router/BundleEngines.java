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

import org.springframework.boot.ssl.SslBundle;

/**
 * A server's TLS by an SSL bundle as it is when a connection comes: what was reloaded
 * since counts.
 */
final class BundleEngines implements Supplier<SSLEngine> {

	private final Supplier<SslBundle> bundles;

	private volatile Current current;

	/**
	 * Creates a supplier of engines.
	 * @param bundles supplies the bundle of the moment; what is wrong with the first one
	 * is thrown
	 */
	BundleEngines(Supplier<SslBundle> bundles) {
		this.bundles = bundles;
		this.current = Current.of(bundles.get());
	}

	@Override
	public SSLEngine get() {
		SslBundle bundle = this.bundles.get();
		Current current = this.current;
		if (current.bundle() != bundle) {
			current = Current.of(bundle);
			this.current = current;
		}
		SSLEngine engine = current.context().createSSLEngine();
		engine.setUseClientMode(false);
		BundleSslContext.apply(bundle.getOptions(), engine);
		return engine;
	}

	private record Current(SslBundle bundle, SSLContext context) {

		static Current of(SslBundle bundle) {
			return new Current(bundle, bundle.createSslContext());
		}

	}

}
