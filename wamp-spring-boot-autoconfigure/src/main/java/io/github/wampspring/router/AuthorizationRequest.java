package io.github.wampspring.router;

import io.github.wampspring.protocol.Dict;

/**
 * A session wants to do something.
 *
 * @param session the session
 * @param action what it wants to do
 * @param uri the URI; for {@code REGISTER} and {@code SUBSCRIBE} a pattern, if the option
 * {@code match} says so
 * @param options the options of the message
 */
public record AuthorizationRequest(SessionInfo session, WampAction action, String uri, Dict options) {
}
