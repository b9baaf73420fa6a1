package io.github.wampspring.listener.wrongerrors;

import io.github.wampspring.annotation.WampError;

/**
 * Not an exception.
 */
@WampError("com.myapp.error.x")
public class NoException {

}
