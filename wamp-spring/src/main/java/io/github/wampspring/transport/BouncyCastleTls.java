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

package io.github.wampspring.transport;

import javax.net.ssl.SSLEngine;

import org.bouncycastle.jsse.BCSSLConnection;
import org.bouncycastle.jsse.BCSSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * What the TLS of Bouncy Castle tells and that of the JDK does not. The only class that
 * knows it.
 */
final class BouncyCastleTls {

	private BouncyCastleTls() {
	}

	static boolean isOf(SSLEngine engine) {
		return engine instanceof BCSSLEngine;
	}

	/**
	 * The first Finished message.
	 * @return the message, or {@code null} if there is none to be told
	 */
	static byte @Nullable [] unique(SSLEngine engine) {
		BCSSLConnection connection = ((BCSSLEngine) engine).getConnection();
		return (connection != null) ? connection.getChannelBinding("tls-unique") : null;
	}

}
