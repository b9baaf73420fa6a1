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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Lets every connection of the tested application join a router in the JVM, whatever its
 * URL, SSL bundle and credentials are. Each test context has a router, and so realms, of
 * its own. Where the application has an embedded router, that is the one.
 *
 * <p>
 * Beans of the types {@link io.github.wampspring.test.WampTestRouter},
 * {@link io.github.wampspring.test.WampStubs} and
 * {@link io.github.wampspring.test.WampRecorder} are there for the test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureTestWampRouter {

	/**
	 * How the connections reach the router.
	 * @return within the JVM, without any port, by default
	 */
	Transport transport() default Transport.IN_PROCESS;

	/**
	 * Whether each test method begins when the connections are joined, and the router has
	 * answered all that they register and subscribe to.
	 * @return {@code true} by default
	 */
	boolean awaitReady() default true;

	/**
	 * Ways to the router.
	 */
	enum Transport {

		/** Within the JVM, without a port. */
		IN_PROCESS,

		/**
		 * By WebSocket, at a free port where the router listens by itself. Needs Netty on
		 * the class path.
		 */
		LISTENER,

		/**
		 * By WebSocket, at the application's web server. Needs
		 * {@code webEnvironment = RANDOM_PORT}, or {@code DEFINED_PORT}.
		 */
		WEB_SERVER

	}

}
