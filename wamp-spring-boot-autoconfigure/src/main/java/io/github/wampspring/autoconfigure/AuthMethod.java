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

/**
 * The authentication methods that a connection can offer by its properties.
 */
public enum AuthMethod {

	/** WAMP-Cryptosign. */
	CRYPTOSIGN,

	/** WAMP-SCRAM, as the specification has it. */
	WAMP_SCRAM,

	/** WAMP-SCRAM, as Crossbar.io and Autobahn have it. */
	SCRAM,

	/** WAMP-CRA. */
	WAMPCRA,

	/** A ticket. */
	TICKET,

	/** Who the handshake tells, by a cookie or an Authorization among its headers. */
	COOKIE,

	/** The certificate of the SSL bundle, shown when the connection is opened. */
	TLS

}
