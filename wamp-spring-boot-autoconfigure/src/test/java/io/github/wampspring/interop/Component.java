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
