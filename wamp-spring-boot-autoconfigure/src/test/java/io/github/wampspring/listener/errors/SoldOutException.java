package io.github.wampspring.listener.errors;

import io.github.wampspring.annotation.WampError;

/**
 * An exception with a URI of its own.
 */
@WampError("com.myapp.error.sold_out")
class SoldOutException extends ShopException {

}
