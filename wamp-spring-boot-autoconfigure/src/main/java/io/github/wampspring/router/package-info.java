/**
 * Realms, broker and dealer. Knows neither sockets nor Spring beans.
 */
@NullMarked
package io.github.wampspring.router;

import org.jspecify.annotations.NullMarked;
