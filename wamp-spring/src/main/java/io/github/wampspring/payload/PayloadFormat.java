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

package io.github.wampspring.payload;

/**
 * How encrypted arguments are put into messages.
 */
public enum PayloadFormat {

	/**
	 * Payload passthru mode of the specification, scheme {@code wamp}: the arguments are
	 * a dictionary of {@code args} and {@code kwargs} in CBOR, and the only positional
	 * argument is what that is encrypted to. Routers and peers have to announce
	 * {@code payload_passthru_mode}.
	 */
	PASSTHRU,

	/**
	 * The older draft that Autobahn and Crossbar.io speak, {@code enc_algo=cryptobox}:
	 * the arguments are a dictionary of {@code uri}, {@code args} and {@code kwargs} in
	 * JSON, and what that is encrypted to stands in the place of the arguments. The URI
	 * inside has to be that of the message. Arguments of errors are encrypted with the
	 * cipher of the error's URI, if there is one, and else with that of the procedure.
	 */
	CRYPTOBOX

}
