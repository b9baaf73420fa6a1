package io.github.wampspring.listener.errors;

/**
 * An exception with the URI of its superclass.
 */
public class ClosedException extends ShopException {

}
