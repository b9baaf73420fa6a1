/**
 * Two-way channels of messages: WebSocket and in-process.
 */
@NullMarked
package io.github.wampspring.transport;

import org.jspecify.annotations.NullMarked;
