/**
 * One joined session, and the connection that keeps a session joined.
 */
@NullMarked
package io.github.wampspring.client;

import org.jspecify.annotations.NullMarked;
