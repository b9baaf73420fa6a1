package io.github.wampspring.interop;

import java.util.List;

/**
 * The names of the serializers, as all programs here call them.
 */
final class Serializers {

	static final List<String> ALL = List.of("json", "msgpack", "cbor");

	private Serializers() {
	}

}
