package io.github.wampspring.client;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;

/**
 * A result, progressive or final, as it came.
 *
 * @param details {@code RESULT.Details}
 * @param payload the arguments
 */
public record CallResult(Dict details, Payload payload) {
}
