package io.github.wampspring.client;

import java.time.Duration;

import io.github.wampspring.protocol.CancelMode;
import io.github.wampspring.protocol.codec.PayloadMapper;

/**
 * What a session has to know.
 *
 * @param mapper reads the arguments of errors
 * @param cancelMode what the router does with cancelled calls
 * @param sendTimeout how long a sender waits for room in the channel's queue
 * @param goodbyeTimeout how long to wait for the router's GOODBYE
 */
record SessionSettings(PayloadMapper mapper, CancelMode cancelMode, Duration sendTimeout, Duration goodbyeTimeout) {
}
