/**
 * Authentication methods, the client's half and the router's half beside each other.
 */
@NullMarked
package io.github.wampspring.auth;

import org.jspecify.annotations.NullMarked;
