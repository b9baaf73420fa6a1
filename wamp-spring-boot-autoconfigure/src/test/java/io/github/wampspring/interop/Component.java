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

package io.github.wampspring.interop;

import java.util.List;

/**
 * Components of others, which offer the contract's procedures.
 */
enum Component {

	/** On Autobahn|Python. */
	PYTHON(Peer.AUTOBAHN_PYTHON, "component.py"),

	/** On AutobahnJS. */
	JAVA_SCRIPT(Peer.AUTOBAHN_JS, "component.js");

	private final Peer peer;

	private final String program;

	Component(Peer peer, String program) {
		this.peer = peer;
		this.program = program;
	}

	/**
	 * Starts the component.
	 * @param url the router's URL
	 * @param serializer json, msgpack or cbor
	 * @param prefix what its URIs begin with
	 * @return the running component, joined and registered
	 */
	PeerProcess start(String url, String serializer, String prefix) {
		return PeerProcess
			.start(List.of(this.peer.script("run"), this.program, "--url", url, "--serializer", serializer, "--prefix",
					prefix))
			.awaitReady();
	}

}
