/**
 * WAMP's messages as records, with the check of every field that comes from outside.
 * Knows neither Spring nor Jackson.
 */
@NullMarked
package io.github.wampspring.protocol;

import org.jspecify.annotations.NullMarked;
