/**
 * What an application calls: the template, its fluent specifications, its results.
 */
@NullMarked
package io.github.wampspring.core;

import org.jspecify.annotations.NullMarked;
