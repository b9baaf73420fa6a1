package io.github.wampspring.listener.errors;

import io.github.wampspring.annotation.WampError;

/**
 * An abstract exception, whose subclasses share its URI.
 */
@WampError("com.myapp.error.shop")
public abstract class ShopException extends Exception {

}
