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
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.github.wampspring.autoconfigure.common.BundleSslContext;
import org.junit.jupiter.api.Test;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BundleSslContext}.
 */
class BundleSslContextTests {

	@Test
	void eachConnectGoesByTheBundleOfTheMomentAndItsOptions() {
		AtomicReference<SslBundle> bundle = new AtomicReference<>(bundle("TLS_AES_128_GCM_SHA256", "TLSv1.3"));
		SSLContext context = BundleSslContext.of(bundle::get);
		assertThat(context.createSSLEngine("localhost", 443)).satisfies((engine) -> {
			assertThat(engine.getEnabledCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
			assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
		});
		bundle.set(bundle("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLSv1.2"));
		assertThat(context.createSSLEngine("localhost", 443)).satisfies((engine) -> {
			assertThat(engine.getEnabledCipherSuites()).containsExactly("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
			assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.2");
			assertThat(engine.getPeerHost()).isEqualTo("localhost");
		});
	}

	@Test
	void socketsAreForItsProtocolsAndCiphersToo() throws IOException {
		SSLContext context = BundleSslContext.of(() -> bundle("TLS_AES_128_GCM_SHA256", "TLSv1.3"));
		try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
			assertThat(socket.getEnabledCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
			assertThat(socket.getEnabledProtocols()).containsExactly("TLSv1.3");
		}
	}

	private static SslBundle bundle(String cipher, String protocol) {
		return SslBundle.of(SslStoreBundle.NONE, null,
				SslOptions.of(new String[] { cipher }, new String[] { protocol }));
	}

}
