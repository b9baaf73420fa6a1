/**
 * From messages to frames and back, in JSON, MessagePack and CBOR, and from payloads to
 * Java types. Knows Jackson.
 */
@NullMarked
package io.github.wampspring.protocol.codec;

import org.jspecify.annotations.NullMarked;
