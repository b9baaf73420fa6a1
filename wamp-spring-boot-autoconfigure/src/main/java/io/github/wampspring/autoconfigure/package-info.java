/**
 * Auto-configuration of connection, template, listeners and router.
 */
@NullMarked
package io.github.wampspring.autoconfigure;

import org.jspecify.annotations.NullMarked;
