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

package io.github.wampspring.test.autoconfigure;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import io.github.wampspring.transport.ConnectFailedException;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.WampConnector;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;

/**
 * The router of the test, as one at a port.
 *
 * @param context the application
 * @param started completes when it listens
 */
record LocalRouter(ApplicationContext context, CompletableFuture<@Nullable Void> started) {

	WampChannel connect(WampConnector connector, Function<WampChannel, WampChannelHandler> handlers)
			throws InterruptedException {
		try {
			this.started.get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		String url = LocalUrlPropertySource.url(this.context);
		if (url == null) {
			throw new ConnectFailedException("The WAMP router of this test does not listen", false, null);
		}
		return connector.connect(URI.create(url), handlers);
	}

}
