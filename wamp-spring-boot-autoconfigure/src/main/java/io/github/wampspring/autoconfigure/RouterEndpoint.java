package io.github.wampspring.autoconfigure;

/**
 * Where the router can be reached over the network.
 *
 * @param path the path of the WebSocket endpoint
 */
record RouterEndpoint(String path) {
}
