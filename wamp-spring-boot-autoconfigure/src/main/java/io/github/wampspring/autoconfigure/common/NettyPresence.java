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

import java.util.List;

import javax.net.ssl.ExtendedSSLSession;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/**
 * Tells whether Netty is on the class path.
 */
public final class NettyPresence {

	/** What brings it. */
	public static final String DEPENDENCY = "io.netty:netty-codec-http";

	private static final List<String> TYPES = List.of("io.netty.handler.codec.http.HttpClientCodec",
			"io.netty.channel.MultiThreadIoEventLoopGroup");

	private NettyPresence() {
	}

	/**
	 * Tells whether all of Netty that is needed is there.
	 * @param classLoader where to look
	 * @return whether it is
	 */
	public static boolean test(@Nullable ClassLoader classLoader) {
		return TYPES.stream().allMatch((name) -> ClassUtils.isPresent(name, classLoader));
	}

	/** What is asked for by name must be known to a native image. */
	public static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			TYPES.forEach((name) -> hints.reflection().registerTypeIfPresent(classLoader, name));
			// what channel bindings are asked for
			hints.reflection().registerTypeIfPresent(classLoader, "org.bouncycastle.jsse.BCSSLEngine");
			hints.reflection().registerType(ExtendedSSLSession.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		}

	}

}
