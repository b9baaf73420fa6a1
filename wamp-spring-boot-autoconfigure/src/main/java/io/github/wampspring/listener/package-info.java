/**
 * From annotated bean methods to registrations and subscriptions.
 */
@NullMarked
package io.github.wampspring.listener;

import org.jspecify.annotations.NullMarked;
