/**
 * The annotations of WAMP components.
 */
@NullMarked
package io.github.wampspring.annotation;

import org.jspecify.annotations.NullMarked;
